package dev.nightjar.sqlite;

import dev.nightjar.failure.FailureException;
import dev.nightjar.io.DiskFailures;
import dev.nightjar.io.Progress;
import dev.nightjar.pages.PageFile;
import dev.nightjar.pages.TableTree;
import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A finished database whose rows are read from its pages, without SQLite, so that a proof by
 * SQLite's rows is one by another reader. Rows that aren't understood here are read by SQLite.
 */
public final class PagedDatabase implements DatabaseSource {
  private final BackupDatabase database;
  private final @Nullable PageFile pages;
  private final List<String> bySqlite = new ArrayList<>();
  private @Nullable DeclaredTables declared;
  private @Nullable SchemaSize size;

  private PagedDatabase(BackupDatabase database) {
    this.database = database;
    this.pages = pages(database.file());
  }

  private static @Nullable PageFile pages(Path file) {
    try {
      return PageFile.open(file);
    } catch (IOException e) {
      return null; // SQLite says what is the matter with it.
    }
  }

  /** The same to compare it with another, as {@link BackupDatabase#toCompare}. */
  static PagedDatabase toCompare(Path file, Progress progress) throws FailureException {
    return new PagedDatabase(BackupDatabase.toCompare(file, progress));
  }

  /** Opens it. */
  public static PagedDatabase open(Path file) throws FailureException {
    return new PagedDatabase(BackupDatabase.open(file));
  }

  @Override
  public List<String> bySqlite() {
    return List.copyOf(bySqlite);
  }

  @Override
  public RowSource rows(String table) throws FailureException {
    if (pages != null) {
      try {
        RowQuery.unlimit(connection()); // A declaration may be larger than a value that is held.
        Optional<PageRows> rows = rows(pages, declared().declared(table));
        if (rows.isPresent()) {
          return rows.get();
        }
      } catch (SQLException | IOException e) {
        // SQLite says what is the matter with it.
      }
    }
    return new OfTable(table).behind(0);
  }

  private DeclaredTables declared() throws SQLException {
    if (declared == null) {
      declared = DeclaredTables.all(connection(), charset());
    }
    return declared;
  }

  private Optional<PageRows> rows(PageFile file, Optional<DeclaredTables.Declared> found)
      throws SQLException, IOException {
    if (found.isEmpty()) {
      return Optional.empty();
    }
    DeclaredTables.Declared table = found.get();
    TableTree tree = new TableTree(file, table.root());
    PageLayouts layouts = new PageLayouts(connection(), database.shapes());
    return layouts
        .layout(table, tree.isIndex())
        .map(columns -> new PageRows(database.file(), columns, tree, new OfTable(table.table())));
  }

  /**
   * Opens the rows of a table in the order in which they are stored.
   *
   * @param schemaRow where its declaration stands in the schema
   * @return empty if SQLite has to read them
   */
  Optional<PageRows> stored(String table, long schemaRow) {
    if (pages == null) {
      return Optional.empty();
    }
    try {
      RowQuery.unlimit(connection());
      return rows(pages, DeclaredTables.one(connection(), charset(), table, schemaRow));
    } catch (SQLException | IOException e) {
      return Optional.empty();
    }
  }

  BackupDatabase bySqliteAlone() {
    return database;
  }

  private Connection connection() {
    return database.connection();
  }

  /** One table's rows as SQLite reads them. */
  private final class OfTable implements PageRows.BySqlite {
    private final String table;

    OfTable(String table) {
      this.table = table;
    }

    @Override
    public RowSource behind(long skipped) throws FailureException {
      bySqlite.add(table);
      return skipped == 0
          ? database.rows(table)
          : RowReader.behind(database.file(), connection(), database.shapes(), table, skipped);
    }

    @Override
    public RowSource row(TableShape shape, long rowid, long skipped) throws FailureException {
      return shape.rowidName().isEmpty()
          ? RowReader.behind(database.file(), connection(), database.shapes(), table, skipped)
          : database.where(table, shape.rowidName() + " = " + rowid);
    }
  }

  @Override
  public String encoding() {
    return database.encoding();
  }

  @Override
  public Charset charset() {
    return database.charset();
  }

  @Override
  public String sqliteVersion() throws FailureException {
    return database.sqliteVersion();
  }

  @Override
  public long pragma(String name) throws FailureException {
    return database.pragma(name);
  }

  @Override
  public SchemaSize schemaSize() throws FailureException {
    if (size == null) {
      size = database.schemaSize(); // Finished as it is, it stays so large.
    }
    return size;
  }

  @Override
  public List<SchemaEntry> schema() throws FailureException {
    return database.schema();
  }

  @Override
  public void close() throws FailureException {
    try (database;
        PageFile opened = pages) {
      if (declared != null) {
        declared.close();
      }
    } catch (SQLException e) {
      throw CopyFailures.of(e, database.file());
    } catch (IOException e) {
      throw DiskFailures.of(e, database.file());
    }
  }
}
