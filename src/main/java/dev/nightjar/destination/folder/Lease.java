package dev.nightjar.destination.folder;

import dev.nightjar.io.DurableFiles;
import java.io.IOException;
import java.nio.file.Path;

/**
 * One run's word that it writes at a place; its partial files carry the same eight digits.
 * Rewritten by a heartbeat until it is closed.
 */
final class Lease implements AutoCloseable {
  private final Path file;
  private final String hex;
  private final byte[] content;
  private final Heartbeat.Beat beat;
  private final Runnable forget;
  private volatile boolean ended;

  Lease(Path file, String hex, byte[] content, Heartbeat heartbeat, Runnable forget) {
    this.file = file;
    this.hex = hex;
    this.content = content;
    this.forget = forget;
    this.beat =
        heartbeat.start("lease " + file.getParent(), Leases.BETWEEN_BEATS, this::beatQuietly);
  }

  Path file() {
    return file;
  }

  String hex() {
    return hex;
  }

  /** The name of a file of this run while it is unfinished. */
  Path partialOf(Path target) {
    return DurableFiles.partialOf(target, hex);
  }

  synchronized void beat() throws IOException {
    if (!ended) {
      DurableFiles.overwrite(file, content);
    }
  }

  private void beatQuietly() {
    try {
      beat();
    } catch (IOException e) {
      return; // A place that is away for a moment; the next one comes in 20 s.
    }
  }

  /** The run is over and has left nothing unfinished. */
  @Override
  public void close() {
    abandon();
    deleteAfterLastBeat();
  }

  private synchronized void deleteAfterLastBeat() {
    try {
      DurableFiles.deleteIfExists(file);
    } catch (IOException e) {
      return; // It grows old by itself.
    }
  }

  /**
   * The run is over, but could not take away all that it wrote: whose that is must stay known.
   * Touches no disk.
   */
  void abandon() {
    ended = true;
    beat.close();
    forget.run();
  }
}
