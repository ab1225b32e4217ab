package dev.nightjar.desktop.inside;

import dev.nightjar.failure.FailureException;
import dev.nightjar.failure.Printable;
import dev.nightjar.sqlite.Excerpt;
import dev.nightjar.sqlite.RowPage;
import dev.nightjar.sqlite.StorageClass;
import dev.nightjar.sqlite.TablePages;
import java.awt.image.BufferedImage;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Optional;

/**
 * One value to be shown for itself: a picture, or text, which other bytes are written as.
 *
 * @param value as it was read
 */
record ShownValue(Excerpt value, String text, Optional<BufferedImage> picture) {
  private static final int MAX_TEXT = 1 << 20;
  private static final int MAX_BYTES = 4096;
  private static final int BYTES_A_LINE = 16;

  static ShownValue read(TablePages pages, RowPage.Listed row, int column) throws FailureException {
    Excerpt listed = row.cells().get(column);
    if (listed.type() != StorageClass.BLOB) {
      Excerpt value = listed.cut() ? pages.value(row, column, MAX_TEXT) : listed;
      return new ShownValue(value, lines(value), Optional.empty());
    }
    boolean mayBePicture =
        listed.bytes() <= Pictures.MAX_BYTES
            && (listed.beginning().length == 0 || Pictures.beginsAsOne(listed.beginning()));
    Excerpt value = pages.value(row, column, mayBePicture ? Pictures.MAX_BYTES : MAX_BYTES);
    Optional<BufferedImage> picture =
        mayBePicture ? Pictures.read(value.beginning()) : Optional.empty();
    return new ShownValue(value, picture.isPresent() ? "" : hex(value.beginning()), picture);
  }

  private static String lines(Excerpt value) {
    return value.type() == StorageClass.NULL ? "NULL" : Printable.lines(value.text());
  }

  private static String hex(byte[] bytes) {
    byte[] first = Arrays.copyOf(bytes, Math.min(bytes.length, MAX_BYTES));
    StringBuilder lines = new StringBuilder();
    HexFormat form = HexFormat.ofDelimiter(" ");
    for (int at = 0; at < first.length; at += BYTES_A_LINE) {
      int end = Math.min(first.length, at + BYTES_A_LINE);
      lines.append(String.format(Locale.ROOT, "%06x  ", at));
      lines.append(form.formatHex(first, at, end)).append('\n');
    }
    return lines.toString();
  }
}
