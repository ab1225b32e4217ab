package dev.nightjar.sqlite;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assertions.fail;

import dev.nightjar.failure.FailureException;
import dev.nightjar.faults.FastFolder;
import dev.nightjar.faults.Seed;
import dev.nightjar.io.Progress;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The check of pages says "whole" of no file in which SQLite's own finds something. */
final class PageJudgeTest {
  @TempDir(factory = FastFolder.class)
  Path folder;

  private static final int SCHEMAS = Integer.getInteger("nightjar.schemas", 200);
  private static final int EACH = 4;

  /** The verdicts of both. */
  record Verdicts(boolean byPages, boolean bySqlite, String why) {}

  @Test
  void isNeverMilderThanSqliteInASample() throws Exception {
    Map<String, int[]> found = damaged(Seed.of(getClass()), 3, 1);
    assertTrue(found.values().stream().mapToInt(counts -> counts[0]).sum() > 20, "nothing broken");
  }

  @Test
  void refusesNoSoundDatabaseInASample() throws Exception {
    assertEquals(0, refused(Seed.of(getClass()), 10));
  }

  private Optional<String> schemaHash(int bytes) throws Exception {
    Path file = folder.resolve(bytes + ".db");
    String view = "CREATE VIEW v AS SELECT 1 --";
    Sql.run(
        file,
        "PRAGMA writable_schema=ON",
        "INSERT INTO sqlite_schema SELECT 'view', 'v', 'v', 0,"
            + (" format('" + view + "%*c', " + (bytes - view.length()) + ", 'x')"));
    try (Connection connection = Connections.strict(file)) {
      return PageJudge.schemaHash(connection);
    }
  }

  @Test
  void aDeclarationThatNoJsonMayHaveIsNotReadForTheSchemasHash() throws Exception {
    assertTrue(schemaHash(PageJudge.MAX_DECLARATION_BYTES).isPresent());
    assertEquals(Optional.empty(), schemaHash(PageJudge.MAX_DECLARATION_BYTES + 1));
  }

  private Verdicts edited(String from, String to) throws Exception {
    Path file =
        Sql.run(
            folder.resolve((from + to).hashCode() + ".db"),
            "CREATE TABLE t(a, b)",
            "INSERT INTO t VALUES (1, NULL)",
            "CREATE INDEX i ON t(abs(a))",
            "PRAGMA writable_schema=ON",
            "UPDATE sqlite_schema SET sql = replace(sql, '" + from + "', '" + to + "')");
    return verdicts(file);
  }

  @Test
  void ofATableThatIsNotUnderstoodSqliteSaysWhetherItIsWhole() throws Exception {
    assertEquals(new Verdicts(true, true, ""), edited("abs(a)", "abs(a)"));
    assertFalse(edited("abs(a)", "abs(b)").byPages());
    assertFalse(edited("b)", "b NOT NULL)").byPages());
  }

  @Test
  @Tag("proof")
  void isNeverMilderThanSqlite() throws Exception {
    Map<String, int[]> found = damaged(Seed.of(getClass()), SCHEMAS, EACH);
    found.forEach(
        (kind, counts) ->
            System.out.printf(
                "%-23s broken %5d, harmless %5d, refused though harmless %5d%n",
                kind, counts[0], counts[1], counts[2]));
  }

  @Test
  @Tag("proof")
  void refusesNoSoundDatabase() throws Exception {
    assertEquals(0, refused(Seed.of(getClass()), Integer.getInteger("nightjar.sound", 20_000)));
  }

  /** Breaks a copy of a file in one way; false if there was nothing to break. */
  private interface Damage {
    boolean on(Path good, Path copy, Random random) throws IOException, SQLException;
  }

  private static boolean ofPages(PageDamage kind, Path good, Path copy, Random random)
      throws IOException {
    PageDamage.File file = new PageDamage.File(good, random);
    kind.on(file);
    Files.write(copy, file.bytes);
    return !Arrays.equals(file.good, file.bytes);
  }

  private static boolean ofSchema(SchemaDamage kind, Path good, Path copy, Random random)
      throws IOException, SQLException {
    Files.copy(good, copy, StandardCopyOption.REPLACE_EXISTING);
    try (SchemaDamage.Editor editor = new SchemaDamage.Editor(copy, random)) {
      kind.on(editor);
    }
    return Files.mismatch(good, copy) >= 0;
  }

