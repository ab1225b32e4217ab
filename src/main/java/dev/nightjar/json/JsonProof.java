package dev.nightjar.json;

import dev.nightjar.failure.FailureException;
import dev.nightjar.failure.Reason;
import dev.nightjar.io.FileHash;
import dev.nightjar.io.Progress;
import dev.nightjar.sqlite.BackupDatabase;
import dev.nightjar.sqlite.Pieces;
import dev.nightjar.sqlite.RowReader;
import dev.nightjar.sqlite.SchemaEntry;
import dev.nightjar.sqlite.StorageClass;
import java.nio.charset.Charset;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * That a JSON backup holds what a database holds: the JSON that was written is read again and
 * merged with the database in rowid or key order, value by value.
 */
public final class JsonProof implements JsonDocument.Rows {
  private final Path file;
  private final BackupDatabase database;
  private final Charset charset;
  private final Set<String> expected = new HashSet<>();
  private @Nullable RowReader reader;
  private String table = "";
  private List<String> columns = List.of();
  private long rows;

  private JsonProof(Path file, BackupDatabase database) {
    this.file = file;
    this.database = database;
    this.charset = database.charset();
  }

  /**
   * Compares everything.
   *
   * @param progress bytes of the JSON
   * @return size and hash of the JSON, from the same reading
   * @throws FailureException {@code JSON_DIFFERS} names the first place where they differ
   */
  public static FileHash prove(Path json, Path database, Progress progress)
      throws FailureException {
    try (BackupDatabase opened = BackupDatabase.open(database)) {
      JsonProof proof = new JsonProof(json, opened);
      JsonDocument document = new JsonDocument(json);
      proof.compareHead(document.head());
      try {
        FileHash hash = document.read(proof, progress);
        if (!proof.expected.isEmpty()) {
          throw proof.differs("table " + proof.expected.iterator().next());
        }
        return hash;
      } finally {
        proof.closeReader();
      }
    }
  }

  private FailureException differs(String where) {
    return new FailureException(Reason.JSON_DIFFERS, file, where);
  }

  private void compareHead(JsonDocument.Head head) throws FailureException {
    for (String pragma : JsonPragmas.NUMBERS) {
      if (head.number(pragma) != database.pragma(pragma)) {
        throw differs("pragma " + pragma);
      }
    }
    if (!head.encoding().equals(database.encoding())) {
      throw differs("pragma encoding");
    }
    Map<List<String>, byte[]> declared = new HashMap<>();
    for (SchemaEntry entry : database.schema()) {
      declared.put(List.of(entry.type(), entry.name(), entry.table()), entry.sql());
      if (entry.hasRows()) {
        expected.add(entry.name());
      }
    }
    for (JsonDocument.Declaration entry : head.schema()) {
      byte[] sql = declared.remove(List.of(entry.type(), entry.name(), entry.table()));
      if (sql == null || !Pieces.equal(Pieces.of(sql), entry.sql().stored(charset))) {
        throw differs("declaration of " + entry.name());
      }
    }
    if (!declared.isEmpty()) {
      throw differs("declaration of " + declared.keySet().iterator().next().get(1));
    }
  }

  private byte[] bytes(@Nullable Object value) {
    return value instanceof byte[] bytes ? bytes : Objects.toString(value, "").getBytes(charset);
  }

  @Override
  public void begin(String name) throws FailureException {
    if (!expected.remove(name)) {
      throw differs("table " + name);
    }
    table = name;
    rows = 0;
    reader = database.rows(name);
    columns = reader.columns();
  }

  @Override
  public void row(JsonDocument.Row row) throws FailureException {
    rows++;
    RowReader current = Objects.requireNonNull(reader);
    if (!current.next()) {
      throw differs("table " + table + ": more than " + (rows - 1) + " rows");
    }
    if (current.showsRowid() != row.rowid().isPresent()
        || (current.showsRowid() && row.rowid().getAsLong() != current.rowid())) {
      throw differs("table " + table + ", row " + rows + ", its rowid");
    }
    if (row.values().size() != columns.size()) {
      throw differs("table " + table + ", row " + rows + ", its columns");
    }
    for (int i = 0; i < columns.size(); i++) {
      JsonValue value = row.values().get(columns.get(i));
      if (value == null || value.type() != current.type(i) || !same(value, current, i)) {
        throw differs("table " + table + ", row " + rows + ", column " + columns.get(i));
      }
    }
  }

  private boolean same(JsonValue value, RowReader current, int column) throws FailureException {
    if (value.type() == StorageClass.NULL) {
      return true;
    }
    if (value.isLarge() || current.isLarge(column)) {
      return Pieces.equal(value.stored(charset), current.pieces(column));
    }
    Object content = Objects.requireNonNull(value.value());
    return switch (value.type()) {
      case INTEGER -> (Long) content == current.integer(column);
      case REAL ->
          Double.doubleToRawLongBits((Double) content)
              == Double.doubleToRawLongBits(current.real(column));
      default -> Arrays.equals(bytes(content), current.bytes(column));
    };
  }

  @Override
  public void end() throws FailureException {
    if (Objects.requireNonNull(reader).next()) {
      throw differs("table " + table + ": only " + rows + " rows");
    }
    closeReader();
  }

  private void closeReader() throws FailureException {
    if (reader != null) {
      reader.close();
      reader = null;
    }
  }
}
