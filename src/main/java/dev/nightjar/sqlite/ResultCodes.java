package dev.nightjar.sqlite;

/** SQLite's primary result codes, as sqlite3.h has them (https://www.sqlite.org/rescode.html). */
final class ResultCodes {
  static final int SQLITE_ERROR = 1;
  static final int SQLITE_PERM = 3;
  static final int SQLITE_BUSY = 5;
  static final int SQLITE_LOCKED = 6;
  static final int SQLITE_NOMEM = 7;
  static final int SQLITE_READONLY = 8;
  static final int SQLITE_INTERRUPT = 9;
  static final int SQLITE_IOERR = 10;
  static final int SQLITE_CORRUPT = 11;
  static final int SQLITE_FULL = 13;
  static final int SQLITE_CANTOPEN = 14;
  static final int SQLITE_TOOBIG = 18;
  static final int SQLITE_CONSTRAINT = 19;
  static final int SQLITE_AUTH = 23;
  static final int SQLITE_NOTADB = 26;
  static final int SQLITE_ROW = 100;
  static final int SQLITE_DONE = 101;

  private ResultCodes() {}
}
