package dev.nightjar.io;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class JsonRecordsTest {
  record Visit(
      Path path,
      Instant at,
      OffsetDateTime local,
      Duration duration,
      Optional<UUID> id,
      LocalTime time,
      DayOfWeek day) {}

  record Shelf(String id, Optional<String> label, List<Item> items, int count) {
    Shelf {
      Objects.requireNonNull(id);
      if (count < 0) {
        throw new IllegalArgumentException("count: must be 0 or more (got " + count + ")");
      }
    }
  }

  record Item(String id, String name) {}

  /** Its constructor lets a null in the list pass. */
  record Plan(List<DayOfWeek> days, Boolean late, boolean loud) {
    Plan {
      days = days.stream().distinct().toList();
    }
  }

  @Test
  void aRecordComesBackAsItWent() throws Exception {
    Visit visit =
        new Visit(
            Path.of("a", "b"),
            Instant.parse("2025-12-12T09:00:00.5Z"),
            OffsetDateTime.parse("2025-12-12T17:00:00+08:00"),
            Duration.ofSeconds(90),
            Optional.of(new UUID(1, 2)),
            LocalTime.of(17, 0),
            DayOfWeek.MONDAY);
    String line = JsonRecords.toLine(visit);
    assertEquals(visit, JsonRecords.parse(line, Visit.class));
    assertTrue(line.contains("\"2025-12-12T17:00:00.000+08:00\""), line);
    assertTrue(line.contains("\"day\": \"monday\""), line);
  }

  @Test
  void whatIsAbsentIsEmptyAndWhatIsEmptyIsNotWritten() throws Exception {
    Shelf shelf = JsonRecords.parse("{\"id\": \"a\", \"newer\": [1, {}]}", Shelf.class);
    assertEquals(new Shelf("a", Optional.empty(), List.of(), 0), shelf);
    assertEquals(
        "{\n  \"id\": \"a\",\n  \"items\": [],\n  \"count\": 0\n}\n",
        new String(JsonRecords.toBytes(shelf), UTF_8));
  }

  @Test
  void complaintsNameThePlaceAndTheRule() {
    assertComplaint("$: count: must be 0 or more (got -1)", "{\"id\": \"a\", \"count\": -1}");
    assertComplaint("$: missing: id", "{}");
    // Its constructor doesn't look.
    assertComplaint("$.items[0]: missing: name", "{\"id\": \"a\", \"items\": [{\"id\": \"b\"}]}");
    assertComplaint("a field stands there twice: $.id", "{\"id\": \"a\", \"id\": \"b\"}");
    assertComplaint("malformed JSON at line 1 column 14 path $", "{\"id\": \"a\"} {}");
  }

  @Test
  void aNullInAListIsRefusedWhereTheConstructorLetsItPass() {
    MalformedRecordException thrown =
        assertThrows(
            MalformedRecordException.class,
            () -> JsonRecords.parse("{\"days\": [null], \"late\": true}", Plan.class));
    assertEquals("$: null stands in a list", thrown.getMessage());
  }

  @Test
  void aTextIsNeitherTrueNorFalse() throws Exception {
    Plan plan = new Plan(List.of(DayOfWeek.MONDAY), true, false);
    assertEquals(plan, JsonRecords.parse(JsonRecords.toLine(plan), Plan.class));
    for (String word : List.of("\"yes\"", "\"true\"", "1")) {
      for (String field : List.of("late", "loud")) {
        String text = "{\"late\": true, \"" + field + "\": " + word + "}";
        assertThrows(
            MalformedRecordException.class,
            () ->
                JsonRecords.parse(text.replace("\"late\": true, \"late\"", "\"late\""), Plan.class),
            text);
      }
    }
  }

  @Test
  void hostileTextsAreRefused() {
    List<String> hostile =
        List.of(
            "",
            "null",
            "[]",
            "7",
            "{",
            "{\"id\": \"a\"} x",
            "{'id': 'a'}",
            "{\"id\": \"a\", \"count\": 3000000000}",
            "{\"id\": \"a\", \"count\": 1e999999999}",
            "{\"id\": \"a\", \"items\": [null]",
            "[".repeat(1_000_000),
            "{\"a\":".repeat(1_000_000),
            "{\"x\": [" + "1,".repeat(200_000) + "1]}",
            "{\"id\": \"" + "\\\"".repeat(2_000_000) + "\"}");
    for (String text : hostile) {
      assertThrows(
          MalformedRecordException.class,
          () -> JsonRecords.parse(text, Shelf.class),
          () -> text.substring(0, Math.min(50, text.length())));
    }
    assertThrows(
        MalformedRecordException.class,
        () -> JsonRecords.parse(new byte[] {'"', (byte) 0xC3, '"'}, Shelf.class));
  }

  @Test
  void aFileThatIsTooLargeOrALinkIsRefused(@TempDir Path folder) throws Exception {
    Path file = Files.writeString(folder.resolve("a.json"), "{\"id\": \"a\"}");
    Path link = Files.createSymbolicLink(folder.resolve("link.json"), file);
    assertEquals("a", JsonRecords.read(file, Shelf.class, 100).id());
    assertThrows(MalformedRecordException.class, () -> JsonRecords.read(file, Shelf.class, 5));
    assertThrows(MalformedRecordException.class, () -> JsonRecords.read(link, Shelf.class, 100));
  }

  @Test
  void mergingKeepsWhatANewerVersionWrote() throws Exception {
    String existing =
        """
        {"colour": "red", "id": "a", "label": "old",
         "items": [{"id": "1", "name": "x", "size": 3}, {"id": "2", "name": "gone"}]}
        """;
    Shelf shelf =
        new Shelf("a", Optional.empty(), List.of(new Item("9", "new"), new Item("1", "y")), 2);
    String merged = new String(JsonRecords.mergeInto(existing.getBytes(UTF_8), shelf), UTF_8);
    assertEquals(
        """
        {
          "id": "a",
          "items": [
            {
              "id": "9",
              "name": "new"
            },
            {
              "id": "1",
              "name": "y",
              "size": 3
            }
          ],
          "count": 2,
          "colour": "red"
        }
        """,
        merged);
    assertEquals(shelf, JsonRecords.parse(merged, Shelf.class));
  }

  private static void assertComplaint(String expected, String text) {
    MalformedRecordException thrown =
        assertThrows(MalformedRecordException.class, () -> JsonRecords.parse(text, Shelf.class));
    assertEquals(expected, thrown.getMessage());
  }
}
