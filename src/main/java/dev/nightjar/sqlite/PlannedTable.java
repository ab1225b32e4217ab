package dev.nightjar.sqlite;

import dev.nightjar.pages.Collation;
import dev.nightjar.pages.DeclaredField;
import dev.nightjar.pages.DeclaredIndex;
import dev.nightjar.pages.DeclaredTable;
import dev.nightjar.pages.KeyColumn;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A table as SQLite's pragmas describe it, on the way to its description for the page check. */
final class PlannedTable {
  private static final int VIRTUAL = 2;
  private static final int ROWID = -1;

  /** Stands in an index for an expression. */
  private static final int EXPRESSION = -2;

  private static final List<String> ROWIDS = List.of("rowid", "_rowid_", "oid");

  private final String name;
  private final boolean withoutRowid;
  private final boolean strict;
  private final List<Column> columns = new ArrayList<>();
  private final List<Index> indexes = new ArrayList<>();

  /** A column, as pragma_table_xinfo describes it. */
  record Column(String name, String type, boolean notNull, boolean inKey, int hidden) {}

  /** An index, as pragma_index_list and pragma_index_xinfo describe it. */
  record Index(
      String name,
      boolean unique,
      boolean ofKey,
      boolean partial,
      List<Integer> columns,
      List<String> collations,
      List<Boolean> descending,
      List<Boolean> own) {
    Index(String name, boolean unique, boolean ofKey, boolean partial) {
      this(
          name,
          unique,
          ofKey,
          partial,
          new ArrayList<>(),
          new ArrayList<>(),
          new ArrayList<>(),
          new ArrayList<>());
    }

    void add(int column, String collation, boolean descends, boolean isOwn) {
      columns.add(column);
      collations.add(collation);
      descending.add(descends);
      own.add(isOwn);
    }

    int keyColumns() {
      return (int) own.stream().filter(isOwn -> isOwn).count();
    }

    boolean isUnderstood(boolean utf8) {
      return !partial
          && !columns.contains(EXPRESSION)
          && collations.stream().allMatch(one -> collation(one, utf8).isPresent());
    }
  }

  PlannedTable(String name, boolean withoutRowid, boolean strict) {
    this.name = name;
    this.withoutRowid = withoutRowid;
    this.strict = strict;
  }

  String name() {
    return name;
  }

  void add(Column column) {
    columns.add(column);
  }

  void add(Index index) {
    indexes.add(index);
  }

  private static Optional<Collation> collation(String name, boolean utf8) {
    for (Collation one : Collation.values()) {
      if (name.equalsIgnoreCase(one.name()) && (utf8 || one == Collation.BINARY)) {
        return Optional.of(one);
      }
    }
    return Optional.empty();
  }

  private Optional<Index> key() {
    return indexes.stream().filter(Index::ofKey).findFirst();
  }

  /** Returns the column that the rowid stands for; −1 if none does. */
  int rowidColumn() {
    int found = ROWID;
    for (int cid = 0; cid < columns.size(); cid++) {
      if (columns.get(cid).inKey()) {
        if (found != ROWID) {
          return ROWID;
        }
        found = cid;
      }
    }
    boolean isRowid =
        found != ROWID
            && !withoutRowid
            && columns.get(found).type().equalsIgnoreCase("INTEGER")
            && key().isEmpty();
    return isRowid ? found : ROWID;
  }

  /**
   * Returns what finds a row in SQL; empty if nothing does.
   *
   * @param before how many rows are stored before it
   */
  String where(long rowid, long before) {
    if (withoutRowid) {
      return key()
          .map(
              index ->
                  " INDEXED BY " + Connections.named(index.name()) + " LIMIT 1 OFFSET " + before)
          .orElse("");
    }
    for (String one : ROWIDS) {
      if (column(one) < 0) {
        return " WHERE t." + one + " = " + rowid;
      }
    }
    return "";
  }

