package dev.nightjar.retention;

import dev.nightjar.destination.BackupSummary;
import dev.nightjar.destination.Copies;
import java.util.List;

/**
 * One place of a job, as far as its backups are concerned.
 *
 * @param copies the backups that it has; if it is away, those it had when it last answered
 * @param keep how many it keeps
 * @param room the space for them
 */
public record PlaceHolding(Copies copies, RetentionPolicy keep, Room room) {
  /** One that can give back all that it has. */
  public PlaceHolding(List<BackupSummary> backups, RetentionPolicy keep, Room room) {
    this(Copies.whole(backups), keep, room);
  }

  /** The backups that it can give back. */
  public List<BackupSummary> backups() {
    return copies.whole();
  }
}
