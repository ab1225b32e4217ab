package dev.nightjar.proof;

import dev.nightjar.destination.BackupFile;
import dev.nightjar.destination.Delivery;
import dev.nightjar.destination.JobIdentity;
import dev.nightjar.destination.Manifest;
import dev.nightjar.destination.folder.FolderDestination;
import dev.nightjar.failure.FailureException;
import dev.nightjar.failure.Reason;
import dev.nightjar.io.DurableFiles;
import dev.nightjar.io.FileHash;
import dev.nightjar.io.Progress;
import dev.nightjar.json.JsonExporter;
import dev.nightjar.json.JsonImporter;
import dev.nightjar.json.JsonProof;
import dev.nightjar.json.JsonSource;
import dev.nightjar.restore.Restorer;
import dev.nightjar.restore.Verifier;
import dev.nightjar.sqlite.CheckReport;
import dev.nightjar.sqlite.DatabaseCheck;
import dev.nightjar.sqlite.LiveDatabase;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.TreeSet;
import java.util.UUID;

/**
 * Gives damaged databases to all that reads one, in a process of its own: its heap is small, and a
 * crash in SQLite's own code ends it. Each case's seed is said before the case begins.
 */
final class MutatedDatabases {
  private static final JobIdentity OWNER = new JobIdentity(new UUID(0, 1), "Shop", "SHOP-PC");
  private static final String ID = "2025-12-12T17-00-00";

  private final Path folder;
  private final Map<String, Integer> ends = new HashMap<>();
  private FolderDestination place;

  private MutatedDatabases(Path folder) {
    this.folder = folder;
  }

  /** Arguments: an empty folder, the first seed, how many cases. */
  public static void main(String[] arguments) throws Exception {
    MutatedDatabases all = new MutatedDatabases(Path.of(arguments[0]));
    all.place();
    Random seeds = new Random(Long.parseLong(arguments[1]));
    for (int i = Integer.parseInt(arguments[2]); i > 0; i--) {
      long seed = i == 1 ? Long.parseLong(arguments[1]) : seeds.nextLong();
      System.out.println("seed " + seed);
      all.one(seed);
    }
    System.out.println("done " + all.ends);
  }

  private void place() throws FailureException {
    Clock clock = Clock.systemUTC();
    UUID marker = FolderDestination.create(folder.resolve("place"), "NAS", OWNER, clock).id();
    place =
        new FolderDestination(
            folder.resolve("place"),
            "NAS",
            FolderDestination.Reach.LOCAL,
            Optional.of(marker),
            clock);
  }

  private interface Attempt {
    void run() throws FailureException, IOException;
  }

  /** Ends in success or in a failure that has its own words; whatever else comes ends us. */
  private boolean attempt(String what, Attempt attempt) throws IOException {
    String end = "ok";
    try {
      attempt.run();
    } catch (FailureException e) {
      end = e.reason().name();
      if (e.reason() == Reason.UNEXPECTED) {
        throw new IllegalStateException(what, e);
      }
    }
    ends.merge(what + " " + end, 1, Integer::sum);
    return end.equals("ok");
  }

  private void one(long seed) throws Exception {
    Path live = folder.resolve("live.db");
    Path copy = folder.resolve("copy.db");
    Path json = folder.resolve("copy.json");
    Path rebuilt = folder.resolve("rebuilt.db");
    Path restored = folder.resolve("restored.db");
    GeneratedDatabase.create(live, seed);
    Mutation.damage(live, new Random(seed));
    LiveDatabase database =
        new LiveDatabase(live, Duration.ofMillis(200), false, Clock.systemUTC());
    attempt("look", database::inspect);
    attempt("snapshot", () -> database.snapshot(copy, Progress.NONE));
    if (Files.notExists(copy)) {
      // As another tool may have kept it.
      Files.copy(live, copy);
    }
    attempt("check", () -> whole(copy));
    boolean exported =
        attempt("export", () -> JsonExporter.export(copy, source(), json, Progress.NONE));
    if (exported) {
      attempt("prove", () -> JsonProof.prove(json, copy, Progress.NONE));
      attempt("rebuild", () -> JsonImporter.rebuild(json, rebuilt, Progress.NONE));
    }
    deliver(copy, exported ? Optional.of(json) : Optional.empty(), restored);
    for (Path file : List.of(live, copy, json, rebuilt, restored)) {
      Files.deleteIfExists(file);
    }
    for (String suffix : List.of("-wal", "-shm", "-journal")) {
      Files.deleteIfExists(folder.resolve("live.db" + suffix));
    }
    TreeSet<String> left = new TreeSet<>();
    try (var files = Files.list(folder)) {
      files.forEach(file -> left.add(file.getFileName().toString()));
    }
    if (!left.equals(new TreeSet<>(List.of("place")))) {
      throw new IllegalStateException("left behind: " + left);
    }
  }

  private static void whole(Path file) throws FailureException {
    CheckReport report = DatabaseCheck.of(file, Progress.NONE);
    if (report.grade() != CheckReport.Grade.WHOLE) {
      throw new FailureException(Reason.COPY_DAMAGED, file, report.findings().get(0), 1);
    }
  }

  private static JsonSource source() {
    return new JsonSource(OffsetDateTime.now(Clock.systemUTC()), "live.db", "wal");
  }

  /** A backup whose hashes are right though its database is not. */
  private void deliver(Path copy, Optional<Path> json, Path restored) throws Exception {
    Map<BackupFile, FileHash> files = new HashMap<>();
    Manifest manifest;
    try (Delivery delivery = place.deliver(ID, OWNER)) {
      add(delivery, BackupFile.DATABASE, copy, files);
      if (json.isPresent()) {
        add(delivery, BackupFile.JSON, json.get(), files);
      }
      OffsetDateTime now = OffsetDateTime.parse("2025-12-12T17:00:00+08:00");
      manifest =
          new Manifest(
              "1",
              ID,
              1,
              Manifest.Kind.MANUAL,
              OWNER,
              now,
              now,
              new Manifest.Database("live.db", 4096, 2, "wal", 0, "3"),
              files,
              List.of(),
              new Manifest.Checks("ok", List.of(), 0, 0, true));
      delivery.commit(manifest);
    }
    attempt("verify", () -> Verifier.verify(place, manifest.summary(), folder, Progress.NONE));
    for (BackupFile from : files.keySet()) {
      attempt(
          "restore " + from,
          () -> Restorer.restore(place, manifest.summary(), from, restored, Progress.NONE));
      Files.deleteIfExists(restored);
    }
    place.remove(manifest.summary(), OWNER);
  }

  private static void add(
      Delivery delivery, BackupFile file, Path content, Map<BackupFile, FileHash> files)
      throws Exception {
    FileHash hash = DurableFiles.hash(content, Progress.NONE);
    delivery.add(file, content, hash, Progress.NONE);
    files.put(file, hash);
  }
}
