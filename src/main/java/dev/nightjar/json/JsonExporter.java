package dev.nightjar.json;

import dev.nightjar.failure.FailureException;
import dev.nightjar.failure.Reason;
import dev.nightjar.io.DiskFailures;
import dev.nightjar.io.DiskTrouble;
import dev.nightjar.io.Progress;
import dev.nightjar.io.Timestamps;
import dev.nightjar.sqlite.DatabaseSource;
import dev.nightjar.sqlite.PagedDatabase;
import dev.nightjar.sqlite.RowSource;
import dev.nightjar.sqlite.SchemaEntry;
import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Writes a staged copy as {@code nightjar-json/1}: one row a line. */
public final class JsonExporter {
  private static final String FORMAT = "nightjar-json/1";

  /** Numbers that a rebuild needs. */
  private static final List<String> PRAGMAS =
      List.of("user_version", "application_id", "page_size", "auto_vacuum");

  /** JavaScript's Number.MAX_SAFE_INTEGER: beyond it, it would round silently. */
  static final long MAX_SAFE_INTEGER = (1L << 53) - 1;

  private static final byte[] FIRST_ROW = ascii("\n   {");
  private static final byte[] NEXT_ROW = ascii(",\n   {");
  private static final byte[] ROWID = ascii("\"$rowid\": ");
  private static final String DIVIDER = ", ";

  private static final int ROWS_BETWEEN_LOOKS = 1024;

  private final DatabaseSource database;
  private final Charset charset;
  private final JsonOutput out;
  private final RowMarks marks;
  private final Progress progress;
  private final List<JsonLack> lacks = new ArrayList<>();
  private long rows;

  private JsonExporter(DatabaseSource database, JsonOutput out, RowMarks marks, Progress progress) {
    this.database = database;
    this.charset = database.charset();
    this.out = out;
    this.marks = marks;
    this.progress = progress;
  }

  /**
   * Writes {@code database}, which nobody writes to, to the new file {@code target} and flushes it.
   * A table that can't be read is named in the file and in what is returned; the others are there.
   *
   * @param progress rows written, of an unknown number
   * @throws FailureException {@code PLACE_…} for the target
   */
  public static JsonSummary export(Path database, JsonSource source, Path target, Progress progress)
      throws FailureException {
    try (PagedDatabase opened = PagedDatabase.open(database)) {
      return export(opened, database, source, target, progress);
    }
  }

  /** The same of any source of rows; the file is readable by those who may read {@code like}. */
  static JsonSummary export(
      DatabaseSource database, Path like, JsonSource source, Path target, Progress progress)
      throws FailureException {
    return export(database, like, source, JsonFile.begun(target), progress);
  }

  /** The same, telling how far it has come, and at which rows. */
  static JsonSummary export(
      DatabaseSource database, Path like, JsonSource source, JsonFile target, Progress progress)
      throws FailureException {
    try (JsonOutput out = new JsonOutput(target.path(), like, target.growing())) {
      JsonExporter exporter = new JsonExporter(database, out, target.marks(), progress);
      int tables = exporter.write(source);
      return new JsonSummary(
          tables, exporter.rows, out.finish(), exporter.lacks, database.bySqlite());
    } catch (IOException e) {
      throw DiskFailures.writing(e, target.path(), DiskTrouble.UNKNOWN);
    }
  }

  private static byte[] ascii(String text) {
    return text.getBytes(StandardCharsets.US_ASCII);
  }

  private int write(JsonSource source) throws IOException, FailureException {
    // Of the declarations nothing is held while rows are written.
    List<String> tables = writeHead(source);
    for (int i = 0; i < tables.size(); i++) {
      out.ascii(i == 0 ? "\n  " : ",\n  ");
      out.bytes(JsonOutput.keyOf(tables.get(i)));
      writeRows(tables.get(i));
    }
    out.ascii("}");
    writeLacks();
    out.ascii("}\n");
    return tables.size() - lacks.size();
  }

