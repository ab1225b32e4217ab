package dev.nightjar.cli;

import dev.nightjar.diff.ComparedTable;
import dev.nightjar.diff.DatabaseDiff;
import dev.nightjar.diff.DiffListener;
import dev.nightjar.diff.SchemaChange;
import dev.nightjar.diff.TableDiff;
import dev.nightjar.failure.Failure;
import dev.nightjar.failure.FailureException;
import dev.nightjar.failure.Reason;
import dev.nightjar.io.JsonRecords;
import dev.nightjar.json.JsonStream;
import dev.nightjar.sqlite.Row;
import dev.nightjar.sqlite.RowSource;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.BitSet;
import java.util.List;
import java.util.Optional;

/** Writes the one object of {@code diff --json} as it is found; nothing before the first table. */
final class DiffJson implements DiffListener {
  private final OutputStream out;
  private final JsonStream json;
  private final Head head;
  private final boolean listsRows;
  private Charset from = StandardCharsets.UTF_8;
  private Charset to = StandardCharsets.UTF_8;
  private int columns;
  private boolean begun;
  private boolean inTable;
  private long tables;
  private long rows;

  /**
   * The members that come first.
   *
   * @param mayBeNewer {@link Console#mayBeNewer()}
   */
  record Head(String format, String from, String to, String mayBeNewer) {}

  /**
   * Writes nothing yet.
   *
   * @param listsRows whether the rows of a table are listed, too
   */
  DiffJson(OutputStream out, Head head, boolean listsRows) {
    this.out = out;
    this.json = new JsonStream(out);
    this.head = head;
    this.listsRows = listsRows;
  }

  /** Writing, which only a reader that is gone can stop. */
  private interface Writing {
    void run() throws IOException, FailureException;
  }

  private static void write(Writing writing) throws FailureException {
    try {
      writing.run();
    } catch (IOException e) {
      throw FailureException.because(e, Reason.OUTPUT_LOST);
    }
  }

  private void beginObject() throws IOException {
    if (!begun) {
      begun = true;
      json.raw("{\"format\": \"" + head.format() + "\",\n \"from\": ");
      json.name(head.from());
      json.raw(", \"to\": ");
      json.name(head.to());
      json.raw(head.mayBeNewer());
      json.raw(",\n \"tables\": [");
    }
  }

  @Override
  public void begin(ComparedTable table) throws FailureException {
    from = table.fromCharset();
    to = table.toCharset();
    columns = table.columns().size();
    rows = 0;
    write(
        () -> {
          beginObject();
          json.raw(tables++ == 0 ? "\n  {\"name\": " : ",\n  {\"name\": ");
          inTable = true;
          json.name(table.name());
          json.raw(", \"columns\": ");
          names(table.columns());
          json.raw(", \"key\": ");
          names(table.key());
          json.raw(", \"inFrom\": " + table.inFrom() + ", \"inTo\": " + table.inTo());
          json.raw(listsRows ? ",\n   \"rows\": [" : "");
        });
  }

  private void names(List<String> names) throws IOException {
    for (int at = 0; at < names.size(); at++) {
      json.raw(at == 0 ? "[" : ", ");
      json.name(names.get(at));
    }
    json.raw(names.isEmpty() ? "[]" : "]");
  }

  @Override
  public void added(RowSource after) throws FailureException {
    row(
        "added",
        () -> {
          json.raw(", \"after\": ");
          values(after, to);
        });
  }

  @Override
  public void removed(RowSource before) throws FailureException {
    row(
        "removed",
        () -> {
          json.raw(", \"before\": ");
          values(before, from);
        });
  }

  @Override
  public void changed(RowSource before, RowSource after, BitSet cells) throws FailureException {
    row(
        "changed",
        () -> {
          json.raw(", \"cells\": " + cells.toString().replace('{', '[').replace('}', ']'));
          json.raw(", \"before\": ");
          values(before, from);
          json.raw(", \"after\": ");
          values(after, to);
        });
  }

  private void row(String change, Writing values) throws FailureException {
    if (listsRows) {
      write(
          () -> {
            json.raw(rows++ == 0 ? "\n    {" : ",\n    {");
            json.raw("\"change\": \"" + change + "\"");
            try {
              values.run();
            } finally {
              json.raw("}");
            }
          });
    }
  }

  private void values(Row row, Charset charset) throws IOException, FailureException {
    json.raw("[");
    try {
      for (int at = 0; at < columns; at++) {
        json.raw(at == 0 ? "" : ", ");
        json.value(row, at, charset);
      }
    } finally {
      json.raw("]");
    }
  }

  @Override
  public void end(TableDiff diff) throws FailureException {
    write(
        () -> {
          json.raw(listsRows ? "],\n   " : ", ");
          json.raw("\"added\": " + diff.added() + ", \"removed\": " + diff.removed());
          json.raw(", \"changed\": " + diff.changed() + ", \"unchanged\": " + diff.unchanged());
          if (diff.failure().isPresent()) {
            json.raw(", ");
            error(diff.failure().get());
          }
          json.raw("}");
          inTable = false;
        });
  }

  private void error(Failure failure) throws IOException {
    json.raw("\"error\": ");
    json.flush();
    out.write(JsonRecords.toBytes(Console.failure(failure)));
  }

  /** Whether the object has begun, so that it must be ended, too. */
  boolean hasBegun() {
    return begun;
  }

  /** Ends the object. */
  void finish(DatabaseDiff diff) throws FailureException {
    write(
        () -> {
          beginObject();
          json.raw("],\n \"schema\": [");
          String between = "\n  {";
          for (SchemaChange change : diff.schema()) {
            json.raw(between + "\"type\": ");
            between = ",\n  {";
            json.name(change.type());
            json.raw(", \"name\": ");
            json.name(change.name());
            declaration("before", change.before());
            declaration("after", change.after());
            json.raw("}");
          }
          json.raw("],\n \"different\": " + diff.differs() + "}\n");
          json.flush();
        });
  }

  private void declaration(String member, Optional<String> sql) throws IOException {
    if (sql.isPresent()) {
      json.raw(", \"" + member + "\": ");
      json.name(sql.get());
    }
  }

  /** Ends an object that has begun by the reason why there is no more of it. */
  void fail(Failure failure) throws FailureException {
    write(
        () -> {
          json.raw(inTable ? (listsRows ? "]}" : "}") : "");
          json.raw("],\n ");
          error(failure);
          json.raw("}\n");
          json.flush();
        });
  }
}
