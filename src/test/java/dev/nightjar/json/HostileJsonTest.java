package dev.nightjar.json;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.nightjar.failure.FailureException;
import dev.nightjar.failure.Reason;
import dev.nightjar.faults.FastFolder;
import dev.nightjar.io.Progress;
import dev.nightjar.sqlite.BackupDatabase;
import dev.nightjar.sqlite.RowTexts;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * A JSON may have been written by anybody. It becomes the database that it describes, or a failure
 * says what is wrong with it, and nothing is left.
 */
final class HostileJsonTest {
  private static final String FORMAT = "\"format\": \"nightjar-json/1\"";
  private static final String PRAGMAS =
      "\"pragmas\": {\"encoding\": \"UTF-8\", \"page_size\": 512, \"auto_vacuum\": 0}";
  private static final String SCHEMA = schema("CREATE TABLE t(a)");
  private static final String TABLES = "\"tables\": {\"t\": [{\"$rowid\": 1, \"a\": 7}]}";
  private static final String DOCUMENT = document(FORMAT, PRAGMAS, SCHEMA, TABLES);

  @TempDir(factory = FastFolder.class)
  private Path folder;

  private Path json = Path.of("");
  private Path target = Path.of("");

  @BeforeEach
  void name() {
    json = folder.resolve("given.json");
    target = folder.resolve("rebuilt.db");
  }

  private static String document(String... members) {
    return "{" + String.join(", ", members) + "}";
  }

  private static String declaration(String type, String name, String table, String sql) {
    return "{\"type\": \"%s\", \"name\": \"%s\", \"table\": \"%s\", \"sql\": \"%s\"}"
        .formatted(type, name, table, sql);
  }

  private static String schema(String sql) {
    return "\"schema\": [" + declaration("table", "t", "t", sql) + "]";
  }

  private static String rows(String rows) {
    return document(FORMAT, PRAGMAS, SCHEMA, "\"tables\": {\"t\": [" + rows + "]}");
  }

  private static String value(String value) {
    return rows("{\"$rowid\": 1, \"a\": " + value + "}");
  }

  private List<String> rebuilt(byte[] document) throws Exception {
    Files.write(json, document);
    Files.deleteIfExists(target);
    JsonImporter.rebuild(json, target, Progress.NONE);
    try (BackupDatabase database = BackupDatabase.open(target)) {
      return RowTexts.of(database, "t");
    }
  }

  private List<String> rebuilt(String document) throws Exception {
    return rebuilt(document.getBytes(StandardCharsets.UTF_8));
  }

  private FailureException fails(byte[] document) throws Exception {
    Files.deleteIfExists(target);
    FailureException thrown = assertThrows(FailureException.class, () -> rebuilt(document));
    assertFalse(Files.exists(target));
    return thrown;
  }

  private void isDamaged(byte[] document, String what) throws Exception {
    FailureException thrown = fails(document);
    assertEquals(Reason.JSON_DAMAGED, thrown.reason());
    assertEquals(json.toString(), thrown.failure().arguments().get(0), what);
    assertEquals(what, thrown.failure().arguments().get(1));
  }

  private void isDamaged(String document, String what) throws Exception {
    isDamaged(document.getBytes(StandardCharsets.UTF_8), what);
  }

  @Test
  void aDocumentThatIsRightBecomesItsDatabase() throws Exception {
    assertEquals(List.of("1: 7"), rebuilt(DOCUMENT));
  }

  /** Some of these are found out by the new file's writer, which knows that file alone. */
  @Test
  void theJsonIsNamedAndNoByteWhereItIsntKnown() throws Exception {
    for (String bad :
        List.of(
            rows("{\"$rowid\": 1, \"b\": 7}"),
            rows("{\"a\": 7}"),
            DOCUMENT.replace("UTF-8", "latin1"),
            DOCUMENT.replace("CREATE TABLE t(a)", "DROP TABLE t"))) {
      FailureException thrown = fails(bad.getBytes(StandardCharsets.UTF_8));
      assertEquals(Reason.JSON_DAMAGED, thrown.reason(), bad);
      assertEquals(json.toString(), thrown.failure().arguments().get(0), bad);
      assertEquals(-1L, thrown.failure().arguments().get(2), bad);
    }
  }

