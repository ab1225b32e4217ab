package dev.nightjar.app.setup;

import dev.nightjar.destination.folder.MarkerFile;
import dev.nightjar.failure.Attempt;
import dev.nightjar.failure.FailureException;
import dev.nightjar.io.DiskFailures;
import dev.nightjar.io.DurableFiles;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.logging.Level;
import java.util.logging.Logger;

/** A folder that is being made a job's, and can be put back as it was. */
final class Claim {
  private static final Logger LOG = Logger.getLogger(Claim.class.getName());

  private final Path marker;
  private final Optional<byte[]> before;
  private final List<Path> absent;
  private byte[] after = new byte[0];

  private Claim(Path marker, Optional<byte[]> before, List<Path> absent) {
    this.marker = marker;
    this.before = before;
    this.absent = absent;
  }

  /**
   * Remembers how {@code folder} is; {@code all} gets it, too.
   *
   * @throws FailureException {@code PLACE_…} if its marker can't be read: whose it is isn't known,
   *     nor could it be put back
   */
  static Claim of(Path folder, Collection<Claim> all) throws FailureException {
    Path marker = folder.resolve(MarkerFile.NAME);
    List<Path> absent = new ArrayList<>();
    for (Path above = folder; above != null && !Files.exists(above); above = above.getParent()) {
      absent.add(above);
    }
    Claim claim = new Claim(marker, before(marker), absent);
    all.add(claim);
    return claim;
  }

  Path folder() {
    return Objects.requireNonNull(marker.getParent());
  }

  <T> T mark(Attempt<T> marking) throws FailureException {
    try {
      return marking.run();
    } finally {
      after = now().orElse(after);
    }
  }

  private Optional<byte[]> now() {
    try {
      return bytes(marker);
    } catch (IOException e) {
      LOG.log(Level.FINE, e, () -> "reading " + marker);
      return Optional.empty();
    }
  }

  /** Puts marker and folders back, if nobody changed them since. Best effort, never fails. */
  void undo() {
    try {
      Optional<byte[]> now = now();
      boolean ours = now.isPresent() && Arrays.equals(now.get(), after);
      boolean same = before.isPresent() && Arrays.equals(before.get(), after);
      if (ours && !same) {
        if (before.isPresent()) {
          DurableFiles.replace(marker, before.get());
        } else {
          DurableFiles.delete(marker);
        }
      }
      for (Path folder : absent) {
        DurableFiles.deleteIfExists(folder); // Innermost first; one with anything in it stays.
      }
    } catch (IOException e) {
      LOG.log(Level.FINE, e, () -> "putting back " + marker);
    }
  }

  private static Optional<byte[]> before(Path marker) throws FailureException {
    try {
      return bytes(marker);
    } catch (IOException e) {
      throw DiskFailures.of(e, marker); // About its folder.
    }
  }

  /** Empty only if there is none: one that can't be read is no reason to write over it. */
  private static Optional<byte[]> bytes(Path marker) throws IOException {
    try {
      return Optional.of(Files.readAllBytes(marker));
    } catch (NoSuchFileException | NotDirectoryException e) {
      return Optional.empty();
    }
  }
}
