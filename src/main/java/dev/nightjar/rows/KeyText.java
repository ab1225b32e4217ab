package dev.nightjar.rows;

import dev.nightjar.sqlite.KeyValue;
import dev.nightjar.sqlite.Names;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * A row's key as a user writes it. A key of one column is the whole text; of more, the values stand
 * between commas, and one in double quotes may hold a comma. {@code NULL} is no value, {@code x'…'}
 * bytes; a number is found as a number and as a text.
 */
public final class KeyText {
  private static final Pattern NUMBER =
      Pattern.compile("[+-]?(\\d+\\.?\\d*|\\.\\d+)([eE][+-]?\\d+)?");
  private static final Pattern BYTES = Pattern.compile("[xX]'([0-9a-fA-F]{2})*'");

  private KeyText() {}

  /** Returns the parts of a key; fewer or more than {@code columns} if it is none. */
  private static List<String> parts(String key, int columns) {
    if (columns == 1) {
      return List.of(key);
    }
    List<String> parts = new ArrayList<>();
    StringBuilder part = new StringBuilder();
    boolean quoted = false;
    for (int at = 0; at < key.length(); at++) {
      char letter = key.charAt(at);
      if (letter == '"') {
        boolean doubled = quoted && at + 1 < key.length() && key.charAt(at + 1) == '"';
        if (doubled) {
          part.append(letter);
          at++;
        } else {
          quoted = !quoted;
        }
      } else if (letter == ',' && !quoted) {
        parts.add(part.toString());
        part.setLength(0);
      } else {
        part.append(letter);
      }
    }
    parts.add(part.toString());
    return parts;
  }

  /** Returns the text by which {@link #condition} finds the row of this key. */
  public static String of(List<KeyValue> key) {
    if (key.size() == 1) {
      return key.get(0).text();
    }
    List<String> parts = new ArrayList<>();
    for (KeyValue value : key) {
      String text = value.text();
      boolean plain = text.indexOf(',') < 0 && text.indexOf('"') < 0;
      parts.add(plain ? text : '"' + text.replace("\"", "\"\"") + '"');
    }
    return String.join(",", parts);
  }

  /**
   * Returns the condition for rows to have that key, as SQL.
   *
   * @param columns the key's, as SQL
   * @return empty if the key has another number of values
   */
  public static Optional<String> condition(List<String> columns, String key) {
    List<String> values = parts(key, columns.size());
    if (values.size() != columns.size()) {
      return Optional.empty();
    }
    List<String> each = new ArrayList<>();
    for (int at = 0; at < values.size(); at++) {
      each.add(condition(columns.get(at), values.get(at)));
    }
    return Optional.of(String.join(" AND ", each));
  }

  /**
   * Returns the condition for a column to have that value, as SQL. A number is compared with
   * numbers only: in a column of texts 007 would be 7.
   */
  private static String condition(String column, String value) {
    String same = column + " = " + literal(value);
    if (value.equals("NULL")) {
      return "(" + column + " IS NULL OR " + same + ")";
    }
    if (NUMBER.matcher(value).matches()) {
      String either = "%s IN (%s, %s)".formatted(column, literal(value), value);
      return "(%s AND (%s OR typeof(%s) IN ('integer', 'real')))".formatted(either, same, column);
    }
    return BYTES.matcher(value).matches()
        ? "%s IN (%s, %s)".formatted(column, literal(value), value)
        : same;
  }

  /** The text as SQL; the character 0 would end the statement. */
  private static String literal(String text) {
    String literal = Names.literal(text);
    return text.indexOf('\0') < 0
        ? literal
        : "(" + literal.replace("\0", "' || char(0) || '") + ")";
  }
}
