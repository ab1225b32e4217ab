package dev.nightjar.json;

import dev.nightjar.failure.FailureException;
import dev.nightjar.failure.Reason;
import dev.nightjar.io.DiskFailures;
import dev.nightjar.io.DiskTrouble;
import dev.nightjar.io.DurableFiles;
import dev.nightjar.sqlite.DatabaseWriter;
import dev.nightjar.sqlite.Names;
import dev.nightjar.sqlite.PutBack;
import dev.nightjar.sqlite.RebuildTarget;
import dev.nightjar.sqlite.SchemaEntry;
import dev.nightjar.sqlite.StorageClass;
import dev.nightjar.sqlite.StoredColumns;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Makes a new database of a JSON's head and rows as they come by, trusting nothing in them. */
final class ImportedRows implements JsonDocument.Rows, JsonDocument.Parts, AutoCloseable {
  private final Path json;
  private final boolean putBack;
  private final Path made;
  private @Nullable RebuildTarget target;
  private long userVersion;
  private long applicationId;
  private boolean mayStore;
  private final Set<String> declared = new HashSet<>();
  private List<String> columns = List.of();
  private String table = "";
  private int tables;
  private long rows;

  /**
   * Makes nothing yet.
   *
   * @param putBack whether declarations may refuse rows, or change them
   * @param made the new file
   */
  ImportedRows(Path json, boolean putBack, Path made) {
    this.json = json;
    this.putBack = putBack;
    this.made = made;
  }

  @Override
  public void head(JsonDocument.Head head) throws FailureException {
    try {
      DurableFiles.create(made, json).close();
    } catch (IOException e) {
      throw DiskFailures.ofTarget(e, made, DiskTrouble.UNKNOWN);
    }
    target = target(head, putBack, made);
    userVersion = head.number("user_version");
    applicationId = head.number("application_id");
    declareAll(head.schema());
  }

  /** Ends the database, once all was read. */
  RebuildReport finish(List<JsonLack> missing) throws FailureException {
    List<RebuildTarget.Lack> lacks = target().finish(userVersion, applicationId);
    return new RebuildReport(tables, rows, lacks, missing, mayStore);
  }

  /** Returns what was made of the head, which comes before all rows. */
  private RebuildTarget target() {
    return Objects.requireNonNull(target);
  }

  private static RebuildTarget target(JsonDocument.Head head, boolean putBack, Path target)
      throws FailureException {
    String encoding = head.encoding();
    long pageSize = head.number("page_size");
    long autoVacuum = head.number("auto_vacuum");
    return putBack
        ? PutBack.create(target, encoding, pageSize, autoVacuum)
        : DatabaseWriter.create(target, encoding, pageSize, autoVacuum);
  }

  private void declareAll(List<JsonDocument.Declaration> all) throws FailureException {
    List<SchemaEntry> schema = new ArrayList<>();
    for (JsonDocument.Declaration entry : all) {
      schema.add(
          new SchemaEntry(
              entry.type(), entry.name(), entry.table(), entry.stored(target().charset()), false));
      mayStore |= !(entry.sql() instanceof String sql) || StoredColumns.mayBeIn(sql);
    }
    declare(schema);
  }

  private void declare(List<SchemaEntry> schema) throws FailureException {
    for (SchemaEntry entry : schema) {
      if (entry.type().equals("table") && !declared.add(entry.name())) {
        throw damaged("table " + Names.shown(entry.name()) + " is declared twice");
      }
    }
    target().declare(schema);
  }

  private FailureException damaged(String what) {
    return new FailureException(Reason.JSON_DAMAGED, json, what, -1);
  }

  @Override
  public void begin(String name) throws FailureException {
    if (!declared.contains(name)) {
      throw damaged("table " + Names.shown(name) + " is not declared");
    }
    table = name;
    target().fill(name);
    columns = target().columns();
  }

  @Override
  public void row(JsonDocument.Row row) throws FailureException {
    if (row.values().size() != columns.size()) {
      throw damaged("a row of " + Names.shown(table) + " has other columns");
    }
    List<Boolean> asText = new ArrayList<>(columns.size());
    @Nullable Object[] values = new Object[columns.size()];
    for (int i = 0; i < values.length; i++) {
      JsonValue value = row.values().get(columns.get(i));
      if (value == null) {
        throw damaged("a row of " + Names.shown(table) + " lacks " + Names.shown(columns.get(i)));
      }
      values[i] = value.isLarge() ? value.stored(target().charset()) : value.value();
      asText.add(value.type() == StorageClass.TEXT && !(value.value() instanceof String));
    }
    target().insert(row.rowid(), asText, values);
    rows++;
  }

  @Override
  public void end() {
    tables++;
  }

  @Override
  public void close() throws FailureException {
    if (target != null) {
      target.close();
    }
  }
}
