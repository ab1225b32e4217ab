package dev.nightjar.restore;

import dev.nightjar.sqlite.CheckReport;
import java.util.List;

/**
 * A database that was made from a backup.
 *
 * @param report the findings of its check: it is whole
 * @param leftOut indexes that the JSON alone can't bring back, and why, a line for each reason
 */
public record RestoredFile(CheckReport report, List<String> leftOut) {
  public RestoredFile {
    leftOut = List.copyOf(leftOut);
  }
}
