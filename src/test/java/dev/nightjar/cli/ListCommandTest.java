package dev.nightjar.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** {@code nightjar list} and {@code show}: what there is, where, and what can't be read of it. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class ListCommandTest {
  private Path folder;
  private Terminal terminal;

  /** Two databases, of which one has a second place. */
  @BeforeAll
  void someBackups(@TempDir Path shared) throws Exception {
    folder = shared;
    terminal = new Terminal(shared);
    terminal.job("shop", "--nas", "DIR/nas");
    terminal.job("office");
    terminal.done("backup");
    terminal.sql("shop.db", "INSERT INTO product VALUES (3, 'bread')");
    terminal.done("backup shop");
  }

  private Path only(String place, String kind) throws Exception {
    try (Stream<Path> files = Files.list(folder.resolve(place).resolve(kind))) {
      return files
          .filter(file -> !file.getFileName().toString().startsWith("."))
          .sorted()
          .findFirst()
          .orElseThrow();
    }
  }

  private static List<String> of(JsonObject answer, String list, String member) {
    return answer.getAsJsonArray(list).asList().stream()
        .map(JsonElement::getAsJsonObject)
        .map(one -> one.get(member).getAsString())
        .toList();
  }

  @Test
  void eachDatabaseHasItsOwnTableNewestFirst() {
    String listed = terminal.done("list");

    assertTrue(listed.startsWith("shop\nBackup "), listed);
    assertTrue(listed.contains("\n\noffice\nBackup "), listed);
    String shop = terminal.done("list --job shop");
    assertFalse(shop.contains("office") || shop.startsWith("shop\n"), "one needs no heading");
    List<String> lines = shop.lines().toList();
    assertTrue(lines.get(1).matches("\\S+ +\\S+ kB +3  this computer, NAS"), shop);
    assertTrue(lines.get(2).matches("\\S+ +\\S+ kB +2  this computer, NAS"), shop);
    assertTrue(lines.get(3).matches("2 backups: this computer 2 \\(.*\\), NAS 2 \\(.*\\)"), shop);
  }

  @Test
  void aFolderThatNoSettingNamesIsReadAllTheSame() {
    String listed = terminal.done("list --in DIR/nas");

    assertEquals(4, listed.lines().count(), listed);
    assertTrue(listed.contains("2 backups: "), listed);
  }

  @Test
  void itsObjectHasEachBackupAndWhatTheyTakeAtEachPlace() {
    JsonObject answer = terminal.json(0, "list");

    assertEquals(List.of("shop", "shop", "office"), of(answer, "backups", "job"));
    assertEquals(List.of("3", "2", "2"), of(answer, "backups", "rows"));
    assertEquals(List.of("manual", "manual", "manual"), of(answer, "backups", "kind"));
    assertEquals(List.of("DIR/shop", "DIR/nas", "DIR/office"), of(answer, "totals", "place"));
    assertEquals(List.of("2", "2", "1"), of(answer, "totals", "backups"));
    for (String list : List.of("lost", "damaged", "unverified", "evidence", "errors")) {
      assertEquals(0, answer.getAsJsonArray(list).size(), list);
    }
    JsonObject newest = answer.getAsJsonArray("backups").get(0).getAsJsonObject();
    assertEquals("[\"DIR/shop\",\"DIR/nas\"]", newest.get("places").toString());
  }

  @Test
  void aPlaceThatIsGoneIsSaidAndTheRestIsListed() throws Exception {
    Files.move(folder.resolve("nas"), folder.resolve("away"));
    try {
      Program.Ended ended = terminal.run("list --job shop");
      assertEquals(3, ended.code(), ended.toString());
      assertTrue(ended.err().startsWith("✗ "), ended.err());
      assertTrue(ended.out().contains("2 backups: this computer 2"), ended.out());
      JsonObject answer = terminal.json(3, "list --job shop");
      assertEquals(1, answer.getAsJsonArray("errors").size());
      assertEquals(1, terminal.run("list --in DIR/nas").code(), "none answers");
    } finally {
      Files.move(folder.resolve("away"), folder.resolve("nas"));
    }
  }

  @Test
  void aBackupWhoseFileIsLostIsNamedAndIsNoneOfTheTable() throws Exception {
    Path file = only("office", "database");
    Files.move(file, folder.resolve("kept"));
    try {
      Program.Ended ended = terminal.run("list --job office");
      assertTrue(ended.out().startsWith("No backups.\n"), ended.out());
      assertTrue(ended.err().startsWith("✗ "), ended.err());
      JsonObject answer = terminal.json(ended.code(), "list --job office");
      assertEquals(0, answer.getAsJsonArray("backups").size());
      assertEquals(1, answer.getAsJsonArray("lost").size());
    } finally {
      Files.move(folder.resolve("kept"), file);
    }
  }

  @ParameterizedTest
  @CsvSource({"office, 1", "nas, 3"})
  void aManifestThatCantBeReadIsNamed(String place, int code) throws Exception {
    Path manifest = only(place, "manifest");
    byte[] whole = Files.readAllBytes(manifest);
    Files.writeString(manifest, "{");
    try {
      JsonObject answer = terminal.json(code, "list --in DIR/" + place);
      assertEquals(1, answer.getAsJsonArray("damaged").size());
      Program.Ended ended = terminal.run("list --in DIR/" + place);
      assertEquals(code, ended.code(), "a script is not to believe that this is all");
      assertTrue(ended.err().startsWith("✗ "), ended.err());
      String listed = ended.out();
      assertFalse(listed.contains("No backups."), listed);
      assertTrue(listed.contains("not verified, since its manifest is damaged"), listed);
      assertFalse(listed.contains("not made by Nightjar"), listed);
    } finally {
      Files.write(manifest, whole);
    }
  }

  /** A new computer: nothing on its own disk, and at the NAS what a newer Nightjar wrote. */
  @Test
  void anEmptyFolderBesideOneThatCannotBeReadIsNoAnswer(@TempDir Path own) throws Exception {
    Terminal other = new Terminal(own);
    other.job("shop", "--nas", "DIR/nas");
    Program.Ended none = other.run("list");
    assertEquals(0, none.code());
    assertTrue(none.out().contains("No backups."), none.out());
    other.done("backup");
    try (Stream<Path> files = Files.list(own.resolve("nas/manifest"))) {
      for (Path manifest : files.toList()) {
        Files.writeString(manifest, "{\"format\": \"nightjar-manifest/2\"}");
      }
    }
    try (Stream<Path> files = Files.walk(own.resolve("shop"))) {
      for (Path file :
          files.filter(file -> file.getFileName().toString().startsWith("backup-")).toList()) {
        Files.delete(file);
      }
    }
    Program.Ended ended = other.run("list");
    assertEquals(1, ended.code(), ended::toString);
    assertFalse(ended.out().contains("No backups."), ended.out());
  }

  @Test
  void aCopyThatAnotherProgramLeftIsListedApart() throws Exception {
    Path left = folder.resolve("office/database/backup-2019.db");
    Files.copy(folder.resolve("office.db"), left);
    try {
      String listed = terminal.done("list --job office");
      assertTrue(listed.contains("\n⚠ backup-2019.db in DIR/office: "), listed);
      assertTrue(listed.contains("1 backup: this computer 1 ("), "and isn't counted: " + listed);
      JsonObject answer = terminal.json(0, "list --job office");
      assertEquals(List.of("2019"), of(answer, "unverified", "id"));
    } finally {
      Files.delete(left);
    }
  }

  @Test
  void showNamesTheFilesTheChecksAndTheRows() {
    String shown = terminal.done("show latest --job shop");

    assertTrue(shown.contains("DIR/shop.db"), shown);
    assertTrue(shown.contains("DIR/nas"), shown);
    assertTrue(shown.matches("(?s).*\n  product +3 rows\n.*"), shown);
    JsonObject answer = terminal.json(0, "show latest --job shop");
    List<String> members = new ArrayList<>(answer.keySet());
    assertTrue(
        members.containsAll(List.of("id", "database", "files", "tableRows", "checks")),
        members.toString());
    JsonObject files = answer.getAsJsonObject("files");
    assertEquals(Set.of("DATABASE", "JSON"), files.keySet());
    for (String file : files.keySet()) {
      JsonObject hash = files.getAsJsonObject(file);
      assertTrue(hash.get("bytes").getAsLong() > 0);
      assertTrue(shown.contains(hash.get("sha256").getAsString()), () -> hash + "\n" + shown);
    }
  }

  @Test
  void anIdMayBeShortenedWhileItIsUnique() {
    String id = terminal.json(0, "show --job office").get("id").getAsString();
    assertEquals(0, terminal.run("show --job office " + id.substring(0, 16)).code());
    JsonObject error =
        terminal.json(2, "show --job shop " + id.substring(0, 4)).getAsJsonObject("error");

    assertEquals("backup-ambiguous", error.get("reason").getAsString());
    assertEquals(1, terminal.run("show 1999").code());
  }
}