  private static Map<String, Damage> damages() {
    Map<String, Damage> damages = new LinkedHashMap<>();
    for (PageDamage kind : PageDamage.values()) {
      damages.put(kind.name(), (good, copy, random) -> ofPages(kind, good, copy, random));
    }
    for (SchemaDamage kind : SchemaDamage.values()) {
      damages.put(kind.name(), (good, copy, random) -> ofSchema(kind, good, copy, random));
    }
    return damages;
  }

  /** Counts by kind: broken, harmless, refused though harmless. */
  private Map<String, int[]> damaged(long seed, int schemas, int each) throws Exception {
    Map<String, int[]> found = new LinkedHashMap<>();
    Path good = folder.resolve("good.db");
    Path copy = folder.resolve("copy.db");
    for (int schema = 0; schema < schemas; schema++) {
      Files.deleteIfExists(good);
      IndexedDatabase.create(good, seed + schema);
      for (Map.Entry<String, Damage> damage : damages().entrySet()) {
        for (int i = 0; i < each; i++) {
          Random random = new Random(Objects.hash(seed, schema, damage.getKey(), i));
          if (!damage.getValue().on(good, copy, random)) {
            continue;
          }
          Verdicts verdicts = verdicts(copy);
          int[] counts = found.computeIfAbsent(damage.getKey(), one -> new int[3]);
          counts[verdicts.bySqlite() ? 1 : 0]++;
          counts[2] += verdicts.bySqlite() && !verdicts.byPages() ? 1 : 0;
          if (verdicts.byPages() && !verdicts.bySqlite()) {
            fail(
                "-Dnightjar.seed=%d, schema %d, %s %d: %s"
                    .formatted(seed, schema, damage.getKey(), i, verdicts.why()));
          }
        }
      }
    }
    return found;
  }

  private int refused(long seed, int databases) throws Exception {
    int refused = 0;
    for (int i = 0; i < databases; i++) {
      Path file = folder.resolve("sound.db");
      Files.deleteIfExists(file);
      IndexedDatabase.create(file, seed + 1_000_000 + i);
      Verdicts verdicts = verdicts(file);
      if (verdicts.bySqlite() && !verdicts.byPages()) {
        refused++;
        System.out.println("refused: -Dnightjar.seed=" + (seed + 1_000_000 + i));
      }
      if (verdicts.byPages() && !verdicts.bySqlite()) {
        fail("-Dnightjar.seed=" + (seed + i) + " sound: " + verdicts.why());
      }
    }
    return refused;
  }

  /** As a backup asks: only of a file whose every declaration SQLite understands. */
  static Verdicts verdicts(Path file) throws FailureException {
    Optional<Set<String>> keys;
    try (Connection connection = Connections.strict(file)) {
      TableList tables = TableList.of(connection, Connections.understands(connection));
      if (!tables.unread().isEmpty()) {
        return new Verdicts(false, false, "unread");
      }
      keys = PageJudge.whole(file, connection, Progress.NONE);
      IntegrityCheck.Result whole;
      try (Connection fresh = Connections.strict(file)) {
        Connections.understands(fresh);
        whole = IntegrityCheck.whole(fresh);
        if (!whole.clean() || whole.valueViolations().any()) {
          return new Verdicts(keys.isPresent(), false, whole.toString());
        }
        if (keys.isPresent()) {
          String broken = brokenKeys(fresh, tables.ordinary(), keys.get());
          if (!broken.isEmpty()) {
            return new Verdicts(true, false, broken);
          }
        }
      }
      return new Verdicts(keys.isPresent(), true, "");
    } catch (SQLException e) {
      return new Verdicts(false, false, String.valueOf(e.getMessage()));
    }
  }

  private static String brokenKeys(Connection connection, List<String> tables, Set<String> left)
      throws SQLException {
    for (String table : tables) {
      String query =
          "SELECT count(*) FROM pragma_foreign_key_check(" + Connections.quoted(table) + ")";
      try {
        if (!left.contains(Names.folded(table)) && Connections.number(connection, query) > 0) {
          return "foreign keys of " + table;
        }
      } catch (SQLException e) {
        if (!left.contains(Names.folded(table))) {
          return "foreign keys of " + table + ": " + e.getMessage();
        }
      }
    }
    return "";
  }
}
