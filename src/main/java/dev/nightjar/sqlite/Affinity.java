package dev.nightjar.sqlite;

import dev.nightjar.pages.DeclaredField;

/** The values that integrity_check allows in a column (sqlite.org/datatype3.html, section 3.1). */
enum Affinity {
  TEXT,
  NONE,
  REAL,
  NUMERIC;

  /** Returns a column's affinity by its declared type. */
  static Affinity of(String type) {
    String folded = Names.folded(type);
    if (folded.contains("int")) {
      return NUMERIC;
    }
    if (folded.contains("char") || folded.contains("clob") || folded.contains("text")) {
      return TEXT;
    }
    if (folded.isEmpty() || folded.contains("blob")) {
      return NONE;
    }
    return folded.contains("real") || folded.contains("floa") || folded.contains("doub")
        ? REAL
        : NUMERIC;
  }

  /** Describes the values of a column. */
  static DeclaredField field(String type, boolean nulls, boolean strict) {
    if (!strict) {
      Affinity affinity = of(type);
      boolean numbers = affinity != TEXT;
      boolean numericTexts = affinity == TEXT || affinity == NONE;
      return new DeclaredField(nulls, numbers, numbers, true, true, numericTexts, affinity == REAL);
    }
    String folded = Names.folded(type);
    boolean any = folded.equals("any");
    boolean real = folded.equals("real");
    boolean text = folded.equals("text");
    boolean blob = folded.equals("blob");
    boolean integer = !any && !text && !blob;
    return new DeclaredField(
        nulls, any || integer, any || real, any || text, any || blob, true, real);
  }
}
