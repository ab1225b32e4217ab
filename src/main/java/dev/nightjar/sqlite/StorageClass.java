package dev.nightjar.sqlite;

/** SQLite's five storage classes (sqlite.org/datatype3.html), with the codes of its C API. */
public enum StorageClass {
  INTEGER(1),
  REAL(2),
  TEXT(3),
  BLOB(4),
  NULL(5);

  private static final StorageClass[] BY_CODE = {null, INTEGER, REAL, TEXT, BLOB, NULL};

  private final int code;

  StorageClass(int code) {
    this.code = code;
  }

  static StorageClass of(int code) {
    StorageClass found = BY_CODE[code];
    if (found.code != code) {
      throw new IllegalArgumentException("storage class " + code);
    }
    return found;
  }
}