  @Test
  void membersMayStandInAnyOrderAndUnknownOnesArePassedOver() throws Exception {
    String unknown =
        "\"more\": [{\"a\": {\"b\": [1, -2.5e+3, true, false, null, \"\\u00e4\"]}}, {}, []]";
    assertEquals(
        List.of("1: 7"), rebuilt(document(TABLES, unknown, SCHEMA, "\"z\": 0", PRAGMAS, FORMAT)));
  }

  @Test
  void whiteSpaceMayStandBetweenAllTokens() throws Exception {
    String spaced = DOCUMENT.replaceAll("([{}\\[\\],]|: )", " \t\r\n$1\n\r\t ");
    assertEquals(List.of("1: 7"), rebuilt("\n" + spaced + " \n\n"));
    assertEquals(
        List.of("1: 7"),
        rebuilt(DOCUMENT.replace(" ", "").replace("CREATETABLE", "CREATE TABLE ")));
  }

  @Test
  void everyCutIsSeen() throws Exception {
    byte[] whole = DOCUMENT.getBytes(StandardCharsets.UTF_8);
    for (int length = 0; length < whole.length; length++) {
      byte[] cut = Arrays.copyOf(whole, length);
      assertEquals(Reason.JSON_DAMAGED, fails(cut).reason(), "of " + length + " bytes");
    }
  }

  @Test
  void noByteThatIsWrongLeadsToAnythingButAFailureThatHasWords() throws Exception {
    Set<Reason> expected =
        EnumSet.of(
            Reason.JSON_DAMAGED,
            Reason.JSON_TOO_NEW,
            Reason.JSON_NOT_REBUILT,
            Reason.JSON_NEEDS_APP,
            Reason.JSON_DIFFERS);
    byte[] whole = DOCUMENT.getBytes(StandardCharsets.UTF_8);
    int at = 0;
    for (byte wrong : new byte[] {0, '"', '\\', '{', ']', ',', '0', (byte) 0xff, 'e', ' '}) {
      for (at = at % 10; at < whole.length; at += 10) {
        byte[] bytes = whole.clone();
        bytes[at] = wrong;
        try {
          rebuilt(bytes);
        } catch (FailureException e) {
          assertTrue(expected.contains(e.reason()), new String(bytes, StandardCharsets.ISO_8859_1));
          assertFalse(Files.exists(target));
        }
      }
      at++;
    }
  }

  @ParameterizedTest
  @CsvSource(
      quoteCharacter = '`',
      delimiter = '|',
      value = {
        "``                 | it ends in the middle",
        "` `                | it ends in the middle",
        "[]                 | expected {",
        "null               | expected {",
        "\uFEFF{}           | expected {",
        "{}                 | format, pragmas or schema is missing",
        "{} {}              | format, pragmas or schema is missing",
        "{,}                | expected \"",
        "{\"a\"}            | expected :",
        "{\"a\": }          | expected a value",
        "{'a': 1}           | expected \"",
        "{\"a\": 1,}        | expected \"",
        "{\"a\": 1 \"b\"}   | expected , or }",
        "{\"a\": [1}        | expected , or ]",
        "{\"a\": [1,]}      | expected a value",
        "{\"a\": \"\b\"}    | a control character in a text",
        "{\"\b\": 1}        | a control character in a text",
        "{\"a\": \"\\x\"}   | an unknown escape",
        "{\"a\": \"\\u12g4\"} | an unknown escape",
        "{\"a\": \"\\ud800\"} | half a character",
        "{\"a\": \"\\udc00\"} | half a character",
        "{\"a\": \"\\ud800\\u0061\"} | half a character",
        "{\"a\": 1, \"a\": 2} | a key that stands twice",
        "{\"a\": 1, \"\\u0061\": 2} | a key that stands twice",
      })
  void otherThingsThanAnObjectOfMembersAreDamaged(String document, String what) throws Exception {
    isDamaged(document, what);
  }

  @Test
  void nothingMayStandBehindTheEnd() throws Exception {
    isDamaged(DOCUMENT + "x", "something after the end");
    isDamaged(DOCUMENT + "\0", "something after the end");
    isDamaged(DOCUMENT + DOCUMENT, "something after the end");
  }

