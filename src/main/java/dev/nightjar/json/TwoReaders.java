package dev.nightjar.json;

import dev.nightjar.failure.FailureException;
import dev.nightjar.failure.Reason;
import dev.nightjar.io.Progress;
import dev.nightjar.sqlite.ProofDatabase;
import dev.nightjar.sqlite.ProofRows;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * Two readers share the proof of one JSON: once it is written, the second one proves its end, then
 * what stands before that, and so on towards the first one, so that both are done at about the same
 * time. A part counts only if all is good in it, and if who comes from the part before it comes to
 * its very first row, at that very byte; else the first goes on alone.
 */
final class TwoReaders {
  private final AtomicLong reached = new AtomicLong();
  private final AtomicReference<@Nullable Meeting> meeting = new AtomicReference<>();
  private volatile boolean ended;

  /** The second reader of a JSON that is written, until it comes near to the first one. */
  void readBackwards(JsonFile json, Path database, Progress progress) {
    try {
      long end = json.growing().bytesFrom(0);
      Optional<RowMark> row = json.marks().lastQuarterOf(reached.get(), end);
      if (row.isEmpty()) {
        return;
      }
      try (ProofDatabase opened = ProofDatabase.open(database)) {
        while (row.isPresent() && readFrom(row.get(), json.path(), opened, progress)) {
          row = json.marks().lastQuarterOf(reached.get(), row.get().position());
        }
      }
    } catch (FailureException e) {
      // The first reader goes on alone.
    }
  }

  /**
   * The second reader, from {@code row} on up to the row where it has begun before.
   *
   * @return whether that is proved, and of use
   */
  boolean readFrom(RowMark row, Path json, ProofDatabase database, Progress progress) {
    Meeting later = meeting.get();
    Meeting here = new Meeting(row, new CompletableFuture<>(), later);
    if (!meeting.compareAndSet(later, here)) {
      return false;
    }
    try {
      return here.rest()
          .complete(
              Optional.of(RestProof.prove(json, database, row, later, heeded(here, progress))));
    } catch (FailureException e) {
      return false; // The first reader comes by, and says what is the matter.
    } finally {
      here.rest().complete(Optional.empty());
    }
  }

  /** It ends when nobody needs it any more. */
  private Progress heeded(Meeting here, Progress progress) {
    return (done, total) -> {
      if (ended || here.rest().isDone()) {
        throw new FailureException(Reason.CANCELLED);
      }
      progress.advanced(done, total);
    };
  }

  /** The first reader needs no second one any more. */
  void end() {
    ended = true;
  }

  /**
   * The first reader comes to a row.
   *
   * @return all about the rest if the second reader has begun there, and has found nothing wrong
   */
  Optional<RestProof.Proved> restFrom(long position, String table, ProofRows stored)
      throws FailureException {
    reached.lazySet(position);
    for (Meeting there = meeting.get();
        there != null && position >= there.position();
        there = meeting.get()) {
      Optional<RestProof.Proved> rest = there.restFrom(position, table, stored);
      if (rest.isPresent()) {
        return rest;
      }
      there.rest().complete(Optional.empty());
      meeting.compareAndSet(there, there.later());
    }
    return Optional.empty();
  }
}
