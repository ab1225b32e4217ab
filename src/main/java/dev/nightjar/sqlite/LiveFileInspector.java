package dev.nightjar.sqlite;

import dev.nightjar.failure.FailureException;
import dev.nightjar.failure.Reason;
import java.io.IOException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Optional;

/**
 * Inspects a live file so cheaply that it can be done every few minutes: its attributes and first
 * 100 bytes. SQLite opens it only if these are different, or if the file was not fine. No handle
 * outlives an inspection.
 */
public final class LiveFileInspector {
  /** A commit of the app's takes less; a run waits longer. */
  private static final Duration PATIENCE = Duration.ofSeconds(2);

  private LiveFileInspector() {}

  /**
   * Inspects {@code file}. May hang if its disk does: to be called with a deadline.
   *
   * @param onNetwork whether the file is on a network file system
   * @param previous the result of the last inspection of this file
   */
  public static LiveFileState inspect(
      Path file, boolean onNetwork, Optional<LiveFileState> previous) {
    Path absolute = file.toAbsolutePath();
    Optional<LiveFileState> before = previous.filter(state -> state.file().equals(absolute));
    // One that is known not to be fine is waited for by nobody.
    boolean waits = before.map(LiveFileState::isFine).orElse(true);
    ReplacedFile replaced = new ReplacedFile(absolute);
    LiveFileState.Traces traces = LiveFileState.Traces.NONE;
    try {
      traces = look(waits, replaced, () -> traces(absolute, before));
      if (before.isPresent() && before.get().isFine() && before.get().traces().equals(traces)) {
        LiveFileState same = before.get();
        return new LiveFileState(
            absolute, Optional.empty(), LiveFileState.Change.NONE, same.facts(), traces);
      }
      LiveFileState.Facts facts = look(waits, replaced, () -> open(absolute, onNetwork));
      LiveFileState.Change change = change(before.flatMap(LiveFileState::facts), facts);
      return new LiveFileState(absolute, Optional.empty(), change, Optional.of(facts), traces);
    } catch (FailureException e) {
      Optional<LiveFileState.Facts> known = before.flatMap(LiveFileState::facts);
      return new LiveFileState(
          absolute,
          Optional.of(e.failure()),
          known.isEmpty() ? LiveFileState.Change.FIRST : LiveFileState.Change.NONE,
          known,
          traces);
    }
  }

  private static <T> T look(boolean waits, ReplacedFile replaced, ReplacedFile.Look<T> look)
      throws FailureException {
    return waits ? replaced.outlast(look) : look.take();
  }

  private static LiveFileState.Change change(
      Optional<LiveFileState.Facts> before, LiveFileState.Facts now) {
    if (before.isEmpty()) {
      return LiveFileState.Change.FIRST;
    }
    LiveFileState.Facts old = before.get();
    if (FileIdentity.differ(old.identity(), now.identity())
        || old.applicationId() != now.applicationId()) {
      return LiveFileState.Change.REPLACED;
    }
    if (old.schemaVersion() != now.schemaVersion()) {
      return LiveFileState.Change.SCHEMA;
    }
    return old.equals(now) ? LiveFileState.Change.NONE : LiveFileState.Change.WRITTEN;
  }

  /**
   * While a connection of this process is on the file Java must not open it, and the header counts
   * as the one seen last.
   */
  private static LiveFileState.Traces traces(Path file, Optional<LiveFileState> before)
      throws FailureException {
    BasicFileAttributes attributes = Refusals.ofWhatIsNoFile(file);
    String header = before.map(state -> state.traces().header()).orElse("");
    try (FileUse use = FileUse.byJavaAtOnce(file).orElse(null)) {
      if (use != null) {
        byte[] head = Refusals.head(file, Refusals.HEADER_BYTES);
        header = HexFormat.of().formatHex(Arrays.copyOf(head, Refusals.HEADER_BYTES));
      }
    }
    return new LiveFileState.Traces(
        FileIdentity.of(attributes),
        attributes.size(),
        attributes.lastModifiedTime().toInstant(),
        header);
  }

  private static LiveFileState.Facts open(Path file, boolean onNetwork) throws FailureException {
    if (onNetwork) {
      Refusals.ofWalOnNetwork(file);
    }
    Optional<LiveFileState.Facts> logless = logless(file);
    if (logless.isPresent()) {
      return logless.get();
    }
    Refusals.ofWalThatWeMayOnlyRead(file);
    try (FileUse use = FileUse.bySqlite(file);
        Connection reader = HotJournal.reader(file, PATIENCE, onNetwork)) {
      return facts(file, reader);
    } catch (SQLException e) {
      throw Refusals.explain(e, file, PATIENCE);
    }
  }

  /** A WAL database that nobody has open is read without leaving side files beside it. */
  private static Optional<LiveFileState.Facts> logless(Path file) throws FailureException {
    try (FileUse use = FileUse.byJavaAtOnce(file).orElse(null)) {
      if (use == null || !DatabaseInspection.hasNoLog(file) || !Refusals.isWal(file)) {
        return Optional.empty();
      }
      try (Connection reader = Connections.logless(file)) {
        LiveFileState.Facts facts = facts(file, reader);
        return DatabaseInspection.hasNoLog(file) ? Optional.of(facts) : Optional.empty();
      } catch (SQLException e) {
        return Optional.empty(); // Its app has come meanwhile, or it is damaged: an ordinary open.
      }
    }
  }

  private static LiveFileState.Facts facts(Path file, Connection reader)
      throws SQLException, FailureException {
    Connections.number(
        reader, "SELECT count(*) FROM " + BuiltInTables.SCHEMA); // Reads every declaration.
    BasicFileAttributes attributes = Refusals.ofWhatIsNoFile(file);
    OnDisk found;
    try {
      found = OnDisk.of(file, attributes);
    } catch (IOException e) {
      throw FailureException.because(e, Reason.DATABASE_IO, file);
    }
    return new LiveFileState.Facts(
        FileIdentity.of(attributes),
        found.bytes(),
        found.changedAt(),
        Connections.number(reader, "PRAGMA application_id"),
        Connections.number(reader, "PRAGMA user_version"),
        Connections.number(reader, "PRAGMA schema_version"));
  }
}
