package dev.nightjar.json;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.nightjar.failure.FailureException;
import dev.nightjar.failure.Reason;
import dev.nightjar.io.Progress;
import dev.nightjar.sqlite.Sql;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.OffsetDateTime;
import java.util.HexFormat;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The proof tells most keys and values from their bytes: what is spelled otherwise is still the
 * same, and what begins or ends alike is not.
 */
@ParameterizedClass
@ValueSource(ints = {0, 50})
final class ProofOfSpellingsTest {
  private static final String ROW =
      "{\"$rowid\": 1, \"a\": 12, \"b\": \"one\", \"c\": null, \"d\": \"back\\\\nslash\", \"e\": 0.5,"
          + " \"f\": {\"$blob\": \"/+8A\"}, \"g\": -70}";

  private static final String LONG = "long";

  /** Rows before the one that is looked at; behind fifty SQLite writes each as JSON. */
  @Parameter private int before;

  @TempDir private Path folder;
  private Path database = Path.of("");
  private Path json = Path.of("");

  @BeforeEach
  void make() throws Exception {
    database = folder.resolve("made.db");
    json = folder.resolve("made.json");
    Sql.run(
        database,
        "CREATE TABLE t(a, b, c, d, e, f, g)",
        "WITH RECURSIVE n(i) AS (SELECT -1 UNION ALL SELECT i - 1 FROM n)"
            + " INSERT INTO t(rowid, a) SELECT i, i FROM n LIMIT "
            + before,
        "INSERT INTO t(rowid, a, b, c, d, e, f, g) VALUES (1, 12, 'one', NULL, 'back\\nslash', 0.5, x'ffef00', -70)");
    JsonExporter.export(
        database,
        new JsonSource(OffsetDateTime.parse("2025-12-12T17:00:00+08:00"), "made.db", "wal"),
        json,
        Progress.NONE);
  }

  private void write(String row) throws Exception {
    String text = Files.readString(json);
    assertTrue(text.contains(ROW), text);
    Files.writeString(json, text.replace(ROW, row));
  }

  private Reason refusal() {
    FailureException seen =
        assertThrows(FailureException.class, () -> JsonProof.prove(json, database, Progress.NONE));
    return seen.reason();
  }

  @Test
  void otherSpellingsOfTheSameAreBelieved() throws Exception {
    write(
        "{ \"e\":5e-1,\"d\" :\"\\u0062ack\\\\nslash\", \"\\u0063\": null , \"b\":\"\\u006fne\","
            + "\"a\":12 ,\"$rowid\":1,\"g\" : -70 , \"f\":{\"$blob\":\"\\/+8A\" } }");
    JsonProof.prove(json, database, Progress.NONE);
  }

  @Test
  void otherSpellingsOfABlobAndOfAnIntegerAreBelieved() throws Exception {
    write(
        ROW.replace("\"/+8A\"", "\"/\\u002b8A\"")
            .replace("-70", "{\"$int\": \"-70\"}")
            .replace("12", "{\"$int\": \"12\"}"));
    JsonProof.prove(json, database, Progress.NONE);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "\"a\": 12| \"a\": 123",
        "\"a\": 12| \"a\": 1",
        "\"a\": 12| \"a\": 12.0",
        "\"a\": 12| \"a\": \"12\"",
        "\"one\"| \"on\"",
        "\"one\"| \"one \"",
        "\"one\"| \"one",
        "\"one\"| {\"$blob\": \"b25l\"}",
        "back\\\\nslash| back\\nslash",
        "\"c\": null| \"c\": 0",
        "\"c\": null, | ``",
        "\"c\": null| \"c\": null, \"f\": null",
        "\"e\": 0.5| \"e\": 0.25",
        "\"$rowid\": 1, | ``",
        "\"$rowid\": 1| \"$rowid\": 11",
        "\"a\": 12, \"b\": \"one\"| \"b\": 12, \"a\": \"one\"",
        "\"a\": 12| \"a\": -12",
        "\"g\": -70| \"g\": 70",
        "\"g\": -70| \"g\": -7",
        "\"g\": -70| \"g\": -700",
        "\"g\": -70| \"g\": -70000000000000000",
        "/+8A| /+8B",
        "/+8A| /+8=",
        "/+8A| ++8A",
        "/+8A| /+8",
        "/+8A| /+8AAA==",
        "/+8A| ``",
        "$blob| $text",
      })
  void whatIsAlmostTheSameIsRefused(String from, String to) throws Exception {
    write(ROW.replace(from, to));
    assertEquals(Reason.JSON_DIFFERS, refusal());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "\"a\": 12| \"a\": 12, \"a\": 12",
        "\"$rowid\": 1| \"$rowid\": 1, \"$rowid\": 1",
        "\"a\": 12| \"a\": 12x",
        "/+8A| /+8-",
        "/+8A| /+8A=",
        "/+8A\"}| /+8A\", \"$blob\": \"/+8A\"}",
      })
  void whatIsNoSuchJsonIsDamaged(String from, String to) throws Exception {
    write(ROW.replace(from, to));
    assertEquals(Reason.JSON_DAMAGED, refusal());
  }

  @ParameterizedTest
  @ValueSource(strings = {"80", "c3", "eda080", "c0af", "f4908080", "41e282", LONG + "ff"})
  void bytesThatAreNoUtf8AreNoTextThoughTheDatabaseHasThem(String start) throws Exception {
    String hex = start.replace(LONG, "41".repeat(5_000));
    Sql.run(database, "UPDATE t SET b = CAST(x'" + hex + "' AS TEXT) WHERE rowid = 1");
    byte[] bytes = HexFormat.of().parseHex(hex);
    String raw = new String(bytes, StandardCharsets.ISO_8859_1);
    String text = Files.readString(json, StandardCharsets.ISO_8859_1);
    Files.writeString(json, text.replace("\"one\"", '"' + raw + '"'), StandardCharsets.ISO_8859_1);
    assertEquals(Reason.JSON_DAMAGED, refusal());
  }

  @Test
  void textOfAnyScriptIsBelieved() throws Exception {
    String many = "Ünal'ın kutusu 箱 \ud83d\udce6 \u007f\uffff".repeat(2_000);
    Sql.run(database, "UPDATE t SET b = '" + many.replace("'", "''") + "' WHERE rowid = 1");
    Files.writeString(json, Files.readString(json).replace("\"one\"", '"' + many + '"'));
    JsonProof.prove(json, database, Progress.NONE);
    Files.writeString(json, Files.readString(json).replaceFirst("kutusu 箱", "kutusu 図"));
    assertEquals(Reason.JSON_DIFFERS, refusal());
  }
}