  @Test
  void eachPartMustBeThere() throws Exception {
    String missing = "format, pragmas or schema is missing";
    isDamaged(document(PRAGMAS, SCHEMA, TABLES), missing);
    isDamaged(document(FORMAT, SCHEMA, TABLES), missing);
    isDamaged(document(FORMAT, PRAGMAS, TABLES), missing);
    isDamaged(document(FORMAT, PRAGMAS, SCHEMA), "tables is missing");
  }

  @Test
  void aFormatOfALaterVersionIsTooNewAndAnotherProgramsIsNone() throws Exception {
    String later = DOCUMENT.replace("nightjar-json/1", "nightjar-json/2");
    FailureException thrown = fails(later.getBytes(StandardCharsets.UTF_8));
    assertEquals(Reason.JSON_TOO_NEW, thrown.reason());
    assertEquals("nightjar-json/2", thrown.failure().arguments().get(1));
    for (String other : List.of("nightjar", "", "Nightjar-json/1", "other-json/1")) {
      isDamaged(DOCUMENT.replace("nightjar-json/1", other), "not a JSON backup of this program");
    }
    isDamaged(DOCUMENT.replace("\"nightjar-json/1\"", "1"), "expected \"");
  }

  @Test
  void whatIsPassedOverMayBeDeepButNotWithoutALimit() throws Exception {
    for (int depth : new int[] {1, 16}) {
      String deep = "[".repeat(depth) + "]".repeat(depth);
      assertEquals(
          List.of("1: 7"), rebuilt(document("\"deep\": " + deep, FORMAT, PRAGMAS, SCHEMA, TABLES)));
    }
    for (String opening : List.of("[", "{\"a\": ")) {
      String deep = opening.repeat(1_000_000);
      isDamaged("{\"deep\": " + deep, "nested too deeply");
    }
  }

