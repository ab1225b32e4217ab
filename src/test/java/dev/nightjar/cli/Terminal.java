package dev.nightjar.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;

/** A user who types commands in a folder of the test's, where the program has its home, too. */
final class Terminal {
  private final Path folder;

  Terminal(Path folder) {
    this.folder = folder;
  }

  /** Runs a line of words with blanks between them; {@code DIR} stands for the folder. */
  Program.Ended run(String line) {
    return words(line.isBlank() ? new String[0] : line.strip().split(" "));
  }

  /** The same word by word, for those that have blanks or nothing in them. */
  Program.Ended words(String... words) {
    List<String> arguments = new ArrayList<>(List.of("--home", folder.resolve("home").toString()));
    for (String word : words) {
      arguments.add(word.replace("DIR", folder.toString()));
    }
    Program.Ended ended = InThisProcess.run(arguments);
    return new Program.Ended(ended.code(), bare(ended.out()), bare(ended.err()));
  }

  private String bare(String text) {
    return text.replace(folder.toString(), "DIR").replace(java.io.File.separatorChar, '/');
  }

  /** Runs what has to succeed, and returns what it said. */
  String done(String line) {
    Program.Ended ended = run(line);
    assertEquals(0, ended.code(), line + ": " + ended);
    return ended.out();
  }

  /** Returns a line of the settings as they are shown, such as {@code time=17:00}; or "". */
  String setting(String key) {
    return done("settings show")
        .lines()
        .map(String::strip)
        .filter(line -> line.startsWith(key + "="))
        .findFirst()
        .orElse("");
  }

  /** Runs what ends with that code, and returns its one object. */
  JsonObject json(int code, String line) {
    Program.Ended ended = run(line + " --json");
    assertEquals(code, ended.code(), line + ": " + ended);
    assertEquals("", ended.err(), line);
    return JsonParser.parseString(ended.out()).getAsJsonObject();
  }

  /** Checks that a line is refused by one sentence on standard error, and by nothing else. */
  void refused(int code, String sentence, String line) {
    assertEquals(new Program.Ended(code, "", "✗ " + sentence + "\n"), run(line), line);
  }

  /** Changes a database of the folder. */
  void sql(String file, String... statements) throws SQLException {
    try (Connection connection =
            DriverManager.getConnection("jdbc:sqlite:" + folder.resolve(file));
        Statement statement = connection.createStatement()) {
      for (String one : statements) {
        statement.execute(one);
      }
    }
  }

  /** A database of two rows, and its settings by that name with a folder beside it. */
  void job(String name, String... options) throws SQLException {
    sql(
        name + ".db",
        "CREATE TABLE product(id INTEGER PRIMARY KEY, name TEXT)",
        "INSERT INTO product VALUES (1, 'tea'), (2, 'milk')");
    done(
        "settings add --database DIR/%1$s.db --local DIR/%1$s --create ".formatted(name)
            + String.join(" ", options));
  }
}
