package dev.nightjar.desktop.trace;

import dev.nightjar.failure.Failure;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * How far following a row, or a text, is.
 *
 * @param entries the newest first
 * @param percent of the backups
 * @param reading whether backups are read now
 * @param text the text that is searched for; empty if a row is followed, or nothing was yet
 * @param ended the answer, once there is one
 */
record TraceState(
    List<TraceEntry> entries,
    int percent,
    boolean reading,
    String text,
    Optional<Summary> ended,
    Optional<Failure> failure) {
  static final TraceState NONE =
      new TraceState(List.of(), 0, false, "", Optional.empty(), Optional.empty());

  TraceState {
    entries = List.copyOf(entries);
  }

  /**
   * The answer in numbers.
   *
   * @param read the backups that could be read
   * @param with those of them that have the row
   * @param more whether more rows have the text than are listed
   */
  record Summary(int read, int with, boolean more) {}

  static TraceState begun(String text) {
    return new TraceState(List.of(), 0, true, text, Optional.empty(), Optional.empty());
  }

  TraceState found(List<TraceEntry> next) {
    List<TraceEntry> all = new ArrayList<>(entries);
    all.addAll(next);
    return new TraceState(all, percent, reading, text, ended, failure);
  }

  TraceState reached(int now) {
    return new TraceState(entries, now, reading, text, ended, failure);
  }

  TraceState ended(Summary summary) {
    return new TraceState(entries, 100, false, text, Optional.of(summary), failure);
  }

  TraceState failed(Failure why) {
    return new TraceState(entries, percent, false, text, ended, Optional.of(why));
  }
}
