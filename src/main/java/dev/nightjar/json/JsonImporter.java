package dev.nightjar.json;

import dev.nightjar.failure.FailureException;
import dev.nightjar.failure.Reason;
import dev.nightjar.io.DiskFailures;
import dev.nightjar.io.DiskTrouble;
import dev.nightjar.io.DurableFiles;
import dev.nightjar.io.Progress;
import dev.nightjar.io.SideFiles;
import dev.nightjar.sqlite.DatabaseWriter;
import dev.nightjar.sqlite.StorageClass;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Rebuilds a database from {@code nightjar-json/1}, trusting nothing in it. */
public final class JsonImporter implements JsonDocument.Rows {
  private final DatabaseWriter writer;
  private final Path file;
  private final Set<String> declared = new HashSet<>();
  private List<String> columns = List.of();
  private String table = "";
  private int tables;
  private long rows;

  private JsonImporter(DatabaseWriter writer, Path file) {
    this.writer = writer;
    this.file = file;
  }

  /**
   * Makes the new file {@code target}, in rollback journal mode, flushed, and compares it with the
   * JSON value by value.
   *
   * @throws FailureException {@code JSON_DAMAGED} or {@code JSON_TOO_NEW}; the target is removed
   *     then
   */
  public static RebuildReport rebuild(Path json, Path target, Progress progress)
      throws FailureException {
    JsonDocument document = new JsonDocument(json);
    JsonDocument.Head head = document.head();
    boolean whole = false;
    try {
      DurableFiles.create(target, json).close();
      RebuildReport report;
      try (DatabaseWriter writer =
          DatabaseWriter.create(
              target, head.encoding(), head.number("page_size"), head.number("auto_vacuum"))) {
        JsonImporter importer = new JsonImporter(writer, json);
        importer.declareTables(head.schema());
        document.read(importer, progress);
        importer.declareTheRest(head.schema());
        writer.finish(head.number("user_version"), head.number("application_id"));
        report = new RebuildReport(importer.tables, importer.rows);
      }
      DurableFiles.force(target);
      JsonProof.prove(json, target, progress);
      whole = true;
      return report;
    } catch (IOException e) {
      throw DiskFailures.ofTarget(e, target, DiskTrouble.UNKNOWN);
    } finally {
      if (!whole) {
        SideFiles.discardWith(target);
      }
    }
  }

  private boolean isVirtual(JsonDocument.Declaration entry) throws FailureException {
    return entry.type().equals("table")
        && sql(entry).toUpperCase(Locale.ROOT).startsWith("CREATE VIRTUAL TABLE ");
  }

  private String sql(JsonDocument.Declaration entry) throws FailureException {
    if (entry.sql().value() instanceof String text) {
      return text;
    }
    throw new FailureException(
        Reason.JSON_NEEDS_APP, file, entry.name(), "its declaration isn't valid text");
  }

  private void declareTables(List<JsonDocument.Declaration> schema) throws FailureException {
    for (JsonDocument.Declaration entry : schema) {
      if (entry.type().equals("table") && !isVirtual(entry)) {
        if (!declared.add(entry.name())) {
          throw damaged("table " + entry.name() + " is declared twice");
        }
        if (!entry.name().equals("sqlite_sequence")) {
          writer.declare(entry.name(), sql(entry));
        }
      }
    }
    if (declared.contains("sqlite_sequence")) {
      writer.declareSequence();
    }
  }

  private void declareTheRest(List<JsonDocument.Declaration> schema) throws FailureException {
    for (JsonDocument.Declaration entry : schema) {
      if (isVirtual(entry)) {
        writer.declareVirtual(entry.name(), sql(entry));
      } else if (!entry.type().equals("table")) {
        writer.declare(entry.name(), sql(entry));
      }
    }
  }

  private FailureException damaged(String what) {
    return new FailureException(Reason.JSON_DAMAGED, file, what, 0);
  }

  @Override
  public void begin(String name) throws FailureException {
    if (!declared.contains(name)) {
      throw damaged("table " + name + " is not declared");
    }
    table = name;
    writer.fill(name);
    columns = writer.columns();
  }

  @Override
  public void row(JsonDocument.Row row) throws FailureException {
    if (row.values().size() != columns.size()) {
      throw damaged("a row of " + table + " has other columns");
    }
    List<Boolean> asText = new ArrayList<>(columns.size());
    @Nullable Object[] values = new Object[columns.size()];
    for (int i = 0; i < values.length; i++) {
      JsonValue value = row.values().get(columns.get(i));
      if (value == null) {
        throw damaged("a row of " + table + " lacks " + columns.get(i));
      }
      values[i] = value.isLarge() ? value.stored(writer.charset()) : value.value();
      asText.add(value.type() == StorageClass.TEXT && !(value.value() instanceof String));
    }
    writer.insert(row.rowid(), asText, values);
    rows++;
  }

  @Override
  public void end() {
    tables++;
  }
}
