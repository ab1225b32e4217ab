package dev.nightjar.settings;

import dev.nightjar.failure.FailureException;
import dev.nightjar.io.DurableFiles;
import dev.nightjar.io.JsonRecords;
import dev.nightjar.io.MalformedRecordException;
import dev.nightjar.io.Progress;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Arrays;
import java.util.logging.Level;
import java.util.logging.Logger;

/** The copy of the settings as they were understood last: {@code settings.json.last-good}. */
final class LastGoodSettings {
  private static final Logger LOG = Logger.getLogger(LastGoodSettings.class.getName());

  private final Path copy;
  private final Path broken;

  LastGoodSettings(Path file) {
    this.copy = file.resolveSibling(file.getFileName() + ".last-good");
    this.broken = file.resolveSibling(file.getFileName() + ".broken");
  }

  /** Best effort: if it can't be written, the settings are in force all the same. */
  void keep(byte[] understood) {
    try {
      if (understood.length > 0 && !Arrays.equals(understood, bytes())) {
        DurableFiles.replace(copy, understood);
      }
    } catch (IOException e) {
      LOG.log(Level.FINE, e, () -> "no copy of the settings at " + copy);
    }
  }

  /** Returns the copy kept; nothing if there is none, or something else has its name. */
  byte[] bytes() throws IOException {
    try {
      return JsonRecords.bytes(copy, SettingsStore.MAX_BYTES);
    } catch (NoSuchFileException | MalformedRecordException e) {
      return new byte[0];
    }
  }

  Path file() {
    return copy;
  }

  Instant savedAt() throws IOException {
    return Files.getLastModifiedTime(copy).toInstant();
  }

  /** Puts the copy in the place of {@code file}, and that beside it: at no time is there none. */
  void putBack(Path file) throws IOException, FailureException {
    if (Files.exists(file)) {
      DurableFiles.deleteIfExists(broken);
      DurableFiles.copy(file, broken, Progress.NONE);
    }
    DurableFiles.replace(file, bytes());
  }
}
