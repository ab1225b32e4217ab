package dev.nightjar.settings;

import dev.nightjar.retention.RetentionPolicy;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;

/**
 * One database to back up: where from, where to, and when.
 *
 * @param id stays the same through renames
 * @param name the user's name for it
 * @param local the folder on this computer
 * @param nas the second place, if there is one
 */
public record Job(
    UUID id,
    String name,
    Path database,
    PlaceSettings local,
    Optional<PlaceSettings> nas,
    ScheduleSettings schedule) {
  private static final int MAX_NAME = 100;

  public Job {
    Objects.requireNonNull(id);
    Objects.requireNonNull(name);
    Objects.requireNonNull(database);
    Objects.requireNonNull(local);
    nas = nas == null ? Optional.empty() : nas;
    schedule = schedule == null ? ScheduleSettings.standard() : schedule;
    if (name.isBlank() || name.length() > MAX_NAME || name.chars().anyMatch(c -> c < ' ')) {
      throw new InvalidSettingException(
          "Name", "must be 1 to " + MAX_NAME + " characters on one line", name);
    }
    InvalidSettingException.requireFull("Database", database);
    Path first = local.folder().normalize();
    if (nas.filter(place -> place.folder().normalize().equals(first)).isPresent()) {
      throw new InvalidSettingException(
          "NAS folder", "must not be the folder on this computer", first);
    }
  }

  /** The places by their labels, the one on this computer first. */
  public Map<String, PlaceSettings> places() {
    Map<String, PlaceSettings> places = new LinkedHashMap<>();
    for (JobPlace which : JobPlace.values()) {
      place(which).ifPresent(place -> places.put(which.label(), place));
    }
    return places;
  }

  /** Returns one of the places, if the job has it. */
  public Optional<PlaceSettings> place(JobPlace which) {
    return switch (which) {
      case HERE -> Optional.of(local);
      case NAS -> nas;
    };
  }

  /**
   * The rule by which a place gets older backups that another has: its own, or, if none was chosen,
   * fewer as they get older.
   */
  public RetentionPolicy wantedAt(String place) {
    return Optional.ofNullable(places().get(place))
        .flatMap(PlaceSettings::keep)
        .orElse(Keep.SMART)
        .policy();
  }

  public Job withSchedule(ScheduleSettings changed) {
    return new Job(id, name, database, local, nas, changed);
  }
}
