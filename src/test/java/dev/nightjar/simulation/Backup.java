package dev.nightjar.simulation;

import dev.nightjar.destination.Manifest;
import dev.nightjar.io.FileHash;
import java.time.ZonedDateTime;
import java.util.Map;

/**
 * A backup as the book has it.
 *
 * @param trueAt when its copy of the data was taken, in true milliseconds
 * @param startedAt the same as the run's start, by the wall clock of then
 * @param snapshotAt by the wall clock of then
 * @param snapshotMillis the same; due dates fall on whole seconds
 */
record Backup(
    int job,
    long sequence,
    String id,
    Manifest.Kind kind,
    long version,
    Map<String, Long> rows,
    long trueAt,
    ZonedDateTime startedAt,
    ZonedDateTime snapshotAt,
    long snapshotMillis,
    boolean json,
    FileHash database) {
  Backup {
    rows = Map.copyOf(rows);
  }

  boolean isSameAs(Backup other) {
    return job == other.job && sequence == other.sequence;
  }
}
