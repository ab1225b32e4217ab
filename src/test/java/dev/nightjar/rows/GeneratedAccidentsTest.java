package dev.nightjar.rows;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.nightjar.faults.Effort;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Random accidents in a generated shop: after its rows are back the database is as it was before,
 * all of it, as plain SQL sees it. The log that a trigger writes is left out: it goes on.
 */
final class GeneratedAccidentsTest {
  private static final int ACCIDENTS = Effort.of(2, 12);

  @TempDir private Path folder;

  private static List<String> shop(Random random) {
    boolean withoutRowid = random.nextBoolean();
    String end = withoutRowid ? " WITHOUT ROWID" : "";
    String[] types = {"TEXT", "TEXT COLLATE NOCASE", "INTEGER", "BLOB"};
    String code = types[random.nextInt(types.length)];
    List<String> all =
        new ArrayList<>(
            List.of(
                random.nextBoolean() ? "PRAGMA journal_mode=WAL" : "PRAGMA page_size=1024",
                "CREATE TABLE supplier(code " + code + " NOT NULL PRIMARY KEY, name)" + end,
                "CREATE TABLE \"pro duct\"(id INTEGER PRIMARY KEY, sku UNIQUE, supplier "
                    + code
                    + " REFERENCES supplier ON DELETE SET NULL ON UPDATE CASCADE,"
                    + " stock INTEGER, price REAL, gross AS (price * 2), stamp DEFAULT 0)",
                "CREATE TABLE sale(id INTEGER PRIMARY KEY, parent REFERENCES sale ON DELETE"
                    + " CASCADE, total NUMERIC DEFAULT 0)",
                "CREATE TABLE line(sale INTEGER NOT NULL REFERENCES sale ON DELETE CASCADE, n,"
                    + " product REFERENCES \"pro duct\" ON DELETE CASCADE, count INTEGER, note,"
                    + " PRIMARY KEY(sale, n))"
                    + end,
                "CREATE TABLE note(line_sale, line_n, text, FOREIGN KEY(line_sale, line_n)"
                    + " REFERENCES line(sale, n) ON DELETE CASCADE)",
                "CREATE TABLE log(text)",
                "CREATE INDEX by_product ON line(product)",
                "CREATE TRIGGER sold AFTER INSERT ON line BEGIN UPDATE \"pro duct\""
                    + " SET stock = stock - new.count WHERE id = new.product; END",
                "CREATE TRIGGER unsold AFTER DELETE ON line BEGIN UPDATE \"pro duct\""
                    + " SET stock = stock + old.count WHERE id = old.product; END",
                "CREATE TRIGGER recount AFTER UPDATE OF count ON line BEGIN UPDATE \"pro duct\""
                    + " SET stock = stock + old.count - new.count WHERE id = new.product; END",
                "CREATE TRIGGER logged AFTER DELETE ON sale BEGIN"
                    + " INSERT INTO log VALUES ('deleted ' || old.id); END",
                "CREATE TRIGGER stamped AFTER UPDATE OF price ON \"pro duct\" BEGIN"
                    + " UPDATE \"pro duct\" SET stamp = stamp + 1 WHERE id = new.id; END"));
    for (int at = 1; at <= 5; at++) {
      String[] keys = {"'s" + at + "'", "'S" + at + "'", "" + at, "x'0" + at + "'"};
      int kind = List.of(types).indexOf(code);
      all.add("INSERT INTO supplier VALUES (" + keys[kind] + ", 'Supplier " + at + "')");
    }
    for (int at = 1; at <= 20; at++) {
      all.add(
          "INSERT INTO \"pro duct\"(id, sku, supplier, stock, price) SELECT %d, 'sku%d', code, 100,"
                  .formatted(at * 3, at)
              + " %d.%d FROM (SELECT code FROM supplier ORDER BY code LIMIT 1 OFFSET %d)"
                  .formatted(at, at % 7, random.nextInt(5)));
    }
    for (int at = 1; at <= 15; at++) {
      String parent = at > 5 && random.nextBoolean() ? "" + (1 + random.nextInt(5)) : "NULL";
      all.add("INSERT INTO sale VALUES (%d, %s, %d)".formatted(at, parent, at));
      for (int n = 1; n <= 1 + random.nextInt(4); n++) {
        all.add(
            "INSERT INTO line VALUES (%d, %s, %d, %d, %s)"
                .formatted(
                    at,
                    random.nextInt(4) == 0 ? "'n" + n + "'" : "" + n,
                    3 * (1 + random.nextInt(20)),
                    random.nextInt(9),
                    random.nextBoolean()
                        ? "NULL"
                        : "x'00" + "ff".repeat(random.nextInt(50)) + "'"));
      }
    }
    all.add("INSERT INTO note SELECT sale, n, 'about ' || n FROM line WHERE count > 3");
    return all;
  }

  /** An accident, and the tables whose rows are asked for, in that order. */
  private record Mishap(List<String> happens, List<String> tables) {}

  private static Mishap mishap(Random random) {
    int some = 1 + random.nextInt(6);
    return switch (random.nextInt(9)) {
      case 0 ->
          new Mishap(List.of("DELETE FROM sale WHERE id % " + some + " = 0"), List.of("sale"));
      case 1 ->
          new Mishap(List.of("DELETE FROM \"pro duct\" WHERE id % 2 = 0"), List.of("PRO duct"));
      case 2 ->
          new Mishap(
              List.of(
                  "DELETE FROM supplier WHERE rowid_of(code) % 2 = 0"
                      .replace("rowid_of(code)", "length(name)")),
              List.of("supplier"));
      case 3 ->
          new Mishap(
              List.of("UPDATE line SET count = count + 1, note = 'oops' WHERE sale > " + some),
              List.of("line"));
      case 4 -> new Mishap(List.of("DELETE FROM line WHERE sale = " + some), List.of("line"));
      case 5 ->
          new Mishap(
              List.of(
                  "UPDATE \"pro duct\" SET price = price * 1.1, sku = 'x' || sku",
                  "UPDATE \"pro duct\" SET sku = 'sku' || (id / 3 + 1)"),
              List.of("pro duct"));
      case 6 -> new Mishap(List.of("DELETE FROM note WHERE rowid % 2"), List.of("note"));
      case 7 ->
          new Mishap(
              List.of(
                  "UPDATE sale SET total = -total",
                  "DELETE FROM sale WHERE id = " + some,
                  "UPDATE \"pro duct\" SET stock = 0 WHERE id = 3"),
              List.of("sale", "pro duct"));
      default ->
          new Mishap(
              List.of("DELETE FROM \"pro duct\"", "DELETE FROM sale", "DELETE FROM supplier"),
              List.of("supplier", "pro duct", "sale", "line"));
    };
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4})
  void afterRowsAreBackAllIsAsBefore(long seed) throws Exception {
    Random random = new Random(seed);
    for (int at = 0; at < ACCIDENTS; at++) {
      Accident accident =
          new Accident(
              Files.createDirectory(folder.resolve("accident" + at)),
              shop(random).toArray(String[]::new));
      Mishap mishap = mishap(random);
      accident.happens(mishap.happens().toArray(String[]::new));
      for (String table : mishap.tables()) {
        accident.back(table);
      }
      accident.happens("DELETE FROM log");
      assertEquals(accident.then(), accident.now(), seed + "." + at + ": " + mishap);
    }
  }
}
