package dev.nightjar.platform.autostart;

import dev.nightjar.failure.Failure;
import dev.nightjar.failure.FailureException;
import dev.nightjar.failure.Reason;
import dev.nightjar.io.DurableFiles;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/** The file by which a system is told what to start. */
final class AutostartFile {
  private static final int MAX_BYTES = 64 << 10;

  private AutostartFile() {}

  static Optional<String> read(Path file) {
    try {
      if (!Files.isRegularFile(file) || Files.size(file) > MAX_BYTES) {
        return Optional.empty();
      }
      return Optional.of(Files.readString(file, StandardCharsets.UTF_8));
    } catch (IOException e) {
      return Optional.empty();
    }
  }

  static void write(Path file, String text) throws FailureException {
    try {
      DurableFiles.makeFolders(Objects.requireNonNull(file.getParent()));
      DurableFiles.replace(file, text.getBytes(StandardCharsets.UTF_8));
    } catch (IOException e) {
      throw FailureException.because(e, Reason.AUTOSTART_FAILED, file);
    }
  }

  static void delete(Path file) throws FailureException {
    try {
      DurableFiles.deleteIfExists(file);
    } catch (IOException e) {
      throw FailureException.because(e, Reason.AUTOSTART_FAILED, file);
    }
  }

  /** The command, or the failure that there is none. */
  static List<String> required(Optional<List<String>> command, Object where)
      throws FailureException {
    if (command.isEmpty()) {
      throw new FailureException(
          Failure.of(Reason.AUTOSTART_FAILED, where)
              .withDetail("the program was not started by a launcher that lasts"));
    }
    return command.get();
  }
}
