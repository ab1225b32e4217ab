package dev.nightjar.pages;

/**
 * The values that a field of a table's records may have.
 *
 * @param nulls whether it may be NULL
 * @param integers whether it may be an integer
 * @param texts whether it may be a text
 * @param numericTexts whether it may be a text that could be a number
 * @param isReal whether an integer stands for a real number
 */
public record DeclaredField(
    boolean nulls,
    boolean integers,
    boolean reals,
    boolean texts,
    boolean blobs,
    boolean numericTexts,
    boolean isReal) {
  boolean allows(int storageClass) {
    return switch (storageClass) {
      case CheckedRecord.NULL -> nulls;
      case CheckedRecord.INTEGER -> integers;
      case CheckedRecord.REAL -> reals;
      case CheckedRecord.TEXT -> texts;
      default -> blobs;
    };
  }
}
