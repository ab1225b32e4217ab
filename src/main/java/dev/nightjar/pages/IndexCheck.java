package dev.nightjar.pages;

/** Sees that an index is sorted, and sums up its entries. */
final class IndexCheck implements TreeCheck.Records {
  private final int fields;
  private final boolean endsInRowid;
  private final KeyOrder order;
  private final MultisetHash entries = new MultisetHash();

  IndexCheck(DeclaredIndex index, KeyOrder order) {
    this.fields = index.columns().size();
    this.endsInRowid = index.columns().get(fields - 1).field() == KeyColumn.ROWID;
    this.order = order;
  }

  @Override
  public void next(CheckedRecord record, long rowid) throws MalformedPage {
    if (record.fields() != fields
        || (endsInRowid && record.storageClass(fields - 1) != CheckedRecord.INTEGER)) {
      throw record.malformed("no entry of this index");
    }
    order.next(record);
    entries.begin();
    for (int field = 0; field < fields; field++) {
      record.addTo(entries, field);
    }
    entries.end();
  }

  MultisetHash entries() {
    return entries;
  }
}
