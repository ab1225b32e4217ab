package dev.nightjar.sqlite;

/** Just enough of SQLite's grammar to see what a CREATE TABLE goes on with after the name. */
final class SqlScan {
  private SqlScan() {}

  /** The first character after {@code CREATE TABLE name}; 0 where there is none. */
  static char afterTableName(String sql) {
    int at = skipSpace(sql, "CREATE TABLE ".length());
    if (at >= sql.length()) {
      return 0;
    }
    char first = sql.charAt(at);
    char end = first == '[' ? ']' : first;
    if (first == '"' || first == '\'' || first == '`' || first == '[') {
      at++;
      while (at < sql.length()) {
        if (sql.charAt(at) == end) {
          if (first != '[' && at + 1 < sql.length() && sql.charAt(at + 1) == end) {
            at++;
          } else {
            break;
          }
        }
        at++;
      }
      at++;
    } else {
      while (at < sql.length() && isNamePart(sql.charAt(at))) {
        at++;
      }
    }
    at = skipSpace(sql, at);
    return at < sql.length() ? sql.charAt(at) : 0;
  }

  private static boolean isNamePart(char c) {
    return c >= 0x80 || c == '_' || c == '$' || Character.isLetterOrDigit(c);
  }

  /** White space and both kinds of comment. */
  private static int skipSpace(String sql, int from) {
    int at = from;
    while (at < sql.length()) {
      if (" \t\n\f\r".indexOf(sql.charAt(at)) >= 0) {
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
