package dev.nightjar.json;

import dev.nightjar.failure.FailureException;
import dev.nightjar.io.GrowingFile;
import dev.nightjar.io.Progress;
import dev.nightjar.sqlite.ProofDatabase;
import dev.nightjar.sqlite.ProofRows;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.zip.CRC32C;

/** The proof of a JSON from one row on, up to its end: the second half of {@link TwoReaders}. */
final class RestProof extends TablesProof {
  private final String first;
  private final Set<String> begun = new HashSet<>();
  private long rowsOfFirst = -1;

  private RestProof(Path json, ProofDatabase database, String first) {
    super(json, database);
    this.first = first;
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
   * @throws FailureException if the two differ, or if no such row begins there
   */
  static Proved prove(Path json, Path database, RowMark mark, Progress progress)
      throws FailureException {
    try (ProofDatabase opened = ProofDatabase.open(database);
        RestProof proof = new RestProof(json, opened, mark.table())) {
      proof.beginAt(mark.table(), opened.rowsFrom(mark.table(), mark.rowid()));
      CRC32C bytes = new CRC32C();
      List<JsonLack> lacks =
          new JsonDocument(json, GrowingFile.whole())
              .readFrom(mark.position(), proof, bytes::update, progress);
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
  boolean isRestProved(JsonInput in, ProofRows stored) {
    return false;
  }
}
