package dev.nightjar.settings;

import dev.nightjar.failure.Failure;
import dev.nightjar.failure.FailureException;
import dev.nightjar.failure.Reason;
import dev.nightjar.io.DiskFailures;
import dev.nightjar.io.DurableFiles;
import dev.nightjar.io.HeldLock;
import dev.nightjar.io.JsonRecords;
import dev.nightjar.io.MalformedRecordException;
import dev.nightjar.io.PlainFiles;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import java.util.Optional;
import java.util.function.UnaryOperator;

/**
 * The settings' file. A file that can't be understood is never overwritten unasked; what a newer
 * version wrote beside the fields known here is kept. Beside it stands a copy of it as it was
 * understood last, to return to.
 */
public final class SettingsStore {
  /** The name of {@link #export}'s file beside the backups. */
  public static final String EXPORT_FILE = "nightjar-settings.json";

  static final int MAX_BYTES = 1 << 20;
  private static final Duration LOCK_PATIENCE = Duration.ofSeconds(5);

  private final Path file;
  private final LastGoodSettings lastGood;

  public SettingsStore(Path file) {
    this.file = file.toAbsolutePath();
    this.lastGood = new LastGoodSettings(this.file);
  }

  /**
   * Settings to return to.
   *
   * @param savedAt when they were last changed
   * @param file the file that holds them
   */
  public record LastGood(Settings settings, Instant savedAt, Path file) {}

  /**
   * Reads the user's settings; nothing if there never was a file. Settings that can be read become
   * the last good copy.
   *
   * @throws FailureException {@code SETTINGS_LOST} if the last good copy has databases, and nothing
   *     else is there; {@code SETTINGS_DAMAGED}, {@code SETTINGS_TOO_NEW}, {@code SETTING_INVALID},
   *     {@code SETTINGS_IO}, {@code HOME_BLOCKED}
   */
  public Settings load() throws FailureException {
    byte[] bytes = bytes();
    Settings settings = understood(bytes);
    lastGood.keep(bytes);
    return settings;
  }

  /** A file that is gone isn't one that never was: no backup would be made, and nobody told. */
  private Settings understood(byte[] bytes) throws FailureException {
    if (bytes.length == 0) {
      Optional<LastGood> lost = lastGood().filter(good -> !good.settings().jobs().isEmpty());
      if (lost.isPresent()) {
        throw new FailureException(Reason.SETTINGS_LOST, file, lost.get().file());
      }
    }
    return parse(bytes);
  }

  /** The language that was chosen; the system's if the settings can't be read. Writes nothing. */
  public Settings.SpokenLanguage language() {
    try {
      return parse(bytes()).language();
    } catch (FailureException e) {
      return Settings.SpokenLanguage.SYSTEM; // The command that needs them reports it.
    }
  }

  /**
   * Returns the settings that {@link #restoreLastGood} returns to; empty if there is no such copy.
   */
  public Optional<LastGood> lastGood() {
    try {
      byte[] bytes = lastGood.bytes();
      return bytes.length == 0
          ? Optional.empty()
          : Optional.of(new LastGood(parse(bytes), lastGood.savedAt(), lastGood.file()));
    } catch (IOException | FailureException e) {
      return Optional.empty(); // Not good either.
    }
  }

  /**
   * Puts the last good copy in the place of a file that can't be understood, or is gone. That file
   * is kept beside it as {@code settings.json.broken}. A file that can be understood stays.
   *
   * @return the settings that are in force now
   * @throws FailureException {@code SETTINGS_DAMAGED} if there is no good copy, {@code
   *     SETTINGS_IO}, {@code HOME_…}
   */
  public Settings restoreLastGood() throws FailureException {
    try (HeldLock lock = lock()) {
      Objects.requireNonNull(lock);
      try {
        byte[] now = bytes();
        Settings understood = parse(now);
        if (now.length > 0) {
          return understood;
        }
      } catch (FailureException e) {
        if (lastGood().isEmpty() || e.reason() == Reason.HOME_BLOCKED) {
          throw e;
        }
      }
      byte[] good = lastGood.bytes();
      Settings settings = parse(good);
      if (good.length > 0) {
        lastGood.putBack(realFile());
      }
      return settings;
    } catch (IOException e) {
      throw DiskFailures.ofHome(e, file);
    }
  }

  /**
   * Changes the settings as they are now, whoever changed them last, and saves them durably.
   *
   * @throws FailureException as {@link #load}, or {@code HOME_READ_ONLY}; the file is then as it
   *     was
   */
  public void update(UnaryOperator<Settings> change) throws FailureException {
    try {
      createFolder();
      try (HeldLock lock = lock()) {
        Objects.requireNonNull(lock);
        byte[] before = bytes();
        Settings old = understood(before);
        Settings changed = change.apply(old);
        if (before.length > 0 && changed.equals(old)) {
          return;
        }
        byte[] after = JsonRecords.mergeInto(before, changed);
        if (after.length > MAX_BYTES) {
          throw new IOException("more than " + MAX_BYTES + " bytes");
        }
        DurableFiles.replace(realFile(), after);
        lastGood.keep(after);
      }
    } catch (InvalidSettingException e) {
      throw e.reported();
    } catch (IOException e) {
      throw DiskFailures.ofHome(e, file);
    }
  }

  /** A link to a file elsewhere stays one. */
  private Path realFile() throws IOException {
    return Files.isSymbolicLink(file) ? file.toRealPath() : file;
  }

