package dev.nightjar.rows;

import dev.nightjar.failure.FailureException;
import dev.nightjar.io.Progress;
import dev.nightjar.proof.DatabaseContents;
import dev.nightjar.sqlite.Sql;
import dev.nightjar.sqlite.WritableDatabase;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.Statement;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** A live database, its backup, and what happens to it in between. */
final class Accident {
  final Path live;
  final Path backup;

  Accident(Path folder, String... statements) throws Exception {
    live = Sql.run(folder.resolve("live.db"), statements);
    backup = folder.resolve("backup.db");
    Files.copy(live, backup);
  }

  /** Not as the files that are open here. */
  static final RowsBack.Called CALLED = new RowsBack.Called(Path.of("shop.db"), "2026-03-02");

  /** One that has happened already. */
  Accident(Path folder) {
    live = folder.resolve("live.db");
    backup = folder.resolve("backup.db");
  }

  /** With foreign keys enforced, as the app does it. */
  void happens(String... statements) throws Exception {
    List<String> all = new ArrayList<>(List.of("PRAGMA foreign_keys=ON"));
    all.addAll(List.of(statements));
    Sql.run(live, all.toArray(String[]::new));
  }

  RowsEffect back(String table, String... keys) throws FailureException {
    return back(new RowsRequest(table, List.of(keys), false));
  }

  RowsEffect missing(String table, String... keys) throws FailureException {
    return back(new RowsRequest(table, List.of(keys), true));
  }

  RowsEffect back(RowsRequest request) throws FailureException {
    return back(request, Duration.ofSeconds(5), () -> {});
  }

  RowsEffect back(RowsRequest request, Duration patience, RowsBack.Before before)
      throws FailureException {
    return back(request, patience, before, Progress.NONE);
  }

  RowsEffect back(RowsRequest request, Duration patience, RowsBack.Before before, Progress progress)
      throws FailureException {
    try (WritableDatabase database =
        WritableDatabase.open(live, patience, false, Clock.systemUTC(), progress)) {
      return new RowsBack(database, backup, request, CALLED).run(before);
    }
  }

  List<String> now() throws Exception {
    return DatabaseContents.of(live);
  }

  List<String> then() throws Exception {
    return DatabaseContents.of(backup);
  }

  String ask(String query) throws Exception {
    try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + live);
        Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery(query)) {
      return row.next() ? String.valueOf(row.getString(1)) : "";
    }
  }
}
