package dev.nightjar.json;

import dev.nightjar.failure.FailureException;
import dev.nightjar.io.GrowingFile;
import dev.nightjar.io.Progress;
import dev.nightjar.sqlite.ProofDatabase;
import dev.nightjar.sqlite.ProofRows;
import java.nio.file.Path;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.zip.CRC32C;

/**
 * The proof of a JSON from one row on, up to its end, or to a row from which on it is proved: a
 * part of {@link TwoReaders}.
 */
final class RestProof extends TablesProof {
  static final Rest NOTHING_KNOWN = (position, table, stored) -> Optional.empty();

  private final String first;
  private final Rest known;
  private final Set<String> begun = new HashSet<>();
  private long rowsOfFirst = -1;

  private RestProof(Path json, ProofDatabase database, String first, Rest known) {
    super(json, database);
    this.first = first;
    this.known = known;
  }

  /** Returns what is known from a row on. */
  @FunctionalInterface
  interface Rest {
    Optional<Proved> from(long position, String table, ProofRows stored) throws FailureException;
  }

  /**
   * All that is known of the rest.
   *
   * @param rowsOfFirst how many of the first table's rows stand in it
   * @param begun the tables that follow
   * @param incomplete as {@link TablesProof} has it
   * @param bytes a checksum of what was read
   */
  record Proved(
      long rowsOfFirst,
      Set<String> begun,
      Map<String, String> incomplete,
      List<JsonLack> lacks,
      long bytes) {}

  /**
   * Proves the JSON from {@code mark} on.
   *
   * @param known the rest that is proved already
   * @throws FailureException if the two differ, or if no such row begins there
   */
  static Proved prove(
      Path json, ProofDatabase database, RowMark mark, Rest known, Progress progress)
      throws FailureException {
    try (RestProof proof = new RestProof(json, database, mark.table(), known)) {
      proof.beginAt(mark.table(), database.rowsFrom(mark.table(), mark.rowid()));
      CRC32C bytes = new CRC32C();
      List<JsonLack> lacks =
          new JsonDocument(json, GrowingFile.whole())
              .readFrom(mark.position(), proof, bytes::update, progress);
      lacks.addAll(proof.lacksOfRest());
      return new Proved(
          proof.rowsOfFirst, proof.begun, proof.incomplete(), lacks, bytes.getValue());
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
    Optional<Proved> found = known.from(in.position(), table(), stored);
    if (found.isEmpty()) {
      return false;
    }
    Proved rest = found.get();
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
    pass(in, rest);
    return true;
  }
}
