package dev.nightjar.app.verdict;

import dev.nightjar.app.verdict.Checks.Checked;
import dev.nightjar.io.AppendedLines;
import dev.nightjar.io.DurableFiles;
import dev.nightjar.io.HeldLock;
import dev.nightjar.io.JsonRecords;
import dev.nightjar.io.MalformedRecordException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.logging.Level;
import java.util.logging.Logger;
import java.util.stream.Collectors;

/**
 * A file for each job, a line for each copy that was read again, which any process adds under a
 * lock of the file's own; the last line about a copy counts, and a torn one is passed over.
 */
public final class CheckFiles implements CheckStore {
  private static final Logger LOG = Logger.getLogger(CheckFiles.class.getName());
  private static final int SPARE_LINES = 1_000;
  private static final long MAX_BYTES = 64L << 20;
  private static final Duration LOCK_PATIENCE = Duration.ofSeconds(2);

  /** A copy that stays is read again long before. */
  private static final Duration KEPT_FOR = Duration.ofDays(400);

  /** A file that another program has open is free by then; each try may take seconds. */
  private static final Duration BETWEEN_TRIES = Duration.ofSeconds(10);

  private final Path folder;
  private final Duration betweenTries;
  private final Map<UUID, Long> refusedAtNanos = new HashMap<>();
  private final Map<UUID, Read> read = new HashMap<>();
  private final Map<UUID, List<Checked>> unsaved = new HashMap<>();

  /** The results that a file held when it was as {@code state} says. */
  private record Read(Object state, Checks checks, int lines) {
    static final Read NOTHING = new Read("", Checks.NONE, 0);
  }

  public CheckFiles(Path folder) {
    this(folder, BETWEEN_TRIES);
  }

  CheckFiles(Path folder, Duration betweenTries) {
    this.folder = folder;
    this.betweenTries = betweenTries;
  }

  private Path file(UUID job) {
    return folder.resolve(job + ".jsonl");
  }

  @Override
  public synchronized Checks of(UUID job) {
    Checks saved = saved(job);
    List<Checked> others = unsaved.get(job);
    return others == null ? saved : saved.with(others);
  }

  /** A file that can't be read now counts as it was read last, and is soon read again. */
  private Checks saved(UUID job) {
    Long refusedAt = refusedAtNanos.get(job);
    if (refusedAt == null || System.nanoTime() - refusedAt >= betweenTries.toNanos()) {
      try {
        Checks found = read(job).checks();
        refusedAtNanos.remove(job);
        return found;
      } catch (IOException e) {
        if (refusedAtNanos.put(job, System.nanoTime()) == null) {
          LOG.log(Level.WARNING, e, () -> "results of checks: " + file(job));
        }
      }
    }
    return read.getOrDefault(job, Read.NOTHING).checks().incomplete();
  }

  @Override
  public synchronized void add(UUID job, List<Checked> results) {
    List<Checked> all = new ArrayList<>(unsaved.getOrDefault(job, List.of()));
    all.addAll(results);
    try {
      save(job, all);
      unsaved.remove(job);
    } catch (IOException e) {
      if (unsaved.put(job, all) == null) {
        LOG.log(Level.WARNING, e, () -> file(job) + "; it's tried again with the next check");
      }
    }
  }

  private void save(UUID job, List<Checked> results) throws IOException {
    DurableFiles.makeFolders(folder);
    // Others hold it for as long as they write a line.
    try (HeldLock lock = HeldLock.await(folder.resolve(job + ".lock"), LOCK_PATIENCE)) {
      Read before = read(job);
      Checks now = before.checks().with(results);
      int lines = before.lines() + results.size();
      long distinct = now.all().count();
      if (lines > 2 * distinct + SPARE_LINES) {
        now = now.without(results.get(0).at().minus(KEPT_FOR));
        DurableFiles.replace(file(job), lines(now.all().toList()));
        lines = (int) now.all().count();
      } else {
        AppendedLines.append(file(job), lines(results));
      }
      read.put(job, new Read(state(job), now, lines));
    }
  }

  private static byte[] lines(List<Checked> results) {
    return results.stream()
        .map(one -> JsonRecords.toLine(one) + "\n")
        .collect(Collectors.joining())
        .getBytes(StandardCharsets.UTF_8);
  }

  /** Anything that differs once somebody has written. */
  private Object state(UUID job) throws IOException {
    try {
      BasicFileAttributes now = Files.readAttributes(file(job), BasicFileAttributes.class);
      return List.of(now.size(), now.lastModifiedTime(), String.valueOf(now.fileKey()));
    } catch (NoSuchFileException e) {
      return "";
    }
  }

  private Read read(UUID job) throws IOException {
    Object state = state(job);
    Read before = read.get(job);
    if (before != null && before.state().equals(state)) {
      return before;
    }
    List<Checked> results = new ArrayList<>();
    try {
      byte[] bytes = JsonRecords.bytes(file(job), MAX_BYTES);
      for (String line : new String(bytes, StandardCharsets.UTF_8).lines().toList()) {
        parsed(line).ifPresent(results::add);
      }
    } catch (NoSuchFileException e) {
      // No copy was read again yet.
    } catch (MalformedRecordException e) {
      LOG.log(Level.WARNING, e, () -> "results of checks: " + file(job));
    }
    Read now = new Read(state, Checks.NONE.with(results), results.size());
    read.put(job, now);
    return now;
  }

  private static Optional<Checked> parsed(String line) {
    try {
      return Optional.of(JsonRecords.parse(line, Checked.class));
    } catch (MalformedRecordException e) {
      return Optional.empty();
    }
  }
}
