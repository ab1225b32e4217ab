package dev.nightjar.json;

import dev.nightjar.failure.FailureException;
import dev.nightjar.failure.Reason;
import dev.nightjar.io.Progress;
import dev.nightjar.sqlite.ProofRows;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Two readers share the proof of one JSON: once it is written, the second one proves it from a row
 * on that the first one has yet to reach. That counts only if all is good there, and if the first
 * comes to that very row, at that very byte; else the first goes on alone.
 */
final class TwoReaders {
  private static final RowMark NOWHERE = new RowMark(Long.MAX_VALUE, "", 0);

  private final AtomicLong reached = new AtomicLong();
  private final CompletableFuture<Optional<RestProof.Proved>> rest = new CompletableFuture<>();
  private volatile RowMark meeting = NOWHERE;

  /** Returns how many bytes the first reader has read. */
  long reached() {
    return reached.get();
  }

  /** The second reader, from {@code row} on. */
  void readFrom(RowMark row, Path json, Path database, Progress progress) {
    meeting = row;
    try {
      rest.complete(Optional.of(RestProof.prove(json, database, row, heeded(progress))));
    } catch (FailureException e) {
      // The first reader comes by, and says what is the matter.
    } finally {
      rest.complete(Optional.empty());
    }
  }

  /** It ends when nobody needs it any more. */
  private Progress heeded(Progress progress) {
    return (done, total) -> {
      if (rest.isDone()) {
        throw new FailureException(Reason.CANCELLED);
      }
      progress.advanced(done, total);
    };
  }

  /** The first reader needs no second one any more. */
  void end() {
    meeting = NOWHERE;
    rest.complete(Optional.empty());
  }

  /**
   * The first reader comes to a row.
   *
   * @return all about the rest if the second reader has begun there, and has found nothing wrong
   */
  Optional<RestProof.Proved> restFrom(long position, String table, ProofRows stored)
      throws FailureException {
    reached.lazySet(position);
    RowMark there = meeting;
    if (position < there.position()) {
      return Optional.empty();
    }
    boolean same =
        position == there.position()
            && table.equals(there.table())
            && stored.rowid() == there.rowid();
    if (same) {
      return rest.join();
    }
    end();
    return Optional.empty();
  }
}