  @ParameterizedTest
  @CsvSource({
    "0, 0",
    "-0, 0",
    "-1, -1",
    "9223372036854775807, 9223372036854775807",
    "-9223372036854775808, -9223372036854775808",
    "0.5, 0.5",
    "-0.0, -0.0",
    "1e3, 1000.0",
    "1E-2, 0.01",
    "2.5e+1, 25.0",
    "1.7976931348623157E308, 1.7976931348623157E308",
    "4.9E-324, 4.9E-324",
    "null, NULL"
  })
  void numbersAndNullAreReadAsJsonWritesThem(String written, String read) throws Exception {
    assertEquals(List.of("1: " + read), rebuilt(value(written)));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "true", "false", "nil", "nulls", "NULL", "-", "+5", "007", "-01", "5.", ".5", "-.5", "1e",
        "1e+", "1.5f", "1.5d", "0x1.8p3", "1.e5", "1.5.5", "--5", "1-1", "e5", "nan"
      })
  void wordsAndNumbersThatJsonDoesNotHaveAreDamaged(String written) throws Exception {
    isDamaged(value(written), "expected a value");
    // In what is passed over, too; true and false are words there, though no values of a row.
    if (!written.equals("true") && !written.equals("false")) {
      isDamaged("{\"more\": [" + written + "], " + DOCUMENT.substring(1), "expected a value");
    }
  }

  @Test
  void aNumberThatIsTooLargeForSqliteIsDamaged() throws Exception {
    for (String written :
        List.of("1e400", "-1e400", "9223372036854775808", "-9223372036854775809")) {
      isDamaged(value(written), "a number too large");
    }
    isDamaged(value("1".repeat(100)), "a number too long");
  }

  @ParameterizedTest
  @CsvSource(
      quoteCharacter = '`',
      delimiter = '|',
      value = {
        "{\"$int\": \"-9223372036854775808\"} | -9223372036854775808",
        "{\"$real\": \"Infinity\"}            | Infinity",
        "{\"$real\": \"-Infinity\"}           | -Infinity",
        "{\"$blob\": \"\"}                    | x",
        "{\"$blob\": \"AP8=\"}                | x00ff",
        "{\"$text\": \"/w==\"}                | 'ff'",
        "\"\\ud83d\\udc26\"                   | 'f09f90a6'",
        "\"\\\"\\\\\\/\\b\\f\\n\\r\\t\\u0000\" | '225c2f080c0a0d0900'",
      })
  void valuesWithATagAndTextsWithEscapesAreRead(String written, String read) throws Exception {
    assertEquals(List.of("1: " + read), rebuilt(value(written)));
  }

  @ParameterizedTest
  @CsvSource(
      quoteCharacter = '`',
      delimiter = '|',
      value = {
        "{\"$int\": \"x\"}          | a value that isn't what it says",
        "{\"$int\": \"\"}           | a value that isn't what it says",
        "{\"$int\": \"9223372036854775808\"} | a value that isn't what it says",
        "{\"$int\": 5}              | expected \"",
        "{\"$real\": \"NaN\"}       | a value that isn't what it says",
        "{\"$real\": \"1.5\"}       | a value that isn't what it says",
        "{\"$blob\": \"A\"}         | a value that isn't what it says",
        "{\"$blob\": \"AP8=AP8=\"}  | a value that isn't what it says",
        "{\"$blob\": \"A P8\"}      | a value that isn't what it says",
        "{\"$blob\": \"grün\"}      | a value that isn't what it says",
        "{\"$text\": \"=\"}         | a value that isn't what it says",
        "{\"$other\": \"\"}         | an unknown kind of value",
        "{\"a\": \"\"}              | an unknown kind of value",
        "{\"$int\": \"1\", \"$int\": \"1\"} | expected }",
        "{}                         | expected \"",
        "[]                         | expected a value",
      })
  void valuesThatAreNotWhatTheySayAreDamaged(String written, String what) throws Exception {
    isDamaged(value(written), what);
  }

  @Test
  void bytesThatAreNoUtf8AreDamagedInAShortAndInALongText() throws Exception {
    for (int letters : new int[] {1, 300_000}) {
      String document = value("\"" + "u".repeat(letters) + "!\"");
      byte[] bytes = document.getBytes(StandardCharsets.UTF_8);
      bytes[document.indexOf('!')] = (byte) 0xff;
      isDamaged(bytes, "text that isn't UTF-8");
    }
  }

  @Test
  void theCharacterThatStandsForWrongBytesIsACharacterToo() throws Exception {
    assertEquals(List.of("1: 'efbfbd'"), rebuilt(value("\"\ufffd\"")));
  }

  @Test
  void rowsHaveTheColumnsOfTheirTableEachOnce() throws Exception {
    isDamaged(rows("{\"$rowid\": 1}"), "a row of t has other columns");
    isDamaged(rows("{}"), "a row of t has other columns");
    isDamaged(rows("{\"$rowid\": 1, \"a\": 1, \"b\": 2}"), "a row of t has other columns");
    isDamaged(rows("{\"$rowid\": 1, \"b\": 2}"), "a row of t lacks a");
    isDamaged(rows("{\"$rowid\": 1, \"A\": 2}"), "a row of t lacks a");
    isDamaged(rows("{\"a\": 1, \"a\": 1}"), "a key that stands twice");
    isDamaged(rows("{\"a\": null, \"$text:YQ==\": 1}"), "a key that stands twice");
    isDamaged(rows("{\"$rowid\": 1, \"$rowid\": 1, \"a\": 1}"), "a key that stands twice");
    isDamaged(rows("7"), "expected {");
  }

  @Test
  void keysWithADollarAreOnlyThoseThatTheFormatHas() throws Exception {
    isDamaged(rows("{\"$a\": 1}"), "an unknown key $a");
    isDamaged(rows("{\"$text:YQ\": 1, \"$text:Y\": 1}"), "a name that isn't what it says");
    assertEquals(List.of("1: 7"), rebuilt(DOCUMENT.replace("\"a\"", "\"$text:YQ==\"")));
    assertEquals(
        List.of("1: 7"), rebuilt(DOCUMENT.replace("t(a)", "t('$a')").replace("\"a\"", "\"$$a\"")));
  }

  @ParameterizedTest
  @ValueSource(strings = {"1.0", "\"1\"", "null", "{\"$blob\": \"\"}", "{\"$real\": \"Infinity\"}"})
  void aRowidIsAWholeNumber(String rowid) throws Exception {
    isDamaged(rows("{\"$rowid\": " + rowid + ", \"a\": 1}"), "$rowid must be a whole number");
  }

  @Test
  void theSameRowidTwiceBecomesNoDatabase() throws Exception {
    String twice = rows("{\"$rowid\": 1, \"a\": 1}, {\"$rowid\": 1, \"a\": 2}");
    assertEquals(Reason.JSON_NOT_REBUILT, fails(twice.getBytes(StandardCharsets.UTF_8)).reason());
  }

  @Test
  void eachTableStandsThereOnceAndIsDeclaredOnce() throws Exception {
    String one = "\"t\": []";
    isDamaged(
        document(FORMAT, PRAGMAS, SCHEMA, "\"tables\": {" + one + ", " + one + "}"),
        "a key that stands twice");
    isDamaged(
        document(FORMAT, PRAGMAS, SCHEMA, "\"tables\": {" + one + ", \"u\": []}"),
        "table u is not declared");
    String declared = declaration("table", "t", "t", "CREATE TABLE t(a)");
    isDamaged(
        document(FORMAT, PRAGMAS, "\"schema\": [" + declared + ", " + declared + "]", TABLES),
        "table t is declared twice");
  }

  @Test
  void aDeclarationNeedsTypeNameTableAndSqlAsTexts() throws Exception {
    String whole = declaration("table", "t", "t", "CREATE TABLE t(a)");
    for (String key : List.of("type", "name", "table")) {
      String other = whole.replace("\"" + key + "\"", "\"other\"");
      isDamaged(
          document(FORMAT, PRAGMAS, "\"schema\": [" + other + "]", TABLES),
          key + " must be a text");
      String number = whole.replaceFirst("\"" + key + "\": \"[a-z]+\"", "\"" + key + "\": 5");
      isDamaged(
          document(FORMAT, PRAGMAS, "\"schema\": [" + number + "]", TABLES),
          key + " must be a text");
    }
    String nothing = "{\"type\": \"table\", \"name\": \"t\", \"table\": \"t\"";
    isDamaged(
        document(FORMAT, PRAGMAS, "\"schema\": [" + nothing + "}]", TABLES),
        "a declaration without sql, or too many");
    isDamaged(
        document(FORMAT, PRAGMAS, "\"schema\": [" + nothing + ", \"sql\": 5}]", TABLES),
        "sql must be a text");
  }

  @Test
  void anEmptySchemaAndNoTableAreADatabase() throws Exception {
    Files.writeString(json, document(FORMAT, PRAGMAS, "\"schema\": []", "\"tables\": {}"));
    RebuildReport report = JsonImporter.rebuildWhatCanBe(json, target, Progress.NONE);
    assertEquals(new RebuildReport(0, 0, List.of(), List.of(), false), report);
  }

  @Test
  void whatTheJsonSaysThatItLacksIsNotRebuiltInSilence() throws Exception {
    String lacks = "\"lacks\": [{\"table\": \"t\", \"why\": \"damaged\"}]";
    FailureException thrown =
        fails(document(FORMAT, PRAGMAS, SCHEMA, TABLES, lacks).getBytes(StandardCharsets.UTF_8));
    assertEquals(Reason.JSON_INCOMPLETE, thrown.reason());
    assertEquals(List.of("t", "damaged"), thrown.failure().arguments().subList(1, 3));
    assertEquals(
        List.of("1: 7"), rebuilt(document(FORMAT, PRAGMAS, SCHEMA, TABLES, "\"lacks\": []")));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "\"encoding\": \"UTF-7\"",
        "\"encoding\": \"UTF-8'; DROP TABLE t; --\"",
        "\"page_size\": 500",
        "\"page_size\": 131072",
        "\"page_size\": -1",
        "\"auto_vacuum\": 3"
      })
  void pragmasThatSqliteDoesNotHaveBecomeNoDatabase(String pragma) throws Exception {
    String document = document(FORMAT, "\"pragmas\": {" + pragma + "}", SCHEMA, TABLES);
    FailureException thrown = fails(document.getBytes(StandardCharsets.UTF_8));
    assertTrue(
        EnumSet.of(Reason.JSON_DAMAGED, Reason.JSON_DIFFERS).contains(thrown.reason()),
        thrown::toString);
  }
}
