package dev.nightjar.diff;

import dev.nightjar.failure.FailureException;
import dev.nightjar.sqlite.BackupDatabase;
import dev.nightjar.sqlite.Names;
import dev.nightjar.sqlite.SchemaEntry;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A declaration that differs.
 *
 * @param type table, index, view or trigger
 * @param before the declaration in the older database; empty if it has none
 * @param after the same of the newer one
 */
public record SchemaChange(
    String type, String name, Optional<String> before, Optional<String> after) {

  /** Lists them: first those of the older database, in its order. */
  static List<SchemaChange> between(BackupDatabase from, BackupDatabase to)
      throws FailureException {
    Map<List<String>, SchemaEntry> newer = new LinkedHashMap<>();
    to.schema().forEach(entry -> newer.put(keyOf(entry), entry));
    List<SchemaChange> changes = new ArrayList<>();
    for (SchemaEntry entry : from.schema()) {
      String before = Names.of(entry.sql(), from.charset());
      SchemaEntry other = newer.remove(keyOf(entry));
      Optional<String> after =
          Optional.ofNullable(other).map(one -> Names.of(one.sql(), to.charset()));
      if (!after.equals(Optional.of(before))) {
        changes.add(new SchemaChange(entry.type(), entry.name(), Optional.of(before), after));
      }
    }
    newer
        .values()
        .forEach(
            entry ->
                changes.add(
                    new SchemaChange(
                        entry.type(),
                        entry.name(),
                        Optional.empty(),
                        Optional.of(Names.of(entry.sql(), to.charset())))));
    return changes;
  }

  private static List<String> keyOf(SchemaEntry entry) {
    return List.of(entry.type(), Names.folded(entry.name()));
  }
}
