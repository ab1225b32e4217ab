package dev.nightjar.io;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** One of several kinds of record comes back as that kind; a newer version's as the plain one. */
final class JsonKindsTest {
  sealed interface Event {
    record RunEnded(Instant at, Optional<String> note) implements Event {}

    record Plain() implements Event {}

    record DiskFull(long bytes) implements Event {}
  }

  sealed interface Shape {
    record Circle(int radius) implements Shape {}
  }

  record Day(Event event, List<Event> more) {}

  record Drawing(Shape shape) {}

  private static Day day(String event) throws MalformedRecordException {
    return JsonRecords.parse("{\"event\": " + event + "}", Day.class);
  }

  @Test
  void eachKindComesBackAsItWent() throws Exception {
    Day day =
        new Day(
            new Event.RunEnded(Instant.EPOCH, Optional.of("late")),
            List.of(new Event.Plain(), new Event.DiskFull(7)));
    String line = JsonRecords.toLine(day);
    assertEquals(
        "{\"event\": {\"kind\": \"run-ended\", \"at\": \"1970-01-01T00:00:00Z\", \"note\": \"late\"},"
            + " \"more\": [{\"kind\": \"plain\"}, {\"kind\": \"disk-full\", \"bytes\": 7}]}",
        line);
    assertEquals(day, JsonRecords.parse(line, Day.class));
    assertEquals(day, JsonRecords.parse(JsonRecords.toBytes(day), Day.class));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"kind\": \"invented-later\", \"bytes\": 7}",
        "{\"kind\": \"DISK-FULL\", \"bytes\": 7}",
        "{\"kind\": [\"disk-full\"], \"bytes\": 7}",
        "{\"kind\": null}",
        "{\"bytes\": 7}",
        "{}"
      })
  void aKindThatIsNotKnownIsTheOneWithoutFields(String event) throws Exception {
    assertEquals(new Event.Plain(), day(event).event());
  }

  @Test
  void whereEachKindHasFieldsAnUnknownOneIsRefused() throws Exception {
    String circle = "{\"shape\": {\"kind\": \"circle\", \"radius\": 2}}";
    assertEquals(new Drawing(new Shape.Circle(2)), JsonRecords.parse(circle, Drawing.class));
    assertThrows(
        MalformedRecordException.class,
        () -> JsonRecords.parse(circle.replace("circle", "square"), Drawing.class));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "7",
        "[]",
        "\"plain\"",
        "null",
        "{\"kind\": \"disk-full\", \"bytes\": \"many\"}",
        "{\"kind\": \"run-ended\", \"at\": \"today\"}",
        "{\"kind\": \"run-ended\"}"
      })
  void anythingElseIsMalformed(String event) {
    assertThrows(MalformedRecordException.class, () -> day(event));
  }

  @Test
  void aFieldOfALaterVersionIsPassedOver() throws Exception {
    assertEquals(
        new Event.DiskFull(7),
        day("{\"kind\": \"disk-full\", \"bytes\": 7, \"disk\": {\"a\": []}}").event());
  }

  @Test
  void aKindThatIsMergedIntoAnOldFileIsTheNewOneAlone() throws Exception {
    byte[] old = "{\"event\": {\"kind\": \"disk-full\", \"bytes\": 7}, \"x\": 1}".getBytes(UTF_8);
    byte[] merged = JsonRecords.mergeInto(old, new Day(new Event.Plain(), List.of()));
    assertEquals(new Event.Plain(), JsonRecords.parse(merged, Day.class).event());
    assertEquals(false, new String(merged, UTF_8).contains("bytes"));
    assertEquals(true, new String(merged, UTF_8).contains("\"x\": 1"));
  }
}
