package dev.nightjar.sqlite;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * Just enough of SQLite's grammar to see what kind of declaration a text is, and where it ends
 * (sqlite.org/syntax.html). In SQL a quote within quotes is written twice, which reads as two
 * quoted tokens here: nothing depends on that.
 */
final class SqlScan {
  /**
   * A piece of SQL.
   *
   * @param word in capitals; empty if it is quoted
   */
  private record Token(String word, int from, int to) {
    boolean is(String other) {
      return word.equals(other);
    }
  }

  /** Up to the table of a trigger that names all columns of a table. */
  private static final int MAX_TOKENS_OF_A_HEAD = 100_000;

  private final String sql;
  private final List<Token> tokens = new ArrayList<>();

  private SqlScan(String sql) {
    this(sql, Integer.MAX_VALUE);
  }

  /** Reads no more than so many tokens. */
  private SqlScan(String sql, int most) {
    this.sql = sql;
    for (int at = skipSpace(0);
        at < sql.length() && tokens.size() < most;
        at = skipSpace(tokens.get(tokens.size() - 1).to())) {
      tokens.add(token(at));
    }
  }

  /**
   * Whether the text is one declaration of that type and nothing else.
   *
   * @param type table, index, view or trigger
   */
  static boolean isOne(String type, String sql) {
    SqlScan scan = new SqlScan(sql);
    int at = scan.afterKind(type);
    if (at < 0) {
      return false;
    }
    if (type.equals("trigger")) {
      return scan.endsWithItsEnd(at);
    }
    return scan.endsAt(scan.tokens.size()) && (!type.equals("table") || scan.isList(at));
  }

  /**
   * Whether the text begins to declare a thing of that type and name, which belongs to that table.
   *
   * @param type table, index, view or trigger
   */
  static boolean declares(String type, String name, String table, String sql) {
    SqlScan scan = new SqlScan(sql, MAX_TOKENS_OF_A_HEAD);
    int at = scan.afterKind(type);
    if (at < 0 || !scan.isName(at, name)) {
      return false;
    }
    if (type.equals("table") || type.equals("view")) {
      return Names.folded(table).equals(Names.folded(name));
    }
    do {
      at++; // A trigger's event and its columns may stand before: as a name ON must be quoted.
    } while (at < scan.tokens.size() && !scan.is(at, "ON"));
    // A trigger's keeps the schema's name that was written before it, which SQLite passes over.
    int schema = scan.endOfName(at + 1);
    return scan.isName(scan.is(schema, ".") ? schema + 1 : at + 1, table);
  }

  /** Whether a name stands there, as SQLite compares names. */
  private boolean isName(int at, String name) {
    if (at >= tokens.size()) {
      return false;
    }
    Token first = tokens.get(at);
    String text = sql.substring(first.from(), tokens.get(endOfName(at) - 1).to());
    if (first.word().isEmpty()) {
      String quote = text.startsWith("[") ? "]" : text.substring(0, 1);
      text = text.substring(1, Math.max(1, text.length() - 1)).replace(quote + quote, quote);
    }
    return Names.folded(text).equals(Names.folded(name));
  }

  /** The token behind a name, which may be more than one, with quotes in it. */
  private int endOfName(int at) {
    int end = at + 1;
    while (end < tokens.size()
        && tokens.get(at).word().isEmpty()
        && tokens.get(end).word().isEmpty()
        && tokens.get(end).from() == tokens.get(end - 1).to()) {
      end++;
    }
    return end;
  }

  /** Whether the text declares a virtual table. */
  static boolean isVirtual(String sql) {
    SqlScan scan = new SqlScan(sql, 2);
    return scan.is(0, "CREATE") && scan.is(1, "VIRTUAL");
  }

