package dev.nightjar.desktop.settings;

import dev.nightjar.app.KeepPreview;
import dev.nightjar.app.setup.FolderInspection;
import dev.nightjar.app.setup.FolderInspection.State;
import dev.nightjar.app.setup.FolderInspector.Question;
import dev.nightjar.app.setup.LegacyBackups;
import dev.nightjar.destination.JobIdentity;
import dev.nightjar.failure.Failure;
import dev.nightjar.failure.FailureException;
import dev.nightjar.failure.Reason;
import dev.nightjar.settings.Job;
import dev.nightjar.settings.JobPlace;
import dev.nightjar.settings.Keep;
import dev.nightjar.sqlite.DatabaseInspection;
import dev.nightjar.sqlite.TableRows;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/** A disk as a test wants it. */
public final class FakeInspections implements Inspections {
  final Map<Path, DatabaseInspection> databases = new HashMap<>();
  public final Map<Path, FolderInspection> places = new HashMap<>();
  public final Map<Path, Failure> failures = new HashMap<>();

  /** Folders, and the other name that each has. */
  Optional<Path> own = Optional.empty();

  final Map<Path, Path> twins = new HashMap<>();

  /** The meaning of each rule, wherever. */
  final Map<Keep, KeepPreview> previews = new HashMap<>();

  final List<String> asked = new ArrayList<>();

  /** For each question whether a file was to be written there. */
  final List<Boolean> tests = new ArrayList<>();

  public FakeInspections database(Path file, int tables, long rows, Instant changedAt) {
    databases.put(
        file,
        new DatabaseInspection(file, tables(tables, rows), true, 8_200_000, changedAt, "wal"));
    return this;
  }

  public FakeInspections preview(Keep rule, KeepPreview meaning) {
    previews.put(rule, meaning);
    return this;
  }

  public FakeInspections place(Path folder, State state, long free) {
    places.put(folder, found(state, free, false));
    return this;
  }

  public static FolderInspection found(State state, long free, boolean sameDisk) {
    Optional<JobIdentity> owner =
        state == State.ANOTHERS
            ? Optional.of(new JobIdentity(new UUID(7, 7), "Old shop", "OLD-PC"))
            : Optional.empty();
    return found(
        state,
        owner,
        Optional.of(free),
        sameDisk,
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        false);
  }

  public static FolderInspection found(
      State state,
      Optional<JobIdentity> owner,
      Optional<Long> freeBytes,
      boolean sameDisk,
      Optional<String> syncedBy,
      Optional<LegacyBackups> old,
      Optional<Path> sameAs,
      boolean tested) {
    return new FolderInspection(
        Path.of("any"),
        state,
        owner,
        Optional.empty(),
        freeBytes,
        false,
        syncedBy,
        sameDisk,
        old,
        sameAs,
        tested,
        Optional.empty());
  }

  private static List<TableRows> tables(int count, long rows) {
    List<TableRows> tables = new ArrayList<>(List.of(new TableRows("first", rows)));
    for (int i = 1; i < count; i++) {
      tables.add(new TableRows("empty " + i, 0));
    }
    return tables;
  }

  @Override
  public DatabaseInspection database(Path file) throws FailureException {
    if (failures.containsKey(file)) {
      throw new FailureException(failures.get(file));
    }
    if (!databases.containsKey(file)) {
      throw new FailureException(Reason.DATABASE_MISSING, file);
    }
    return databases.get(file);
  }

  @Override
  public FolderInspection place(Question question, boolean test) throws FailureException {
    tests.add(test);
    own = question.own();
    if (failures.containsKey(question.folder())) {
      throw new FailureException(failures.get(question.folder()));
    }
    FolderInspection found =
        places.getOrDefault(question.folder(), found(State.MISSING, 212_000_000_000L, true));
    boolean ofJobHere =
        found.owner().filter(owner -> question.here().contains(owner.job())).isPresent();
    return found(
        ofJobHere ? State.OF_JOB_HERE : found.state(),
        found.owner(),
        found.freeBytes(),
        found.onDatabasesDisk(),
        found.syncedBy(),
        found.old(),
        question.others().stream()
            .filter(other -> other.equals(twins.get(question.folder())))
            .findFirst(),
        test);
  }

  @Override
  public KeepPreview preview(Job job, JobPlace place, Keep rule) {
    asked.add(place.label() + " " + rule.rule());
    return Optional.ofNullable(previews.get(rule)).orElse(new KeepPreview(0, 0, 0, 0));
  }

  @Override
  public List<DatabaseInspection> suggestions() {
    return databases.values().stream()
        .sorted(java.util.Comparator.comparing(DatabaseInspection::changedAt).reversed())
        .toList();
  }
}
