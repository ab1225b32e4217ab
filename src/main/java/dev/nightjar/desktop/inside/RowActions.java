package dev.nightjar.desktop.inside;

import java.util.List;
import java.util.Optional;

/**
 * The actions on rows that lead out of the window.
 *
 * @param back gets rows back into the live database; empty where these are its own
 */
public record RowActions(Optional<OnRows> back) {
  public static final RowActions NONE = new RowActions(Optional.empty());

  /** An action on some rows of a table, by their keys. */
  @FunctionalInterface
  public interface OnRows {
    void accept(String table, List<String> keys);
  }
}
