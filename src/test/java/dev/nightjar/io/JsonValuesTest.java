package dev.nightjar.io;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The values in our files: what each looks like, and what is said of one that is none. */
final class JsonValuesTest {
  enum Colour {
    RED,
    DARK_BLUE
  }

  record Box(
      Optional<Path> path,
      Optional<Instant> at,
      Optional<Duration> duration,
      Optional<LocalTime> time,
      Optional<UUID> id,
      Optional<Colour> colour,
      Optional<OffsetDateTime> local,
      Optional<TrueOrLacks> complete) {}

  record Named(String name, int count) {}

  record Several(List<Named> list, Set<Colour> set, Map<String, Integer> map, boolean flag) {}

  private static Box box(String field, String value) throws MalformedRecordException {
    return JsonRecords.parse("{\"" + field + "\": " + value + "}", Box.class);
  }

  private static String complaint(String field, String value) {
    return assertThrows(MalformedRecordException.class, () -> box(field, value)).getMessage();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "path | must be a string (got NUMBER)",
        "at | must be a string (got NUMBER)",
        "id | must be a string (got NUMBER)",
        "colour | must be a string (got NUMBER)",
        "complete | must be true or a list"
      })
  void aValueOfAnotherKindIsNamedWithItsPlace(String field, String complaint) {
    assertEquals("$." + field + ": " + complaint, complaint(field, "7"));
  }

  @ParameterizedTest
  @CsvSource({
    "at, 2025-12-12T09:00:00",
    "at, tomorrow",
    "duration, 5 minutes",
    "time, 25:00",
    "id, 0-0-0",
    "local, 2025-12-12T09:00:00Z[UTC]",
    "colour, ''"
  })
  void aTextThatIsNoSuchValueIsRefusedAndItsPlaceIsNamed(String field, String text) {
    String complaint = complaint(field, "\"" + text + "\"");
    assertTrue(complaint.startsWith("$." + field + ": "), complaint);
  }

  @Test
  void aWordThatIsNoneOfTheChoicesIsToldWhichThereAre() throws Exception {
    assertEquals(
        "$.colour: must be one of red, dark-blue (got green)", complaint("colour", "\"green\""));
    for (String word : List.of("dark-blue", "DARK_BLUE", "Dark-Blue")) {
      assertEquals(Optional.of(Colour.DARK_BLUE), box("colour", "\"" + word + "\"").colour());
    }
  }

  @Test
  void nullIsAbsent() throws Exception {
    Box empty = JsonRecords.parse("{}", Box.class);
    for (String field : List.of("path", "at", "id", "colour", "complete")) {
      assertEquals(empty, box(field, "null"));
    }
    assertEquals("{}", JsonRecords.toLine(empty));
  }

  @Test
  void completenessIsTrueOrTheListOfGaps() throws Exception {
    TrueOrLacks complete = box("complete", "true").complete().orElseThrow();
    assertTrue(complete.isComplete());
    TrueOrLacks lacking = box("complete", "[\"a\", \"b\"]").complete().orElseThrow();
    assertEquals(List.of("a", "b"), lacking.lacks());
    assertTrue(!lacking.isComplete());
    assertEquals(
        "{\"complete\": [\"a\", \"b\"]}", JsonRecords.toLine(box("complete", "[\"a\", \"b\"]")));
    assertEquals("{\"complete\": true}", JsonRecords.toLine(box("complete", "[]")));
    for (String neither : List.of("false", "\"true\"", "{}", "[[]]", "[{}]")) {
      assertThrows(MalformedRecordException.class, () -> box("complete", neither), neither);
    }
  }

  @Test
  void aLocalTimeHasItsOffsetAndMilliseconds() throws Exception {
    for (String[] each :
        new String[][] {
          {"2025-12-12T17:00:00.4129999+08:00", "2025-12-12T17:00:00.412+08:00"},
          {"2025-12-12T17:00Z", "2025-12-12T17:00:00.000+00:00"},
          {"0999-01-01T00:00:00-03:30", "0999-01-01T00:00:00.000-03:30"},
        }) {
      assertEquals(
          "{\"local\": \"" + each[1] + "\"}",
          JsonRecords.toLine(box("local", "\"" + each[0] + "\"")));
    }
  }

  @Test
  void collectionsThatAreAbsentAreEmptyAndNumbersAreZero() throws Exception {
    assertEquals(
        new Several(List.of(), Set.of(), Map.of(), false), JsonRecords.parse("{}", Several.class));
  }

  @Test
  void collectionsComeBackAsTheyWent() throws Exception {
    Several several =
        new Several(
            List.of(new Named("a", 1), new Named("b", 2)),
            Set.of(Colour.DARK_BLUE),
            Map.of("x", 1),
            true);
    assertEquals(several, JsonRecords.parse(JsonRecords.toLine(several), Several.class));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{\"list\": [{\"name\": \"a\", \"count\": 1.5}]} | $.list[0].count",
        "{\"list\": [{\"name\": \"a\"}, 7]} | $.list[1]: must be an object (got NUMBER)",
        "{\"list\": [{}]} | $.list[0]: missing: name",
        "{\"list\": {}} | $.list",
        "{\"flag\": 1} | $.flag",
        "{\"set\": [\"red\", \"pink\"]} | $.set[1]: must be one of red, dark-blue (got pink)"
      })
  void aFaultDeepInsideIsNamedWithItsPath(String text, String expected) {
    String complaint =
        assertThrows(MalformedRecordException.class, () -> JsonRecords.parse(text, Several.class))
            .getMessage();
    assertTrue(complaint.contains(expected), complaint);
  }

  @Test
  void namesAndSignsOfOtherLanguagesAreWrittenAsTheyAre() throws Exception {
    Named named = new Named("Şule & <b> 'ğ' \uD83D\uDCBE \"x\" \\ \n", 1);
    String line = JsonRecords.toLine(named);
    assertTrue(line.contains("Şule & <b> 'ğ' \uD83D\uDCBE"), line);
    assertEquals(named, JsonRecords.parse(line, Named.class));
  }
}