  /** The job as {@code nightjar-settings.json}, for a new computer that goes on with it. */
  public static byte[] export(Job job, Optional<LastRun> lastRun) {
    return JsonRecords.toBytes(ExportedJob.of(job, Optional.of(job.id()), lastRun));
  }

  /** The job as a pattern for other computers: without its id. */
  public static byte[] template(Job job) {
    return JsonRecords.toBytes(ExportedJob.of(job, Optional.empty(), Optional.empty()));
  }

  /**
   * A job from what {@link #export} or {@link #template} wrote.
   *
   * @param source the file, or the backup folder that it is in
   * @throws FailureException {@code IMPORT_MISSING}, {@code IMPORT_DAMAGED}, {@code
   *     SETTINGS_TOO_NEW}, {@code SETTING_INVALID}, {@code SETTINGS_IO}
   */
  public static ExportedJob parseExport(Path source) throws FailureException {
    Path exported = Files.isDirectory(source) ? source.resolve(EXPORT_FILE) : source;
    try {
      byte[] bytes = JsonRecords.bytes(exported, MAX_BYTES);
      requireNotNewer(bytes, ExportedJob.FORMAT, exported);
      ExportedJob job = JsonRecords.parse(bytes, ExportedJob.class);
      Objects.requireNonNull(job.asSavedElsewhere()); // Fails where a value is none.
      return job;
    } catch (InvalidSettingException e) {
      throw e.reported();
    } catch (MalformedRecordException e) {
      throw malformed(e, Reason.IMPORT_DAMAGED, exported);
    } catch (NullPointerException e) {
      throw FailureException.because(e, Reason.IMPORT_DAMAGED, exported);
    } catch (NoSuchFileException e) {
      throw FailureException.because(e, Reason.IMPORT_MISSING, exported);
    } catch (IOException e) {
      throw FailureException.because(e, Reason.SETTINGS_IO, exported);
    }
  }

  private byte[] bytes() throws FailureException {
    try {
      byte[] bytes = JsonRecords.bytes(realFile(), MAX_BYTES);
      if (bytes.length == 0) {
        throw damaged("empty");
      }
      return bytes;
    } catch (NoSuchFileException e) {
      if (Files.isSymbolicLink(file)) {
        throw DiskFailures.readingHome(e, file); // Its drive isn't there, most likely.
      }
      return new byte[0];
    } catch (MalformedRecordException e) {
      throw Files.isDirectory(file)
          ? FailureException.because(e, Reason.HOME_BLOCKED, file)
          : damaged(String.valueOf(e.getMessage()));
    } catch (IOException e) {
      throw DiskFailures.readingHome(e, file);
    }
  }

  private FailureException damaged(String how) {
    return new FailureException(Failure.of(Reason.SETTINGS_DAMAGED, file, -1, -1).withDetail(how));
  }

  private Settings parse(byte[] bytes) throws FailureException {
    if (bytes.length == 0) {
      return Settings.empty();
    }
    try {
      requireNotNewer(bytes, Settings.FORMAT, file);
      return JsonRecords.parse(bytes, Settings.class);
    } catch (MalformedRecordException e) {
      throw malformed(e, Reason.SETTINGS_DAMAGED, file);
    }
  }

  /**
   * Refuses another version of the format {@code ours}; what is no version of it, its reader does.
   */
  private static void requireNotNewer(byte[] bytes, String ours, Path file)
      throws MalformedRecordException, FailureException {
    String format = JsonRecords.formatOf(bytes);
    String family = ours.substring(0, ours.indexOf('/') + 1);
    if (format.matches(family + "\\d+") && !format.equals(ours)) {
      throw new FailureException(
          Failure.of(Reason.SETTINGS_TOO_NEW, file).withDetail("format " + format));
    }
  }

  private HeldLock lock() throws IOException {
    return HeldLock.await(file.resolveSibling(file.getFileName() + ".lock"), LOCK_PATIENCE);
  }

  private void createFolder() throws IOException {
    Path folder = Objects.requireNonNull(file.getParent());
    if (Files.isDirectory(folder)) {
      return;
    }
    if (PlainFiles.isPosix(folder)) {
      DurableFiles.makeFolders(
          folder,
          PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
    } else {
      DurableFiles.makeFolders(folder);
    }
  }

  private static FailureException malformed(
      MalformedRecordException thrown, Reason reason, Path file) {
    for (Throwable cause = thrown; cause != null; cause = cause.getCause()) {
      if (cause instanceof InvalidSettingException invalid) {
        return invalid(invalid, thrown, file);
      }
      if (cause instanceof InvalidPathException path) {
        // The file is as it was: it is this process's locale, say, that has no letter of that name.
        String rule = "must be possible on this system and in its language";
        return invalid(new InvalidSettingException("Path", rule, path.getInput()), thrown, file);
      }
    }
    return new FailureException(
        Failure.of(reason, file, thrown.line(), thrown.column())
            .withDetail(String.valueOf(thrown.getMessage())),
        thrown);
  }

  private static FailureException invalid(
      InvalidSettingException setting, MalformedRecordException thrown, Path file) {
    Failure failure = setting.reported().failure();
    String where = file + ", line " + thrown.line() + ", column " + thrown.column();
    return new FailureException(thrown.line() < 0 ? failure : failure.withDetail(where), thrown);
  }
}
