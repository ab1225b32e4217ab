package dev.nightjar.json;

import dev.nightjar.failure.FailureException;
import dev.nightjar.io.DiskFailures;
import dev.nightjar.io.DiskTrouble;
import dev.nightjar.io.Progress;
import dev.nightjar.io.Timestamps;
import dev.nightjar.sqlite.BackupDatabase;
import dev.nightjar.sqlite.RowReader;
import dev.nightjar.sqlite.SchemaEntry;
import dev.nightjar.sqlite.StorageClass;
import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.file.Path;
import java.util.List;

/** Writes a staged copy as {@code nightjar-json/1}: one row a line. */
public final class JsonExporter {
  static final String FORMAT = "nightjar-json/1";

  /** JavaScript's Number.MAX_SAFE_INTEGER: beyond it, it would round silently. */
  static final long MOST_SAFE_INTEGER = (1L << 53) - 1;

  private static final int ROWS_BETWEEN_LOOKS = 1024;

  private final BackupDatabase database;
  private final Charset charset;
  private final JsonOutput out;
  private final Progress progress;
  private long rows;

  private JsonExporter(BackupDatabase database, JsonOutput out, Progress progress) {
    this.database = database;
    this.charset = database.charset();
    this.out = out;
    this.progress = progress;
  }

  /**
   * Writes {@code database}, which nobody writes to, to the new file {@code target} and flushes it.
   *
   * @param progress rows written, of an unknown number
   * @throws FailureException {@code PLACE_…} for the target
   */
  public static JsonSummary export(Path database, JsonSource source, Path target, Progress progress)
      throws FailureException {
    try (BackupDatabase opened = BackupDatabase.open(database);
        JsonOutput out = new JsonOutput(target, database)) {
      JsonExporter exporter = new JsonExporter(opened, out, progress);
      int tables = exporter.write(source);
      return new JsonSummary(tables, exporter.rows, out.finish());
    } catch (IOException e) {
      throw DiskFailures.writing(e, target, DiskTrouble.UNKNOWN);
    }
  }

  private int write(JsonSource source) throws IOException, FailureException {
    out.ascii("{\"format\": \"" + FORMAT + "\",\n \"createdAt\": \"");
    out.ascii(Timestamps.of(source.createdAt()));
    out.ascii("\",\n \"source\": {\"file\": ");
    out.string(source.file());
    out.ascii(", \"sqliteVersion\": ");
    out.string(database.sqliteVersion());
    out.ascii("},\n \"pragmas\": {");
    for (String pragma : JsonPragmas.NUMBERS) {
      out.ascii("\"" + pragma + "\": " + database.pragma(pragma) + ", ");
    }
    out.ascii("\"encoding\": \"" + database.encoding() + "\", \"journal_mode\": ");
    out.string(source.journalMode());
    out.ascii("},\n \"schema\": [");
    List<SchemaEntry> schema = database.schema();
    writeSchema(schema);
    out.ascii("],\n \"tables\": {");
    List<SchemaEntry> tables = schema.stream().filter(SchemaEntry::hasRows).toList();
    for (int i = 0; i < tables.size(); i++) {
      out.ascii(i == 0 ? "\n  " : ",\n  ");
      out.key(tables.get(i).name());
      writeRows(tables.get(i).name());
    }
    out.ascii("}}\n");
    return tables.size();
  }

  private void writeSchema(List<SchemaEntry> schema) throws IOException {
    for (int i = 0; i < schema.size(); i++) {
      SchemaEntry entry = schema.get(i);
      out.ascii((i == 0 ? "" : ",") + "\n  {\"type\": \"" + entry.type() + "\", \"name\": ");
      out.string(entry.name());
      out.ascii(", \"table\": ");
      out.string(entry.table());
      out.ascii(", \"sql\": ");
      out.storedText(entry.sql(), charset);
      out.ascii("}");
    }
  }

  private void writeRows(String table) throws IOException, FailureException {
    out.ascii("[");
    try (RowReader reader = database.rows(table)) {
      List<String> columns = reader.columns();
      for (boolean first = true; reader.next(); first = false) {
        out.ascii(first ? "\n   {" : ",\n   {");
        if (reader.showsRowid()) {
          out.ascii("\"$rowid\": ");
          integer(reader.rowid());
        }
        for (int i = 0; i < columns.size(); i++) {
          if (i > 0 || reader.showsRowid()) {
            out.ascii(", ");
          }
          out.key(columns.get(i));
          writeValue(reader, i);
        }
        out.ascii("}");
        if (++rows % ROWS_BETWEEN_LOOKS == 0) {
          progress.advanced(rows, -1);
        }
      }
    }
    out.ascii("]");
  }

  private void writeValue(RowReader reader, int column) throws IOException, FailureException {
    StorageClass type = reader.type(column);
    if (reader.isLarge(column)) {
      if (type == StorageClass.TEXT) {
        out.storedText(() -> reader.pieces(column), charset);
      } else {
        out.base64("$blob", reader.pieces(column));
      }
      return;
    }
    switch (type) {
      case NULL -> out.ascii("null");
      case INTEGER -> integer(reader.integer(column));
      case REAL -> real(reader.real(column));
      case TEXT -> out.storedText(reader.bytes(column), charset);
      case BLOB -> out.base64("$blob", reader.bytes(column));
    }
  }

  private void integer(long value) throws IOException {
    if (value > MOST_SAFE_INTEGER || value < -MOST_SAFE_INTEGER) {
      out.ascii("{\"$int\": \"" + value + "\"}");
    } else {
      out.ascii(Long.toString(value));
    }
  }

  /** Double.toString always has a point, and reads back to the same 64 bits. */
  private void real(double value) throws IOException {
    out.ascii(Double.isInfinite(value) ? "{\"$real\": \"" + value + "\"}" : Double.toString(value));
  }
}
