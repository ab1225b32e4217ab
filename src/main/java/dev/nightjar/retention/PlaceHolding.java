package dev.nightjar.retention;

import dev.nightjar.destination.BackupSummary;
import java.util.List;

/**
 * One place of a job, as far as its backups are concerned.
 *
 * @param backups those that it can give back; if it is away, those it had when it last answered
 * @param keep how many it keeps
 * @param room the space for them
 */
public record PlaceHolding(List<BackupSummary> backups, RetentionPolicy keep, Room room) {
  public PlaceHolding {
    backups = List.copyOf(backups);
  }
}
