package dev.nightjar.restore;

import dev.nightjar.destination.BackupFile;
import dev.nightjar.failure.FailureException;
import dev.nightjar.failure.Reason;
import dev.nightjar.io.DurableFiles;
import dev.nightjar.io.Progress;
import dev.nightjar.platform.FileHolders;
import dev.nightjar.platform.Home;
import dev.nightjar.sqlite.CheckReport;
import dev.nightjar.sqlite.DatabaseCheck;
import dev.nightjar.sqlite.LockedDatabase;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** A live database, a backup of another content, and what a restore asks of its caller. */
final class LiveShop {
  final Path folder;
  final Path live;
  final Path backup;
  final Home home;

  /** Whether the backup was asked for. */
  boolean fetched;

  /** Called with the database locked, before its data is saved. */
  Runnable whileLocked = () -> {};

  LiveShop(Path folder) throws IOException {
    this.folder = Files.createDirectories(folder);
    this.live = Files.createDirectories(folder.resolve("app")).resolve("shop.db");
    this.backup = Files.createDirectories(folder.resolve("place")).resolve("backup.db");
    this.home = Home.at(folder.resolve("home"));
  }

  static void sql(Path file, String... statements) throws SQLException {
    try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + file);
        Statement statement = connection.createStatement()) {
      for (String one : statements) {
        statement.execute(one);
      }
    }
  }

  static String ask(Path file, String query) throws SQLException {
    try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + file);
        Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery(query)) {
      return row.getString(1);
    }
  }

  /** Makes a database of {@code rows} rows that say {@code word}. */
  static void make(Path file, String word, int rows, String... pragmas) throws SQLException {
    List<String> statements = new ArrayList<>(List.of("PRAGMA synchronous=OFF"));
    statements.addAll(List.of(pragmas));
    statements.addAll(
        List.of(
            "CREATE TABLE stock(id INTEGER PRIMARY KEY, name TEXT, photo BLOB)",
            "CREATE INDEX by_name ON stock(name)",
            "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < "
                + rows
                + ") INSERT INTO stock SELECT i, '"
                + word
                + " ' || i, zeroblob(i % 7 * 30) FROM n"));
    sql(file, statements.toArray(String[]::new));
  }

  InPlaceRestorer restorer() {
    return new InPlaceRestorer(home, FileHolders.current(), Clock.systemDefaultZone());
  }

  InPlaceRestorer.Source source() {
    return new InPlaceRestorer.Source() {
      @Override
      public String backup() {
        return BackupFile.DATABASE.nameFor("1");
      }

      @Override
      public String journalMode() {
        return "wal";
      }

      @Override
      public RestoredFile fetch(Path made, Progress progress) throws FailureException {
        fetched = true;
        try {
          DurableFiles.copy(backup, made, progress);
        } catch (IOException e) {
          throw new IllegalStateException(e);
        }
        return new RestoredFile(Verifier.requireWhole(made, progress), List.of());
      }
    };
  }

  Path saved() {
    return folder.resolve("place").resolve("saved.db");
  }

  String save(LockedDatabase locked) throws FailureException {
    whileLocked.run();
    Path copy = saved();
    try {
      Files.deleteIfExists(copy);
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
    locked.snapshot(copy, Progress.NONE);
    CheckReport report = DatabaseCheck.of(copy, Progress.NONE);
    if (!report.usable()) {
      throw new FailureException(Reason.COPY_DAMAGED, live, "damaged", 1L);
    }
    return "saved-1";
  }

  InPlaceRestorer.Restored restore() throws FailureException {
    return restore(
        (file, programs) -> {
          throw InPlaceRestorer.inUse(file, programs);
        });
  }

  InPlaceRestorer.Restored restore(InPlaceRestorer.Waiting waiting) throws FailureException {
    return restorer().restore(live, source(), this::save, waiting, Progress.NONE);
  }

  /** The files that are neither the database nor the backup's own. */
  List<String> left() throws IOException {
    try (var files = Files.walk(folder)) {
      return files
          .filter(Files::isRegularFile)
          .map(file -> folder.relativize(file).toString())
          .filter(name -> !name.endsWith(".lock") && !name.startsWith("place"))
          .filter(name -> !name.equals("app/shop.db"))
          .sorted()
          .toList();
    }
  }

  Optional<InPlaceRestorer.Finished> finish() throws FailureException {
    InPlaceRestorer restorer = restorer();
    List<Path> unfinished = restorer.unfinished();
    return unfinished.isEmpty() ? Optional.empty() : restorer.finish(unfinished.get(0));
  }
}
