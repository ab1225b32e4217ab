package dev.nightjar.pages;

/**
 * The value of a field that isn't in a record.
 *
 * @param number an integer, or a real number's bits
 * @param bytes of a text or a BLOB, as they would be stored
 */
public record AddedField(Kind kind, long number, byte[] bytes) {
  /** The storage classes. */
  public enum Kind {
    NULL(CheckedRecord.NULL),
    INTEGER(CheckedRecord.INTEGER),
    REAL(CheckedRecord.REAL),
    TEXT(CheckedRecord.TEXT),
    BLOB(CheckedRecord.BLOB);

    private final int storageClass;

    Kind(int storageClass) {
      this.storageClass = storageClass;
    }
  }

  /** The class as a record's field has it. */
  int storageClass() {
    return kind.storageClass;
  }

  void addTo(MultisetHash hash) {
    switch (kind) {
      case NULL -> hash.add(CheckedRecord.NULL);
      case INTEGER -> CheckedRecord.addInteger(hash, number);
      case REAL -> CheckedRecord.addReal(hash, Double.longBitsToDouble(number));
      default -> {
        CheckedRecord.addHead(hash, storageClass(), bytes.length);
        hash.add(bytes, 0, bytes.length);
      }
    }
  }
}
