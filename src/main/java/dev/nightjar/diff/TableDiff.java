package dev.nightjar.diff;

import dev.nightjar.failure.Failure;
import java.util.Optional;

/**
 * How many rows of a table differ.
 *
 * @param failure why it could not be compared to its end
 */
public record TableDiff(
    ComparedTable table,
    long added,
    long removed,
    long changed,
    long unchanged,
    Optional<Failure> failure) {
  /** Returns whether it is another table now, as far as that is known. */
  public boolean differs() {
    return added + removed + changed > 0 || table.inFrom() != table.inTo();
  }
}
