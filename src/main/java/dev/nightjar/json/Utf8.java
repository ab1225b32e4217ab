package dev.nightjar.json;

/** Whether bytes are UTF-8 (RFC 3629, section 4). */
final class Utf8 {
  private Utf8() {}

  static boolean isValid(byte[] bytes, int from, int to) {
    for (int at = from; at < to; at++) {
      if (bytes[at] < 0) {
        return isValidFrom(bytes, at, to);
      }
    }
    return true;
  }

  private static boolean isValidFrom(byte[] bytes, int from, int to) {
    for (int at = from; at < to; ) {
      int first = bytes[at] & 0xff;
      int length = first < 0x80 ? 1 : first < 0xe0 ? 2 : first < 0xf0 ? 3 : 4;
      if (length > 1 && !isCharacter(bytes, at, to, first, length)) {
        return false;
      }
      at += length;
    }
    return true;
  }

  private static boolean isCharacter(byte[] bytes, int at, int to, int first, int length) {
    if (first < 0xc2 || first > 0xf4 || at + length > to) {
      return false;
    }
    for (int i = 1; i < length; i++) {
      if ((bytes[at + i] & 0xc0) != 0x80) {
        return false;
      }
    }
    int second = bytes[at + 1] & 0xff;
    return switch (first) {
      case 0xe0 -> second >= 0xa0;
      case 0xed -> second < 0xa0;
      case 0xf0 -> second >= 0x90;
      case 0xf4 -> second < 0x90;
      default -> true;
    };
  }
}