  /** Writes all that stands before the rows; returns the tables that have some. */
  private List<String> writeHead(JsonSource source) throws IOException, FailureException {
    SchemaLimit.require(database.schemaSize(), source.file());
    List<SchemaEntry> schema = database.schema();
    out.ascii("{\"format\": \"" + FORMAT + "\",\n \"createdAt\": \"");
    out.ascii(Timestamps.of(source.createdAt()));
    out.ascii("\",\n \"source\": {\"file\": ");
    out.string(source.file());
    out.ascii(", \"sqliteVersion\": ");
    out.string(database.sqliteVersion());
    out.ascii("},\n \"pragmas\": {");
    for (String pragma : PRAGMAS) {
      out.ascii("\"" + pragma + "\": " + database.pragma(pragma) + ", ");
    }
    out.ascii("\"encoding\": \"" + database.encoding() + "\", \"journal_mode\": ");
    out.string(source.journalMode());
    out.ascii("},\n \"schema\": [");
    writeSchema(schema);
    out.ascii("],\n \"tables\": {");
    return schema.stream().filter(SchemaEntry::hasRows).map(SchemaEntry::name).toList();
  }

  private void writeLacks() throws IOException {
    for (int i = 0; i < lacks.size(); i++) {
      out.ascii((i == 0 ? ",\n \"lacks\": [" : ",") + "\n  {\"table\": ");
      out.name(lacks.get(i).table());
      out.ascii(", \"why\": ");
      out.string(lacks.get(i).why());
      out.ascii(i == lacks.size() - 1 ? "}]" : "}");
    }
  }

  private void writeSchema(List<SchemaEntry> schema) throws IOException {
    for (int i = 0; i < schema.size(); i++) {
      SchemaEntry entry = schema.get(i);
      out.ascii((i == 0 ? "" : ",") + "\n  {\"type\": \"" + entry.type() + "\", \"name\": ");
      out.name(entry.name());
      out.ascii(", \"table\": ");
      out.name(entry.table());
      out.ascii(", \"sql\": ");
      out.storedText(entry.sql(), charset);
      out.ascii("}");
    }
  }

  /** Of a row that isn't its table's first one. */
  private void mark(long position, String table, RowSource row) throws FailureException {
    if (marks.isNext(position) && row.isFoundByRowid()) {
      marks.add(new RowMark(position, table, row.rowid()));
    }
  }

  private void writeRows(String table) throws IOException, FailureException {
    out.ascii("[");
    try (RowSource reader = database.rows(table)) {
      List<byte[]> keys = List.of();
      for (boolean first = true; reader.next(); first = false) {
        if (first) {
          keys = keys(reader);
          out.bytes(FIRST_ROW);
        } else {
          mark(out.position() + 1, table, reader);
          out.bytes(NEXT_ROW);
        }
        writeRow(reader, keys);
        out.put((byte) '}');
        if (++rows % ROWS_BETWEEN_LOOKS == 0) {
          progress.advanced(rows, -1);
        }
      }
    } catch (FailureException e) {
      lacks.add(lack(table, e));
    }
    out.ascii("]");
  }

  /** A failure to read one table is that table's affair: the others are written. */
  private static JsonLack lack(String table, FailureException e) throws FailureException {
    if (e.reason() != Reason.TABLE_UNREADABLE && e.reason() != Reason.COPY_DAMAGED) {
      throw e;
    }
    List<Object> arguments = e.failure().arguments();
    Object why = arguments.get(e.reason() == Reason.TABLE_UNREADABLE ? 2 : 1);
    return new JsonLack(table, String.valueOf(why));
  }

  /** Each with what divides it from the value before. */
  private static List<byte[]> keys(RowSource reader) {
    List<byte[]> keys = new ArrayList<>();
    for (String column : reader.columns()) {
      boolean first = keys.isEmpty() && !reader.showsRowid();
      keys.add(JsonOutput.keyOf(first ? "" : DIVIDER, column));
    }
    return keys;
  }

  private void writeRow(RowSource reader, List<byte[]> keys) throws IOException, FailureException {
    if (reader.showsRowid()) {
      out.bytes(ROWID);
      out.integer(reader.rowid());
    }
    for (int i = 0; i < keys.size(); i++) {
      out.bytes(keys.get(i));
      out.value(reader, i, charset);
    }
  }
}