  /**
   * The same table with each STORED column twice: as an ordinary one that takes its place in the
   * rows, and as one that is computed when it is read.
   *
   * @param slots names for the ordinary ones, in order
   */
  static String computed(String sql, List<String> slots) {
    SqlScan scan = new SqlScan(sql);
    StringBuilder text = new StringBuilder(sql);
    int depth = 0;
    int begin = 0;
    List<Integer> begins = new ArrayList<>();
    List<Token> stored = new ArrayList<>();
    for (int i = 0; i < scan.tokens.size(); i++) {
      Token token = scan.tokens.get(i);
      if (token.is("(")) {
        depth++;
      } else if (token.is(")")) {
        depth--;
      }
      if (depth == 1 && (token.is(",") || (begin == 0 && token.is("(")))) {
        begin = token.to();
      }
      if (depth == 1 && token.is("STORED") && scan.is(i - 1, ")")) {
        begins.add(begin);
        stored.add(token);
      }
    }
    for (int i = stored.size() - 1; i >= 0 && i < slots.size(); i--) {
      text.replace(stored.get(i).from(), stored.get(i).to(), "VIRTUAL");
      text.insert(begins.get(i), " " + Connections.named(slots.get(i)) + " ANY,");
    }
    return text.toString();
  }

  private boolean is(int at, String word) {
    return at >= 0 && at < tokens.size() && tokens.get(at).is(word);
  }

  /** Returns the name's position: after CREATE TABLE and its like; −1 if it is something else. */
  private int afterKind(String type) {
    int at = 0;
    if (!is(at++, "CREATE")) {
      return -1;
    }
    if ((type.equals("index") && is(at, "UNIQUE")) || (type.equals("table") && is(at, "VIRTUAL"))) {
      at++;
    }
    if (!is(at++, type.toUpperCase(Locale.ROOT))) {
      return -1;
    }
    return is(at, "IF") && is(at + 1, "NOT") && is(at + 2, "EXISTS") ? at + 3 : at;
  }

  /** SQLite keeps no table's query: if one stands, somebody put it there. */
  private boolean isList(int name) {
    int at = name + 1;
    // A quote within a quoted name.
    while (at < tokens.size()
        && tokens.get(at).word().isEmpty()
        && tokens.get(at).from() == tokens.get(at - 1).to()) {
      at++;
    }
    return is(1, "VIRTUAL") || is(at, "(");
  }

  /** Whether nothing but a last ; stands from that token on, and none before. */
  private boolean endsAt(int end) {
    int last = is(tokens.size() - 1, ";") ? tokens.size() - 1 : tokens.size();
    return tokens.subList(0, Math.min(end, last)).stream().noneMatch(token -> token.is(";"));
  }

  /** A trigger's statements end with ;, and itself with the END of its BEGIN. */
  private boolean endsWithItsEnd(int from) {
    int depth = 0;
    boolean begun = false;
    for (int at = from; at < tokens.size(); at++) {
      Token token = tokens.get(at);
      if (token.is(";") && !begun) {
        return false;
      }
      if (token.is("CASE") || (token.is("BEGIN") && !begun)) {
        begun |= token.is("BEGIN");
        depth++;
      } else if (token.is("END") && --depth == 0 && begun) {
        return at == tokens.size() - 1 || (at == tokens.size() - 2 && is(at + 1, ";"));
      }
    }
    return false;
  }

  private Token token(int from) {
    char first = sql.charAt(from);
    if (first == '"' || first == '\'' || first == '`' || first == '[') {
      int end = sql.indexOf(first == '[' ? ']' : first, from + 1);
      return new Token("", from, end < 0 ? sql.length() : end + 1);
    }
    int to = from + 1;
    if (isNamePart(first)) {
      while (to < sql.length() && isNamePart(sql.charAt(to))) {
        to++;
      }
    }
    return new Token(sql.substring(from, to).toUpperCase(Locale.ROOT), from, to);
  }

  private static boolean isNamePart(char c) {
    return c >= 0x80 || c == '_' || c == '$' || Character.isLetterOrDigit(c);
  }

  /** White space, as which a byte order mark counts, and both kinds of comment. */
  private int skipSpace(int from) {
    int at = from;
    while (at < sql.length()) {
      if (" \t\n\f\r\ufeff".indexOf(sql.charAt(at)) >= 0) {
        at++;
      } else if (sql.startsWith("--", at)) {
        int end = sql.indexOf('\n', at);
        at = end < 0 ? sql.length() : end;
      } else if (sql.startsWith("/*", at)) {
        int end = sql.indexOf("*/", at + 2);
        at = end < 0 ? sql.length() : end + 2;
      } else {
        break;
      }
    }
    return at;
  }
}
