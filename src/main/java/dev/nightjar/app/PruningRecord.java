package dev.nightjar.app;

import dev.nightjar.app.verdict.TableDrop;
import dev.nightjar.failure.FailureException;
import dev.nightjar.io.DiskFailures;
import dev.nightjar.io.DurableFiles;
import dev.nightjar.io.JsonRecords;
import dev.nightjar.retention.Pruning.Limits;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.logging.Level;
import java.util.logging.Logger;

/**
 * The unattended deletions of one job, each written down durably before it is made, and the tables
 * that shrank. If the file is lost, it isn't known how many went within the last week: until it
 * knows a whole one, each run deletes at most one backup of a place, as many as it made.
 */
final class PruningRecord {
  private static final Logger LOG = Logger.getLogger(PruningRecord.class.getName());
  private static final String FORMAT = "nightjar-pruning/1";
  private static final int MAX_BYTES = 1 << 20;
  private static final int WHILE_UNKNOWN = 1;
  private static final int MAX_ENTRIES = 2_000;
  private static final Duration REMEMBERED = Duration.ofDays(60);

  private final Path file;
  private final Clock clock;

  PruningRecord(Path file, Clock clock) {
    this.file = file;
    this.clock = clock;
  }

  /**
   * The file.
   *
   * @param since from when on every deletion is in it
   */
  private record Noted(String format, Instant since, List<Gone> gone, List<Shrunk> shrunk) {
    Noted {
      Objects.requireNonNull(format);
      Objects.requireNonNull(since);
      gone = gone == null ? List.of() : List.copyOf(gone);
      shrunk = shrunk == null ? List.of() : List.copyOf(shrunk);
      if (!format.equals(FORMAT)) {
        throw new IllegalArgumentException("format: must be " + FORMAT);
      }
    }
  }

  private record Gone(String place, Instant at, int count) {
    Gone {
      Objects.requireNonNull(place);
      Objects.requireNonNull(at);
      if (count < 0) {
        throw new IllegalArgumentException("count: must be 0 or more (got " + count + ")");
      }
    }
  }

  private record Shrunk(String table, TableDrop.Peak peak) {
    Shrunk {
      Objects.requireNonNull(table);
      Objects.requireNonNull(peak);
    }
  }

  /**
   * Writes down that up to {@code wanted} backups are about to go, and returns how many may.
   *
   * @throws FailureException {@code HOME_READ_ONLY}, {@code SETTINGS_IO}: none may
   */
  int reserve(String place, int there, int wanted) throws FailureException {
    Instant now = clock.instant();
    Optional<Noted> known = read();
    // A beginning that is still to come was written under a wrong clock.
    Noted noted = known.filter(one -> !one.since().isAfter(now)).orElseGet(() -> anew(known, now));
    Instant counted = Limits.countedSince(now);
    long lately =
        noted.gone().stream()
            .filter(one -> one.place().equals(place) && one.at().isAfter(counted))
            .mapToLong(Gone::count)
            .sum();
    int limit = Limits.unattended(there, lately);
    int allowed =
        Math.min(wanted, noted.since().isAfter(counted) ? Math.min(limit, WHILE_UNKNOWN) : limit);
    if (allowed > 0 || known.isEmpty() || !known.get().equals(noted)) {
      List<Gone> gone = new ArrayList<>(noted.gone());
      gone.removeIf(one -> one.at().isBefore(now.minus(REMEMBERED)));
      if (allowed > 0) {
        gone.add(new Gone(place, now, allowed));
      }
      write(new Noted(FORMAT, noted.since(), last(gone), noted.shrunk()));
    }
    return allowed;
  }

  private static Noted anew(Optional<Noted> known, Instant now) {
    return new Noted(
        FORMAT,
        now,
        known.map(Noted::gone).orElse(List.of()),
        known.map(Noted::shrunk).orElse(List.of()));
  }

  private static List<Gone> last(List<Gone> gone) {
    return gone.subList(Math.max(0, gone.size() - MAX_ENTRIES), gone.size());
  }

  /**
   * The tables that shrank at an earlier run, each with the rows it had, as of when that was seen.
   */
  List<TableDrop> shrunk(Map<String, Long> rowsNow) {
    return read().map(Noted::shrunk).orElse(List.of()).stream()
        .map(
            one ->
                new TableDrop(
                    one.table(), rowsNow.getOrDefault(one.table(), 0L), List.of(one.peak())))
        .toList();
  }

  /** Remembers the tables that are shrunk now, and no others. */
  void setShrunk(Map<String, Long> peaks) {
    Instant now = clock.instant();
    Noted noted = read().orElseGet(() -> anew(Optional.empty(), now));
    List<Shrunk> shrunk = new ArrayList<>();
    peaks.forEach(
        (table, rows) ->
            shrunk.add(
                noted.shrunk().stream()
                    .filter(one -> one.table().equals(table))
                    .findFirst()
                    .orElseGet(() -> new Shrunk(table, new TableDrop.Peak(now, rows)))));
    if (!shrunk.equals(noted.shrunk())) {
      try {
        write(new Noted(FORMAT, noted.since(), noted.gone(), shrunk));
      } catch (FailureException e) {
        LOG.log(Level.WARNING, e, () -> "pruning record"); // Then nothing can be reserved either.
      }
    }
  }

  private Optional<Noted> read() {
    try {
      return Optional.of(JsonRecords.read(file, Noted.class, MAX_BYTES));
    } catch (NoSuchFileException e) {
      return Optional.empty();
    } catch (IOException e) {
      LOG.log(Level.WARNING, e, () -> "the record of deletions begins anew: " + file);
      return Optional.empty();
    }
  }

  private void write(Noted noted) throws FailureException {
    try {
      Files.createDirectories(DiskFailures.folderOf(file));
      DurableFiles.replace(file, JsonRecords.toBytes(noted));
    } catch (IOException e) {
      throw DiskFailures.ofHome(e, file);
    }
  }
}