  /** Returns the names of the columns that its records have from a field on. */
  List<String> columnsFrom(int first) {
    int[] fields = fields(true);
    String[] names = new String[Math.max(0, columns.size() - first)];
    for (int cid = 0; cid < fields.length; cid++) {
      if (fields[cid] >= first) {
        names[fields[cid] - first] = columns.get(cid).name();
      }
    }
    return List.of(names);
  }

  /** Returns the place of a column; −1 if it has none of that name. */
  int column(String wanted) {
    for (int cid = 0; cid < columns.size(); cid++) {
      if (Names.folded(columns.get(cid).name()).equals(Names.folded(wanted))) {
        return cid;
      }
    }
    return -1;
  }

  /** Whether all of it is understood. */
  boolean isUnderstood(boolean utf8) {
    return !columns.isEmpty()
        && columns.stream().noneMatch(one -> one.hidden() == 1 || one.hidden() == VIRTUAL)
        && indexes.stream().allMatch(index -> index.isUnderstood(utf8))
        && (!withoutRowid || key().isPresent());
  }

  /**
   * Describes it.
   *
   * @param roots the root page of each index, by its name in small letters
   * @param references its foreign keys that lead to rowids, of columns' places
   * @return empty if an index has no root
   */
  Optional<DeclaredTable> declared(
      long root, Map<String, Long> roots, List<DeclaredTable.Reference> references, boolean utf8) {
    boolean understood = isUnderstood(utf8);
    int[] fields = fields(understood);
    List<DeclaredIndex> declared = new ArrayList<>();
    List<KeyColumn> sorted = List.of();
    for (Index index : indexes) {
      if (withoutRowid && index.ofKey()) {
        sorted = understood ? keys(index, fields).subList(0, index.keyColumns()) : sorted;
        continue;
      }
      Long indexRoot = roots.get(Names.folded(index.name()));
      if (indexRoot == null) {
        return Optional.empty();
      }
      declared.add(
          new DeclaredIndex(
              indexRoot,
              index.unique(),
              understood ? keys(index, fields) : List.of(),
              index.keyColumns(),
              understood));
    }
    int rowid = rowidColumn();
    List<DeclaredTable.Reference> stored =
        references.stream()
            .map(one -> new DeclaredTable.Reference(field(one.field(), fields), one.parent()))
            .toList();
    return Optional.of(
        new DeclaredTable(
            root,
            withoutRowid,
            understood ? declaredFields(fields) : List.of(),
            sorted,
            rowid,
            declared,
            understood ? stored : List.of(),
            understood));
  }

  /** The field of each column in a record: a table stored by its key is an index to SQLite. */
  private int[] fields(boolean understood) {
    int[] fields = new int[columns.size()];
    for (int cid = 0; cid < fields.length; cid++) {
      fields[cid] = cid;
    }
    if (withoutRowid && understood) {
      List<Integer> stored = key().orElseThrow().columns();
      for (int at = 0; at < stored.size(); at++) {
        fields[stored.get(at)] = at;
      }
    }
    return fields;
  }

  private int field(int column, int[] fields) {
    return column < 0 || column == rowidColumn() ? KeyColumn.ROWID : fields[column];
  }

  private List<KeyColumn> keys(Index index, int[] fields) {
    List<KeyColumn> keys = new ArrayList<>();
    for (int at = 0; at < index.columns().size(); at++) {
      keys.add(
          new KeyColumn(
              field(index.columns().get(at), fields),
              collation(index.collations().get(at), true).orElseThrow(),
              index.descending().get(at)));
    }
    return keys;
  }

  private List<DeclaredField> declaredFields(int[] fields) {
    DeclaredField[] declared = new DeclaredField[fields.length];
    for (int cid = 0; cid < fields.length; cid++) {
      Column column = columns.get(cid);
      declared[fields[cid]] = Affinity.field(column.type(), !column.notNull(), strict);
    }
    return List.of(declared);
  }
}
