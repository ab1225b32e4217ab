package dev.nightjar.desktop.settings;

import dev.nightjar.destination.JobIdentity;
import dev.nightjar.failure.Failure;
import dev.nightjar.failure.FailureException;
import dev.nightjar.failure.Reason;
import java.nio.file.Path;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/** A disk as a test wants it. */
public final class FakeInspections implements Inspections {
  final Map<Path, DatabaseFound> databases = new HashMap<>();
  public final Map<Path, PlaceFound> places = new HashMap<>();
  public final Map<Path, Failure> failures = new HashMap<>();

  /** Folders, and the other name that each has. */
  final Map<Path, Path> twins = new HashMap<>();

  final List<PlaceAsked> asked = new java.util.ArrayList<>();

  public FakeInspections database(Path file, int tables, long rows, Instant changedAt) {
    databases.put(file, new DatabaseFound(file, tables, rows, true, changedAt, 8_200_000));
    return this;
  }

  public FakeInspections place(Path folder, Holder holder, long free) {
    places.put(folder, found(holder, free, false));
    return this;
  }

  public static PlaceFound found(Holder holder, long free, boolean sameDisk) {
    Optional<JobIdentity> owner =
        holder == Holder.OTHER_JOB
            ? Optional.of(new JobIdentity(new UUID(7, 7), "Old shop", "OLD-PC"))
            : Optional.empty();
    return new PlaceFound(
        holder,
        owner,
        Optional.of(free),
        sameDisk,
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        false);
  }

  @Override
  public DatabaseFound database(Path file) throws FailureException {
    if (failures.containsKey(file)) {
      throw new FailureException(failures.get(file));
    }
    if (!databases.containsKey(file)) {
      throw new FailureException(Reason.DATABASE_MISSING, file);
    }
    return databases.get(file);
  }

  @Override
  public PlaceFound place(PlaceAsked question) throws FailureException {
    asked.add(question);
    if (failures.containsKey(question.folder())) {
      throw new FailureException(failures.get(question.folder()));
    }
    PlaceFound found =
        places.getOrDefault(question.folder(), found(Holder.NOT_THERE, 212_000_000_000L, true));
    return new PlaceFound(
        found.holder(),
        found.owner(),
        found.freeBytes(),
        found.sameDisk(),
        found.syncedBy(),
        found.old(),
        question.others().stream()
            .filter(other -> other.equals(twins.get(question.folder())))
            .findFirst(),
        question.probe());
  }

  @Override
  public List<DatabaseFound> suggestions() {
    return databases.values().stream()
        .sorted(java.util.Comparator.comparing(DatabaseFound::changedAt).reversed())
        .toList();
  }
}
