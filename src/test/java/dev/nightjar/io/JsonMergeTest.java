package dev.nightjar.io;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Saving over a newer version's file changes what this version knows, and nothing else. */
final class JsonMergeTest {
  record House(String name, Optional<Room> kitchen, List<Room> rooms, Map<String, Integer> keys) {}

  record Room(String id, Optional<String> colour) {}

  record Street(List<String> names, List<Tree> trees) {}

  record Tree(String kind) {}

  private static String merged(String old, Object value) throws MalformedRecordException {
    byte[] bytes = JsonRecords.mergeInto(old.getBytes(UTF_8), value);
    return new String(bytes, UTF_8).replaceAll("\\s*\n\\s*", "");
  }

  private static House house(Optional<Room> kitchen, Room... rooms) {
    return new House("home", kitchen, List.of(rooms), Map.of());
  }

  private static Room room(String id) {
    return new Room(id, Optional.empty());
  }

  @Test
  void withNoOldFileTheRecordIsWrittenAsItIs() throws Exception {
    Street street = new Street(List.of("a"), List.of());
    assertEquals(
        new String(JsonRecords.toBytes(street), UTF_8),
        new String(JsonRecords.mergeInto(new byte[0], street), UTF_8));
  }

  @Test
  void unknownFieldsStandBehindTheKnownOnesWithAllThatIsInThem() throws Exception {
    assertEquals(
        "{\"names\": [\"a\"],\"trees\": [],\"later\": {\"x\": [1,null,{}]},\"z\": null}",
        merged(
            "{\"later\": {\"x\": [1, null, {}]}, \"names\": [\"old\"], \"z\": null}",
            new Street(List.of("a"), List.of())));
  }

  @Test
  void aNestedRecordKeepsItsUnknownFieldsAsLongAsItIsThere() throws Exception {
    String old = "{\"kitchen\": {\"id\": \"k\", \"tiles\": 7, \"colour\": \"red\"}}";
    assertEquals(
        "{\"name\": \"home\",\"kitchen\": {\"id\": \"k\",\"tiles\": 7},\"rooms\": [],\"keys\": {}}",
        merged(old, house(Optional.of(room("k")))));
    assertEquals(
        "{\"name\": \"home\",\"rooms\": [],\"keys\": {}}", merged(old, house(Optional.empty())));
  }

  @Test
  void aListsRecordsAreKnownByTheirIdInAnyOrder() throws Exception {
    String old = "{\"rooms\": [{\"id\": \"1\", \"x\": 1}, {\"id\": \"2\", \"x\": 2}]}";
    assertEquals(
        "{\"name\": \"home\",\"rooms\": [{\"id\": \"2\",\"x\": 2},{\"id\": \"3\"},"
            + "{\"id\": \"1\",\"x\": 1}],\"keys\": {}}",
        merged(old, house(Optional.empty(), room("2"), room("3"), room("1"))));
  }

  @Test
  void aRecordThatWasRemovedTakesItsUnknownFieldsAlong() throws Exception {
    String old = "{\"rooms\": [{\"id\": \"1\", \"x\": 1}, {\"id\": \"2\", \"x\": 2}]}";
    assertEquals(
        "{\"name\": \"home\",\"rooms\": [{\"id\": \"2\",\"x\": 2}],\"keys\": {}}",
        merged(old, house(Optional.empty(), room("2"))));
  }

  @Test
  void recordsWithoutAnIdAreNeverMixedUp() throws Exception {
    assertEquals(
        "{\"names\": [\"b\"],\"trees\": [{\"kind\": \"oak\"}]}",
        merged(
            "{\"names\": [\"a\", \"b\"], \"trees\": [{\"kind\": \"elm\", \"age\": 90}]}",
            new Street(List.of("b"), List.of(new Tree("oak")))));
  }

  @Test
  void aMapIsTheUsersOwnAndItsOldEntriesGo() throws Exception {
    House house = new House("home", Optional.empty(), List.of(), Map.of("front", 2));
    assertEquals(
        "{\"name\": \"home\",\"rooms\": [],\"keys\": {\"front\": 2}}",
        merged("{\"keys\": {\"back\": 1, \"front\": 1}}", house));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"kitchen\": 7, \"rooms\": {\"id\": \"1\"}, \"name\": [1]}",
        "{\"kitchen\": [], \"rooms\": [7, null, [], {\"x\": 1}, {\"id\": null}]}",
        "{\"kitchen\": null, \"rooms\": null, \"keys\": 3}"
      })
  void anOldValueOfAnotherKindIsReplaced(String old) throws Exception {
    House house = house(Optional.of(room("k")), room("1"));
    assertEquals(
        house, JsonRecords.parse(JsonRecords.mergeInto(old.getBytes(UTF_8), house), House.class));
  }

  @ParameterizedTest
  @ValueSource(strings = {"[]", "7", "null", "{", "{} {}", "{\"a\": 1, \"a\": 2}", " "})
  void nothingIsMergedIntoAFileThatCantBeUnderstood(String old) {
    assertThrows(
        MalformedRecordException.class, () -> merged(old, new Street(List.of(), List.of())));
  }

  @Test
  void mergingTheSameAgainChangesNoByte() throws Exception {
    House house = house(Optional.of(room("k")), room("1"), room("2"));
    byte[] old = "{\"x\": 1, \"rooms\": [{\"id\": \"2\", \"y\": {\"a\": 1.50}}]}".getBytes(UTF_8);
    byte[] once = JsonRecords.mergeInto(old, house);
    byte[] twice = JsonRecords.mergeInto(once, house);
    assertEquals(new String(once, UTF_8), new String(twice, UTF_8));
  }

  @Test
  void numbersThatAreNotKnownKeepEachOfTheirDigits() throws Exception {
    String digits = "123456789012345678901234567890.1234567890";
    assertEquals(
        "{\"names\": [],\"trees\": [],\"n\": " + digits + "}",
        merged("{\"n\": " + digits + "}", new Street(List.of(), List.of())));
  }
}
