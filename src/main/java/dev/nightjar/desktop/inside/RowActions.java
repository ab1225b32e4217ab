package dev.nightjar.desktop.inside;

import java.util.List;
import java.util.Optional;

/**
 * The actions on rows that lead out of the window.
 *
 * @param back gets rows back into the live database; empty if these are its own
 * @param history follows the first of the rows through all backups
 */
public record RowActions(Optional<OnRows> back, OnRows history) {
  /** An action on some rows of a table, by their keys. */
  @FunctionalInterface
  public interface OnRows {
    void accept(String table, List<String> keys);
  }
}
