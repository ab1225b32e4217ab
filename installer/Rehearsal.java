import dev.nightjar.demo.SampleShop;
import dev.nightjar.sqlite.SqliteLibrary;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.Statement;

/** Makes the databases whose backups Java is to learn from, in the folder that is named. */
class Rehearsal {
  public static void main(String[] arguments) throws Exception {
    Path folder = Path.of(arguments[0]);
    SqliteLibrary.load();
    // Large enough that Nightjar checks its pages itself.
    SampleShop.create(folder.resolve("known.db"), 24_000_000);
    SampleShop.create(folder.resolve("new.db"), 1_000_000);
    addTables(folder.resolve("new.db"));
  }

  /** Adds a thousand: what is done once for each of them is learned as well. */
  private static void addTables(Path database) throws Exception {
    try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + database);
        Statement statement = connection.createStatement()) {
      statement.execute("BEGIN");
      for (int i = 0; i < 1000; i++) {
        statement.execute("CREATE TABLE small" + i + "(id INTEGER PRIMARY KEY, a, b)");
        statement.execute("INSERT INTO small" + i + " VALUES (1, 2, 3)");
        statement.execute("CREATE INDEX small_a" + i + " ON small" + i + "(a)");
      }
      statement.execute("COMMIT");
    }
  }
}
