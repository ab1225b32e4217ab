package dev.nightjar.sqlite;

/**
 * SQLite's own tables as our statements name them, so that nothing that an app declares can hide
 * them. A table of the app's that is called {@code pragma_table_list} or {@code dbstat} wins over
 * SQLite's, but not in the schema {@code temp}, where the app has none: there SQLite finds its own.
 * The functions are asked about the schema {@code main}, since a temporary table of ours would win
 * over the app's of the same name.
 */
public final class BuiltInTables {
  /** The declarations; SQLite lets no app have a table of this name, even in an edited schema. */
  public static final String SCHEMA = "main.sqlite_schema";

  /** All tables and views, and of which kind each is. */
  public static final String TABLES = "temp.pragma_table_list";

  /** The use of each page. */
  static final String PAGES = "temp.dbstat";

  private BuiltInTables() {}

  /**
   * Returns the columns of a table, also hidden and generated ones.
   *
   * @param table an SQL expression
   */
  static String columns(String table) {
    return about("table_xinfo", table);
  }

  /** Returns the columns of a table of the attached backup. */
  static String columnsInBackup(String table) {
    return "temp.pragma_table_xinfo(" + table + ", '" + WritableDatabase.BACKUP + "')";
  }

  static String indexes(String table) {
    return about("index_list", table);
  }

  /** Returns the columns of an index, also those by which it refers to its row. */
  static String indexColumns(String index) {
    return about("index_xinfo", index);
  }

  static String foreignKeys(String table) {
    return about("foreign_key_list", table);
  }

  static String foreignKeyViolations(String table) {
    return about("foreign_key_check", table);
  }

  private static String about(String pragma, String name) {
    return "temp.pragma_" + pragma + "(" + name + ", 'main')";
  }
}
