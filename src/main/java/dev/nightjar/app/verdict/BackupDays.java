package dev.nightjar.app.verdict;

import java.time.LocalDate;
import java.time.ZonedDateTime;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/**
 * The days on which there is a backup: a window shows them without going through thousands of
 * backups itself.
 *
 * @param first the first day of all
 * @param places the places that have a backup of a day, by their labels; of the last days only
 */
public record BackupDays(Optional<LocalDate> first, Map<LocalDate, Set<String>> places) {
  /** A window shows 60; today may end while it does. */
  static final int DAYS = 62;

  /** Nothing is known yet. */
  public static final BackupDays NONE = new BackupDays(Optional.empty(), Map.of());

  public BackupDays {
    places = Collections.unmodifiableMap(new TreeMap<>(places));
  }

  /** Goes through all backups once. */
  public static BackupDays of(List<KeptBackup> kept, ZonedDateTime now) {
    LocalDate from = now.toLocalDate().minusDays(DAYS);
    LocalDate first = null;
    Map<LocalDate, Set<String>> places = new TreeMap<>();
    for (KeptBackup backup : kept) {
      LocalDate date = backup.summary().snapshotAt().atZone(now.getZone()).toLocalDate();
      first = first == null || date.isBefore(first) ? date : first;
      if (date.isAfter(from)) {
        places.computeIfAbsent(date, day -> new HashSet<>()).addAll(backup.labels());
      }
    }
    return new BackupDays(Optional.ofNullable(first), places);
  }
}
