package dev.nightjar.retention;

import dev.nightjar.destination.BackupSummary;
import java.util.List;

/**
 * One place of a job, as far as its backups are concerned.
 *
 * @param backups those that it can give back; if it is away, those it had when it last answered
 * @param damaged those that it has and can't give back
 * @param keep how many it keeps
 * @param room the space for them
 */
public record PlaceHolding(
    List<BackupSummary> backups, List<BackupSummary> damaged, RetentionPolicy keep, Room room) {
  public PlaceHolding {
    backups = List.copyOf(backups);
    damaged = List.copyOf(damaged);
  }

  /** One that can give back all that it has. */
  public PlaceHolding(List<BackupSummary> backups, RetentionPolicy keep, Room room) {
    this(backups, List.of(), keep, room);
  }
}
