package dev.nightjar.bench;

import dev.nightjar.backup.BackupRun;
import dev.nightjar.backup.Sequence;
import dev.nightjar.destination.BackupFile;
import dev.nightjar.destination.Manifest;
import dev.nightjar.destination.ManifestFormat;
import dev.nightjar.history.History;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Makes many earlier backups of the one that a place has, an hour between two, whose files are the
 * same ones: {@code EarlierBackups PLACE NUMBER}. With a home as a third argument its history gets
 * the runs that made them, as many as it holds. For the bench, and for what Java learns from when a
 * package is built.
 */
public final class EarlierBackups {
  private static final LocalDateTime FIRST = LocalDateTime.of(2000, 1, 1, 17, 0);

  private static final DateTimeFormatter ID = DateTimeFormatter.ofPattern("yyyy-MM-dd'T'HH-mm-ss");

  /** Runs beyond what a log of 8 MB holds are lost to it. */
  private static final int MAX_RUNS = 4000;

  private EarlierBackups() {}

  public static void main(String[] arguments) throws Exception {
    Path place = Path.of(arguments[0]);
    int number = Integer.parseInt(arguments[1]);
    Path only;
    try (Stream<Path> manifests = Files.list(place.resolve("manifest"))) {
      only = manifests.filter(file -> file.toString().endsWith(".json")).findFirst().orElseThrow();
    }
    String name = only.getFileName().toString();
    String id = name.substring("backup-".length(), name.length() - ".json".length());
    Manifest there = ManifestFormat.read(only, id);
    if (arguments.length > 2) {
      addRuns(Path.of(arguments[2]).resolve("history.jsonl"), number);
    }
    for (int n = 0; n < number; n++) {
      OffsetDateTime at = timeOf(n);
      String earlier = at.format(ID);
      Manifest manifest =
          new Manifest(
              there.nightjarVersion(),
              earlier,
              there.sequence() + 1 + n, // By it backups of one job are told apart.
              there.kind(),
              there.job(),
              at,
              at,
              there.database(),
              there.files(),
              there.tables(),
              there.checks());
      for (BackupFile file : BackupFile.values()) {
        Files.createLink(place.resolve(file.pathFor(earlier)), place.resolve(file.pathFor(id)));
      }
      Path written = place.resolve("manifest").resolve("backup-" + earlier + ".json");
      Files.write(written, ManifestFormat.toBytes(manifest));
      // A manifest that was written just before it is read is read once more.
      Files.setLastModifiedTime(written, FileTime.from(at.toInstant()));
    }
  }

  private static OffsetDateTime timeOf(int n) {
    return FIRST.plusHours(n).atOffset(ZoneOffset.UTC);
  }

  /** Each as a run writes it: its number before the run itself. */
  private static void addRuns(Path file, int number) throws Exception {
    History history = new History(file);
    BackupRun made = history.since(Instant.EPOCH).get(0);
    Sequence numbers = history.sequence(made.job());
    Files.delete(file);
    for (int n = Math.max(0, number - MAX_RUNS); n < number; n++) {
      OffsetDateTime at = timeOf(n);
      long sequence = made.sequence() + 1 + n;
      numbers.give(sequence);
      history.append(
          new BackupRun(
              made.job(),
              made.jobName(),
              made.kind(),
              at.toInstant(),
              at.plusSeconds(3).toInstant(),
              made.results(),
              Optional.of(at.format(ID)),
              sequence));
    }
    numbers.give(made.sequence());
    history.append(made); // The newest comes last.
  }
}
