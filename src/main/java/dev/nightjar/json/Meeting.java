package dev.nightjar.json;

import dev.nightjar.failure.FailureException;
import dev.nightjar.sqlite.ProofRows;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/**
 * A row from which on a second reader proves a JSON.
 *
 * @param rest all about what stands from there on, once that is known; empty if it isn't good
 * @param later where that reader has begun before: up to there it reads
 */
record Meeting(
    RowMark row, CompletableFuture<Optional<RestProof.Proved>> rest, @Nullable Meeting later) {

  long position() {
    return row.position();
  }

  /** Returns all about the rest, if it is good and {@code stored} is at its first row. */
  Optional<RestProof.Proved> restFrom(long position, String table, ProofRows stored)
      throws FailureException {
    boolean same =
        position == row.position() && table.equals(row.table()) && stored.rowid() == row.rowid();
    return same ? rest.join() : Optional.empty();
  }
}
