package dev.nightjar.json;

import dev.nightjar.failure.FailureException;
import dev.nightjar.failure.Reason;
import dev.nightjar.io.FileHash;
import dev.nightjar.io.GrowingFile;
import dev.nightjar.io.Progress;
import dev.nightjar.sqlite.Names;
import dev.nightjar.sqlite.ProofDatabase;
import dev.nightjar.sqlite.ProofRows;
import java.nio.charset.Charset;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Proves that a JSON backup holds what a database holds: the JSON that was written is read again
 * and merged with the rows that SQLite itself gives, value by value; their number is what SQLite
 * counts, and the tables are those of its schema. Of what wrote the JSON nothing is used here.
 */
public final class JsonProof implements JsonDocument.Parts {
  private final Path file;
  private final ProofDatabase database;
  private final Charset charset;
  private final Set<String> expected = new HashSet<>();

  /** Tables that the JSON has less of than the database, and where that was seen. */
  private final Map<String, String> incomplete = new LinkedHashMap<>();

  private @Nullable RowComparison compared;
  private @Nullable RowComparison before;
  private String schema = "";
  private String table = "";
  private long rows;

  private JsonProof(Path file, ProofDatabase database) {
    this.file = file;
    this.database = database;
    this.charset = database.charset();
  }

  /**
   * A JSON that was proved, from the same reading.
   *
   * @param hash of the whole file
   * @param schema the SHA-256 of all declarations, by which a rebuild is proved
   */
  public record Proved(FileHash hash, String schema) {}

  /**
   * Compares everything. A table may be missing or end early only if the JSON itself says so.
   *
   * @param progress bytes of the JSON
   * @throws FailureException {@code JSON_DIFFERS} names the first place where they differ
   */
  public static Proved prove(Path json, Path database, Progress progress) throws FailureException {
    return prove(json, database, GrowingFile.whole(), progress);
  }

  /** The same of a JSON that is still being written, up to its end. */
  static Proved prove(Path json, Path database, GrowingFile growing, Progress progress)
      throws FailureException {
    try (ProofDatabase opened = ProofDatabase.open(database)) {
      JsonProof proof = new JsonProof(json, opened);
      try {
        JsonDocument.Whole whole = new JsonDocument(json, growing).read(proof, progress);
        proof.allowOnly(whole.lacks());
        return new Proved(whole.hash(), proof.schema);
      } finally {
        proof.closeRows();
      }
    }
  }

  private void allowOnly(List<JsonLack> lacks) throws FailureException {
    for (String missing : expected) {
      incomplete.put(missing, "table " + Names.shown(missing));
    }
    for (JsonLack lack : lacks) {
      incomplete.remove(lack.table());
    }
    if (!incomplete.isEmpty()) {
      throw differs(incomplete.values().iterator().next());
    }
  }

  private FailureException differs(String where) {
    return new FailureException(Reason.JSON_DIFFERS, file, where);
  }

  private FailureException rowDiffers(String where) {
    return differs("table " + Names.shown(table) + ", row " + rows + ", " + where);
  }

  @Override
  public void head(JsonDocument.Head head) throws FailureException {
    schema = head.schemaHash();
    require(head.number("user_version") == database.userVersion(), "pragma user_version");
    require(head.number("application_id") == database.applicationId(), "pragma application_id");
    require(head.number("page_size") == database.pageSize(), "pragma page_size");
    require(head.number("auto_vacuum") == database.autoVacuum(), "pragma auto_vacuum");
    require(head.encoding().equals(database.encoding()), "pragma encoding");
    Map<List<String>, byte[]> declared = new HashMap<>();
    for (ProofDatabase.Declared entry : database.declarations()) {
      declared.put(List.of(entry.type(), entry.name(), entry.table()), entry.sql());
      if (entry.hasRows()) {
        expected.add(entry.name());
      }
    }
    for (JsonDocument.Declaration entry : head.schema()) {
      byte[] sql = declared.remove(List.of(entry.type(), entry.name(), entry.table()));
      require(
          Arrays.equals(sql, entry.stored(charset)), "declaration of " + Names.shown(entry.name()));
    }
    for (List<String> missing : declared.keySet()) {
      throw differs("declaration of " + Names.shown(missing.get(1)));
    }
  }

  private void require(boolean same, String where) throws FailureException {
    if (!same) {
      throw differs(where);
    }
  }

  @Override
  public void begin(String name) throws FailureException {
    require(expected.remove(name), "table " + Names.shown(name));
    table = name;
    rows = 0;
    try {
      compared = new RowComparison(database.rows(name), charset, this::rowDiffers, before);
      before = compared;
    } catch (FailureException e) {
      notReadable(e);
    }
  }

  /** Rows that SQLite doesn't give can't be compared: the JSON must say that it lacks some. */
  private void notReadable(FailureException e) throws FailureException {
    if (e.reason() != Reason.TABLE_UNREADABLE && e.reason() != Reason.COPY_DAMAGED) {
      throw e;
    }
    incomplete.put(table, "table " + Names.shown(table) + ", which can't be read");
    closeRows();
  }

  @Override
  public void row(JsonInput in) throws FailureException {
    rows++;
    RowComparison comparison = compared;
    if (comparison == null) {
      JsonDocument.row(in);
      return;
    }
    if (!comparison.rows().next()) {
      throw differs("table " + Names.shown(table) + ": more than " + (rows - 1) + " rows");
    }
    comparison.take(in);
  }

  @Override
  public void end() throws FailureException {
    RowComparison comparison = compared;
    if (comparison == null) {
      return;
    }
    try {
      ProofRows stored = comparison.rows();
      if (stored.next() || stored.count() != rows) {
        incomplete.put(table, "table " + Names.shown(table) + ": only " + rows + " rows");
      }
      closeRows();
    } catch (FailureException e) {
      notReadable(e);
    }
  }

  private void closeRows() throws FailureException {
    if (compared != null) {
      compared.rows().close();
      compared = null;
    }
  }
}
