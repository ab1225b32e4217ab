package dev.nightjar.json;

import dev.nightjar.failure.FailureException;
import dev.nightjar.io.Progress;
import dev.nightjar.sqlite.ProofDatabase;
import dev.nightjar.sqlite.ProofRows;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.zip.CRC32C;
import org.jspecify.annotations.Nullable;

/**
 * The proof of a JSON from one row on, up to its end, or to a row from which on it is proved: a
 * part of {@link TwoReaders}.
 */
final class RestProof extends TablesProof {
  private final String first;
  private final @Nullable Meeting later;
  private @Nullable Proved next;
  private final Set<String> begun = new HashSet<>();
  private long rowsOfFirst = -1;

  private RestProof(Path json, ProofDatabase database, String first, @Nullable Meeting later) {
    super(json, database);
    this.first = first;
    this.later = later;
  }

  /**
   * All that is known of the rest.
   *
   * @param rowsOfFirst how many of the first table's rows stand in it
   * @param begun the tables that follow
   * @param incomplete as {@link TablesProof} has it
   * @param end up to where one part of it was read, if there are two
   * @param bytes a checksum of that part
   * @param next the other part, which was proved before
   */
  record Proved(
      long rowsOfFirst,
      Set<String> begun,
      Map<String, String> incomplete,
      List<JsonLack> lacks,
      long end,
      long bytes,
      @Nullable Proved next) {}

  /** A checksum of so many bytes, of what may be more. */
  private static final class Checksum {
    private final CRC32C sum = new CRC32C();
    private long lacks;

    Checksum(long bytes) {
      this.lacks = bytes;
    }

    void add(ByteBuffer bytes) {
      int length = (int) Math.min(bytes.remaining(), lacks);
      sum.update(bytes.slice(bytes.position(), length));
      lacks -= length;
    }
  }

  /**
   * Proves the JSON from {@code mark} on.
   *
   * @param later the rest that is proved already; none if it is to be proved up to its end
   * @throws FailureException if the two differ, or if no such row begins there
   */
  static Proved prove(
      Path json, ProofDatabase database, RowMark mark, @Nullable Meeting later, Progress progress)
      throws FailureException {
    try (RestProof proof = new RestProof(json, database, mark.table(), later)) {
      proof.beginAt(mark.table(), database.rowsFrom(mark.table(), mark.rowid()));
      long end = later == null ? Long.MAX_VALUE : later.position();
      Checksum bytes = new Checksum(end - mark.position());
      List<JsonLack> lacks =
          new JsonDocument(json).readFrom(mark.position(), proof, bytes::add, progress);
      Proved next = proof.next;
      if (next != null) {
        lacks = next.lacks();
      } else if (later != null) {
        throw proof.differs("the rest that was to follow");
      }
      return new Proved(
          proof.rowsOfFirst,
          proof.begun,
          proof.incomplete(),
          lacks,
          end,
          bytes.sum.getValue(),
          next);
    }
  }

  @Override
  public void begin(String name) throws FailureException {
    if (!begun.add(name)) {
      throw differs("a table that stands twice");
    }
    super.begin(name);
  }

  @Override
  public void end() throws FailureException {
    super.end();
    if (rowsOfFirst < 0) {
      rowsOfFirst = rows();
      if (incomplete().containsKey(first)) {
        throw differs("the first table"); // The first reader says how many rows it has.
      }
    }
  }

  /** Only the first reader has seen all of the first table. */
  @Override
  boolean isCount(ProofRows stored) throws FailureException {
    return rowsOfFirst < 0 || super.isCount(stored);
  }

  @Override
  boolean isRestProved(JsonInput in, ProofRows stored) throws FailureException {
    if (later == null || in.position() < later.position()) {
      return false;
    }
    Proved rest =
        later
            .restFrom(in.position(), table(), stored)
            .orElseThrow(() -> differs("the row from which on the rest is proved"));
    if (!Collections.disjoint(begun, rest.begun())) {
      throw differs("a table that stands twice");
    }
    long ofThisTable = rows() + rest.rowsOfFirst();
    if (rowsOfFirst < 0) {
      rowsOfFirst = ofThisTable;
    } else if (ofThisTable != stored.count()) {
      throw differs("the number of rows");
    }
    begun.addAll(rest.begun());
    incomplete().putAll(rest.incomplete());
    next = rest;
    return true;
  }
}
