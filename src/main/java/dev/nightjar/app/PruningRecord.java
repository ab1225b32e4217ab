package dev.nightjar.app;

import dev.nightjar.app.RealTime.Moment;
import dev.nightjar.app.verdict.TableDrop;
import dev.nightjar.failure.FailureException;
import dev.nightjar.failure.Reason;
import dev.nightjar.io.DiskFailures;
import dev.nightjar.io.DurableFiles;
import dev.nightjar.io.JsonRecords;
import dev.nightjar.io.MalformedRecordException;
import dev.nightjar.platform.Uptime;
import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.logging.Level;
import java.util.logging.Logger;

/**
 * The unattended deletions of one job, each written down durably before it is made, and the tables
 * that shrank. If the file is lost, it isn't known how many went within the last week: until it
 * knows a whole one, each run deletes at most one backup of a place, as many as it made. A week is
 * one of {@link RealTime}: a clock that is set ahead doesn't end it, and one that is set back
 * doesn't keep it from ending.
 */
final class PruningRecord {
  private static final Logger LOG = Logger.getLogger(PruningRecord.class.getName());
  private static final int MAX_BYTES = 1 << 20;

  private final Path file;
  private final Clock clock;
  private final Supplier<Uptime.Reading> uptime;

  PruningRecord(Path file, Clock clock, Supplier<Uptime.Reading> uptime) {
    this.file = file;
    this.clock = clock;
    this.uptime = uptime;
  }

  /**
   * Writes down that up to {@code wanted} backups are about to go, and returns how many may.
   *
   * @throws FailureException {@code HOME_READ_ONLY}, {@code SETTINGS_IO}: none may
   */
  int reserve(String place, int there, int wanted) throws FailureException {
    Uptime.Reading reading = uptime.get();
    Moment now = Moment.of(clock.instant(), reading);
    Optional<PruningHistory> known = read();
    PruningHistory.Reserved reserved =
        known
            .orElseGet(() -> PruningHistory.beginning(now.wall()))
            .reserve(place, there, wanted, now, reading.sinceBoot());
    if (known.isEmpty() || reserved.isNews()) {
      write(reserved.history());
    }
    return reserved.allowed();
  }

  /**
   * The tables that shrank at an earlier run, each with the rows it had, as of when that was seen.
   *
   * @throws FailureException {@code SETTINGS_IO}: nobody knows
   */
  List<TableDrop> shrunk(Map<String, Long> rowsNow) throws FailureException {
    return read().map(PruningHistory::shrunk).orElse(List.of()).stream()
        .map(
            one ->
                new TableDrop(
                    one.table(), rowsNow.getOrDefault(one.table(), 0L), List.of(one.peak())))
        .toList();
  }

  /** Remembers the tables that are shrunk now, and no others. */
  void setShrunk(Map<String, Long> peaks) {
    try {
      note(peaks, clock.instant());
    } catch (FailureException e) {
      LOG.log(Level.WARNING, e, () -> "pruning record"); // Then nothing can be reserved either.
    }
  }

  private void note(Map<String, Long> peaks, Instant now) throws FailureException {
    PruningHistory noted = read().orElseGet(() -> PruningHistory.beginning(now));
    List<PruningHistory.Shrunk> shrunk = new ArrayList<>();
    peaks.forEach(
        (table, rows) ->
            shrunk.add(
                noted.shrunk().stream()
                    .filter(one -> one.table().equals(table))
                    .findFirst()
                    .orElseGet(
                        () -> new PruningHistory.Shrunk(table, new TableDrop.Peak(now, rows)))));
    if (!shrunk.equals(noted.shrunk())) {
      write(noted.with(shrunk));
    }
  }

  private Optional<PruningHistory> read() throws FailureException {
    try {
      return Optional.of(JsonRecords.read(file, PruningHistory.class, MAX_BYTES));
    } catch (NoSuchFileException e) {
      return Optional.empty();
    } catch (MalformedRecordException e) {
      LOG.log(Level.WARNING, e, () -> "the record of deletions begins anew: " + file);
      return Optional.empty();
    } catch (IOException e) {
      throw FailureException.because(e, Reason.SETTINGS_IO, file);
    }
  }

  private void write(PruningHistory noted) throws FailureException {
    try {
      DurableFiles.makeFolders(DiskFailures.folderOf(file));
      DurableFiles.replace(file, JsonRecords.toBytes(noted));
    } catch (IOException e) {
      throw DiskFailures.ofHome(e, file);
    }
  }
}
