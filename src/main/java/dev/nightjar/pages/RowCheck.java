package dev.nightjar.pages;

import java.io.IOException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Sees that the values of a table's rows are what its declaration allows, and sums up which entries
 * its indexes must have and which rowids its foreign keys lead to.
 */
final class RowCheck implements TreeCheck.Records {
  private final DeclaredTable table;
  private final int place;
  private final DeclaredField[] fields;
  private final MultisetHash[] entries;
  private final RowidSet[] wanted;
  private final @Nullable RowidSet rowids;
  private final NumericText numericText;
  private final AddedFields sqlite;
  private final @Nullable KeyOrder order;
  private List<AddedField> added = List.of();
  private int addedFrom;
  private long rows;

  /**
   * Begins with no rows.
   *
   * @param rowids gets each row's rowid, if it is asked for
   */
  RowCheck(
      DeclaredTable table,
      int place,
      RowidSet.Room room,
      @Nullable RowidSet rowids,
      NumericText numericText,
      AddedFields sqlite,
      @Nullable KeyOrder order) {
    this.table = table;
    this.place = place;
    this.fields = table.fields().toArray(new DeclaredField[0]);
    this.entries = new MultisetHash[table.indexes().size()];
    for (int i = 0; i < entries.length; i++) {
      entries[i] = new MultisetHash();
    }
    this.wanted = new RowidSet[table.references().size()];
    for (int i = 0; i < wanted.length; i++) {
      wanted[i] = new RowidSet(room);
    }
    this.rowids = rowids;
    this.numericText = numericText;
    this.sqlite = sqlite;
    this.order = order;
    this.addedFrom = fields.length;
  }

  /** Returns the entries that an index must have. */
  MultisetHash entries(int index) {
    return entries[index];
  }

  /** Returns the rowids to which a foreign key leads. */
  RowidSet wanted(int reference) {
    return wanted[reference];
  }

  @Override
  public void next(CheckedRecord record, long rowid) throws IOException {
    if (record.fields() > fields.length) {
      throw record.malformed("more fields than columns");
    }
    if (order != null) {
      if (record.fields() < table.key().size()) {
        throw record.malformed("a key without its columns");
      }
      order.next(record);
    }
    for (int field = 0; field < record.fields(); field++) {
      if (field != table.rowidField()) {
        value(record, field);
      }
    }
    if (record.fields() < fields.length) {
      learn(record, rowid);
    }
    for (int i = 0; i < entries.length; i++) {
      if (table.indexes().get(i).understood()) {
        entry(entries[i], table.indexes().get(i).columns(), record, rowid);
      }
    }
    for (int i = 0; i < wanted.length; i++) {
      want(wanted[i], table.references().get(i).field(), record, rowid);
    }
    if (rowids != null) {
      rowids.add(rowid);
    }
    rows++;
  }

  private void value(CheckedRecord record, int field) throws MalformedPage {
    DeclaredField declared = fields[field];
    int storageClass = record.storageClass(field);
    if (!declared.allows(storageClass)) {
      throw record.malformed("a value of another type");
    }
    if (storageClass == CheckedRecord.REAL && Double.isNaN(record.real(field))) {
      throw record.malformed("no number");
    }
    if (storageClass == CheckedRecord.TEXT
        && !declared.numericTexts()
        && numericText.is(record.bytes(), record.start(field), record.length(field))) {
      throw record.malformed("a text that is a number");
    }
  }

  /** Asks for the values behind a record's end, unless they are known. */
  private void learn(CheckedRecord record, long rowid) throws IOException {
    int from = record.fields();
    if (from >= addedFrom) {
      return;
    }
    added = sqlite.of(place, rowid, rows, from);
    addedFrom = from;
    for (int field = from; field < fields.length; field++) {
      AddedField value = added.get(field - from);
      boolean allowed = field == table.rowidField() || fields[field].allows(value.storageClass());
      boolean number =
          value.kind() == AddedField.Kind.TEXT
              && !fields[field].numericTexts()
              && numericText.is(value.bytes(), 0, value.bytes().length);
      if (!allowed || number) {
        throw record.malformed("an added value of another type");
      }
    }
  }

  private void entry(MultisetHash hash, List<KeyColumn> columns, CheckedRecord record, long rowid)
      throws MalformedPage {
    hash.begin();
    for (int i = 0; i < columns.size(); i++) {
      int field = columns.get(i).field();
      if (field == KeyColumn.ROWID) {
        CheckedRecord.addInteger(hash, rowid);
      } else if (field >= record.fields()) {
        added.get(field - addedFrom).addTo(hash);
      } else if (fields[field].isReal() && record.storageClass(field) == CheckedRecord.INTEGER) {
        CheckedRecord.addReal(hash, (double) record.integer(field));
      } else {
        record.addTo(hash, field);
      }
    }
    hash.end();
  }

  private void want(RowidSet set, int field, CheckedRecord record, long rowid)
      throws MalformedPage {
    if (field == KeyColumn.ROWID) {
      set.add(rowid);
      return;
    }
    boolean isAdded = field >= record.fields();
    int storageClass =
        isAdded ? added.get(field - addedFrom).storageClass() : record.storageClass(field);
    if (storageClass == CheckedRecord.INTEGER) {
      set.add(isAdded ? added.get(field - addedFrom).number() : record.integer(field));
    } else if (storageClass != CheckedRecord.NULL) {
      set.giveUp(); // Whether it is a rowid is for SQLite to say.
    }
  }
}
