package dev.nightjar.history;

import dev.nightjar.backup.BackupRun;
import dev.nightjar.backup.Runs;
import dev.nightjar.backup.Sequence;
import dev.nightjar.failure.FailureException;
import dev.nightjar.io.DiskFailures;
import dev.nightjar.io.JsonRecords;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import java.util.function.Predicate;
import java.util.logging.Level;
import java.util.logging.Logger;

/** The runs there were: a log, never needed for a restore. */
public final class History implements Runs {
  private static final Logger LOG = Logger.getLogger(History.class.getName());
  private static final String NUMBERED = "{\"numbered\": ";
  private static final String STARTED = "\"startedAt\": \"";
  private static final String SEQUENCE = "\"sequence\": ";
  private static final int SECOND = "2026-03-02T16:00:00".length();
  private static final int MAX_DIGITS = 18;

  /**
   * Numbers only grow: a job's newest line that tells one tells the highest. A few more are read,
   * in case that a run couldn't read the log and gave a lower one.
   */
  private static final int MAX_NUMBERED_LINES = 100;

  private final Path file;

  public History(Path file) {
    this.file = file;
  }

  /** Adds a run; a log that has grown too long loses its oldest. */
  public void append(BackupRun run) throws FailureException {
    try {
      new RunLog(file).append(JsonRecords.toLine(run));
    } catch (IOException e) {
      throw DiskFailures.ofHome(e, file);
    }
  }

  /** Another one each time that a run was added, which is known without reading them. */
  public String signature() {
    try {
      BasicFileAttributes of = Files.readAttributes(file, BasicFileAttributes.class);
      return of.size() + " bytes, " + of.lastModifiedTime();
    } catch (IOException e) {
      return "none";
    }
  }

  /** The runs of all jobs that started after {@code since}, newest first. */
  public List<BackupRun> since(Instant since) {
    List<BackupRun> recent = new ArrayList<>();
    read(
        line -> mayHaveStarted(line, since),
        run -> {
          if (run.startedAt().isAfter(since)) {
            recent.add(run);
          }
          return true;
        });
    return recent;
  }

  @Override
  public void newestFirst(UUID job, Predicate<BackupRun> goOn) {
    String id = job.toString();
    read(line -> line.contains(id), run -> !run.job().equals(job) || goOn.test(run));
  }

  /** The numbers that backups of {@code job} have got, whether their runs came to an end or not. */
  public Sequence sequence(UUID job) {
    return new Sequence() {
      @Override
      public long last() {
        return lastSequence(job);
      }

      @Override
      public void give(long number) {
        try {
          new RunLog(file).append(JsonRecords.toLine(new Numbered(job, number)));
        } catch (IOException e) {
          LOG.log(Level.WARNING, e, () -> "number " + number + " of " + job);
        }
      }
    };
  }

  /** A line before the one of its run: the number that a backup is about to get. */
  private record Numbered(UUID numbered, long sequence) {
    private Numbered {
      Objects.requireNonNull(numbered, "numbered");
    }
  }

  private long lastSequence(UUID job) {
    String id = job.toString();
    long[] highest = {0};
    int[] left = {MAX_NUMBERED_LINES};
    lines(
        line -> {
          if (!line.contains(id) || !mayHaveHigher(line, 0)) {
            return true;
          }
          if (mayHaveHigher(line, highest[0])) {
            highest[0] = Math.max(highest[0], sequenceIn(line, job));
          }
          return --left[0] > 0;
        });
    return highest[0];
  }

  private static long sequenceIn(String line, UUID job) throws IOException {
    if (line.startsWith(NUMBERED)) {
      Numbered given = JsonRecords.parse(line, Numbered.class);
      return given.numbered().equals(job) ? given.sequence() : 0;
    }
    BackupRun run = JsonRecords.parse(line, BackupRun.class);
    return run.job().equals(job) ? run.sequence() : 0;
  }

  /**
   * Reads lines, newest first; those that can't be read are left out.
   *
   * @param wanted whether a line may be wanted: to read a record costs a hundred times as much as
   *     to look through its text
   */
  private void read(Predicate<String> wanted, Predicate<BackupRun> goOn) {
    lines(
        line ->
            line.startsWith(NUMBERED)
                || !wanted.test(line)
                || goOn.test(JsonRecords.parse(line, BackupRun.class)));
  }

  /** Looks at a line; says whether to go on. */
  private interface LineReader {
    boolean read(String line) throws IOException;
  }

  private void lines(LineReader reader) {
    try {
      new RunLog(file)
          .newestFirst(
              line -> {
                try {
                  return reader.read(line);
                } catch (IOException e) {
                  // A torn line, or a newer version's: the log is a convenience, not a record of
                  // backups.
                  return true;
                }
              });
    } catch (IOException e) {
      // As without a log.
    }
  }

  /** No, where the text tells an earlier second. */
  private static boolean mayHaveStarted(String line, Instant since) {
    int at = line.indexOf(STARTED);
    if (at < 0) {
      return true;
    }
    int from = at + STARTED.length();
    String second = line.substring(from, Math.min(from + SECOND, line.length()));
    return second.compareTo(since.toString().substring(0, SECOND)) >= 0;
  }

  /** No, where the text has lower ones only. */
  private static boolean mayHaveHigher(String line, long highest) {
    int at = line.indexOf(SEQUENCE);
    if (at < 0) {
      return true;
    }
    while (at >= 0) {
      int from = at + SEQUENCE.length();
      int end = from;
      // A whole line doesn't end with a digit.
      while (end < from + MAX_DIGITS && Character.isDigit(line.charAt(end))) {
        end++;
      }
      if (end == from || Long.parseLong(line, from, end, 10) > highest) {
        return true;
      }
      at = line.indexOf(SEQUENCE, end);
    }
    return false;
  }
}
