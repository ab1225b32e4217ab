package dev.nightjar.pages;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * A database file of pages that are made byte by byte, right or wrong; SQLite has no part in it.
 * Page 1 has the header and an empty schema; the first page that is added is page 2.
 */
final class MadePages {
  static final int PAGE_SIZE = 512;
  static final int INTERIOR_INDEX = 2;
  static final int INTERIOR_TABLE = 5;
  static final int LEAF_INDEX = 10;
  static final int LEAF_TABLE = 13;

  private final List<byte[]> pages = new ArrayList<>();

  MadePages() {
    ByteBuffer first = ByteBuffer.allocate(PAGE_SIZE);
    first.put("SQLite format 3\0".getBytes(StandardCharsets.US_ASCII));
    first.putShort(16, (short) PAGE_SIZE);
    first.put(18, new byte[] {1, 1, 0, 64, 32, 32});
    first.putInt(24, 1);
    first.putInt(92, 1);
    first.put(100, (byte) LEAF_TABLE);
    pages.add(first.array());
  }

  /** Returns an integer of one to nine bytes. */
  static byte[] varint(long value) {
    if (value >>> 56 != 0) {
      byte[] nine = new byte[9];
      nine[8] = (byte) value;
      for (int at = 0; at < 8; at++) {
        nine[at] = (byte) (value >>> (57 - 7 * at) | 0x80);
      }
      return nine;
    }
    int length = 1;
    while (value >>> (7 * length) != 0) {
      length++;
    }
    byte[] bytes = new byte[length];
    for (int at = 0; at < length; at++) {
      bytes[at] = (byte) (value >>> (7 * (length - 1 - at)) & 0x7f | (at < length - 1 ? 0x80 : 0));
    }
    return bytes;
  }

  static byte[] join(byte[]... parts) {
    ByteArrayOutputStream joined = new ByteArrayOutputStream();
    for (byte[] part : parts) {
      joined.writeBytes(part);
    }
    return joined.toByteArray();
  }

  static byte[] bytes(int... values) {
    byte[] bytes = new byte[values.length];
    for (int at = 0; at < values.length; at++) {
      bytes[at] = (byte) values[at];
    }
    return bytes;
  }

  /** Returns a cell of a table's leaf. */
  static byte[] row(long rowid, byte[] record) {
    return join(varint(record.length), varint(rowid), record);
  }

  /** Returns a row whose one field is a number from 0 to 127. */
  static byte[] row(long rowid, int value) {
    return row(rowid, bytes(2, 1, value));
  }

  /** Returns a cell that leads to the page with the rows up to a rowid. */
  static byte[] child(int page, long lastRowid) {
    return join(ByteBuffer.allocate(4).putInt(page).array(), varint(lastRowid));
  }

  /** Returns a page without children. */
  static byte[] leaf(int type, byte[]... cells) {
    return page(type, 8, cells);
  }

  /** Returns a page with children, of which {@code last} is the one behind all cells. */
  static byte[] interior(int type, int last, byte[]... cells) {
    byte[] page = page(type, 12, cells);
    ByteBuffer.wrap(page).putInt(8, last);
    return page;
  }

  private static byte[] page(int type, int headerBytes, byte[]... cells) {
    ByteBuffer page = ByteBuffer.allocate(PAGE_SIZE);
    int content = PAGE_SIZE;
    for (int at = 0; at < cells.length; at++) {
      content -= Math.max(4, cells[at].length);
      page.put(content, cells[at]);
      page.putShort(headerBytes + 2 * at, (short) content);
    }
    page.put(0, (byte) type);
    page.putShort(3, (short) cells.length);
    page.putShort(5, (short) content);
    return page.array();
  }

  /** Adds pages, from page 2 on. */
  MadePages add(byte[]... more) {
    pages.addAll(List.of(more));
    return this;
  }

  /** Changes two bytes of a page. */
  MadePages put(int page, int at, int value) {
    ByteBuffer.wrap(pages.get(page - 1)).putShort(at, (short) value);
    return this;
  }

  byte[] whole() {
    ByteBuffer.wrap(pages.get(0)).putInt(28, pages.size());
    return join(pages.toArray(byte[][]::new));
  }

  Path write(Path file) throws IOException {
    return Files.write(file, whole());
  }
}
