package dev.nightjar.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import dev.nightjar.platform.Home;
import dev.nightjar.platform.instance.SingleInstance;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** {@code nightjar prune}: says what would go, deletes on the user's word, and nothing else. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class PruneCommandTest {
  private static final String HOW = " Nothing was done. \"nightjar prune --help\" shows how.";

  private Path folder;
  private Terminal terminal;

  /** For those that leave it as it was; the others make a scene of their own. */
  @BeforeAll
  void threeBackupsAtTwoPlaces(@TempDir Path shared) throws Exception {
    folder = shared;
    terminal = terminal(shared, 3, "--nas", "DIR/nas");
  }

  @AfterEach
  void theyAreStillThere() throws Exception {
    assertEquals(List.of(3L, 3L), List.of(backupsAt("shop"), backupsAt("nas")));
  }

  private static Terminal terminal(Path folder, int backups, String... options) throws Exception {
    Terminal terminal = new Terminal(folder);
    terminal.job("shop", options);
    for (int i = 0; i < backups; i++) {
      terminal.done("backup");
    }
    return terminal;
  }

  private long backupsAt(String place) throws Exception {
    return backupsAt(folder, place);
  }

  /** So many as there are manifests. */
  private static long backupsAt(Path folder, String place) throws Exception {
    try (Stream<Path> files = Files.list(folder.resolve(place).resolve("manifest"))) {
      return files.filter(file -> !file.getFileName().toString().startsWith(".")).count();
    }
  }

  private static List<String> rules(JsonObject place, String member) {
    return place.getAsJsonArray(member).asList().stream()
        .map(JsonElement::getAsJsonObject)
        .map(one -> one.get("rule").getAsString())
        .toList();
  }

  @Test
  void whereNobodyChoseARuleNothingGoesAndTheWayToOneIsSaid() throws Exception {
    String said = terminal.done("prune");

    assertTrue(said.contains("this computer: 3 backups to keep, 0 backups to delete"), said);
    assertTrue(said.contains("NAS: 3 backups to keep, 0 backups to delete"), said);
    assertTrue(said.contains("⚠ No rule says which backups to keep"), said);
    assertEquals(3, backupsAt("shop"));
  }

  @Test
  void aRuleCanBeTriedBeforeItIsChosen() throws Exception {
    String said = terminal.done("prune --dry-run --keep 1");

    assertTrue(said.contains("this computer: 1 backup to keep, 2 backups to delete ("), said);
    assertEquals(2, said.split("stays: the newest\n", -1).length - 1, said);
    assertEquals(4, said.split("goes: there are enough newer ones", -1).length - 1, said);
    assertFalse(said.contains("Nobody has chosen"), said);
    assertEquals(3, backupsAt("shop"));
  }

  @Test
  void damagedCopiesAreShownWithTheReasonWhyTheyStayOrGo(@TempDir Path own) throws Exception {
    Terminal terminal = terminal(own, 3);
    terminal.done("settings set keep=1");
    Path here = own.resolve("shop").resolve("database");
    List<String> newestFirst =
        terminal.json(0, "list").getAsJsonArray("backups").asList().stream()
            .map(backup -> backup.getAsJsonObject().get("id").getAsString())
            .toList();
    Files.delete(here.resolve("backup-" + newestFirst.get(0) + ".db"));
    Files.delete(here.resolve("backup-" + newestFirst.get(2) + ".db"));
    String said = terminal.run("prune --dry-run").out();
    assertTrue(said.contains("goes: there are enough newer ones (damaged)"), said);
    assertTrue(said.contains("stays: it would be kept if it were whole (damaged)"), said);
    JsonObject place =
        terminal.json(0, "prune --dry-run").getAsJsonArray("places").get(0).getAsJsonObject();
    assertEquals(List.of("newest"), rules(place, "kept"));
    assertEquals(List.of("kept"), rules(place, "staying"));
    assertEquals(List.of("beyond-last"), rules(place, "expendable"));
    long freed = place.get("bytes").getAsLong();
    assertTrue(freed < 4096, () -> "the database's file was gone: " + freed);
  }

  @Test
  void whereNoTrayProgramRunsAShrunkenTableIsAcceptedByACommand(@TempDir Path own)
      throws Exception {
    Terminal terminal = new Terminal(own);
    terminal.job("shop");
    terminal.sql("shop.db", "CREATE TABLE stock(id INTEGER PRIMARY KEY)");
    for (int i = 1; i <= 40; i++) {
      terminal.sql("shop.db", "INSERT INTO stock VALUES(" + i + ")");
    }
    terminal.done("backup");
    terminal.sql("shop.db", "DELETE FROM stock WHERE id > 3");
    terminal.done("backup");
    terminal.done("settings set keep=1");
    String held = terminal.run("prune --yes").out();
    assertTrue(held.contains("or add --accept-shrunk if it doesn't run."), held);
    assertEquals(2, backupsAt(own, "shop"));
    try (SingleInstance tray =
        SingleInstance.tryBecome(Home.at(own.resolve("home"))).orElseThrow()) {
      terminal.refused(
          2,
          "Nightjar runs next to the clock: answer its question in its window." + HOW,
          "prune --yes --accept-shrunk");
    }
    assertEquals(
        1, terminal.run("prune --dry-run --accept-shrunk").out().split("goes:").length - 1);
    assertTrue(terminal.run("status").out().contains("\"stock\" fell from 40 rows to 3."));

    String said = terminal.done("prune --yes --accept-shrunk");
    assertTrue(said.contains("\"stock\" fell from 40 rows to 3: taken as right."), said);
    assertEquals(1, backupsAt(own, "shop"));
    assertFalse(terminal.run("status").out().contains("fell from"));
    assertFalse(terminal.done("prune --yes --accept-shrunk").contains("taken as right"));
  }

  @Test
  void aRuleIsNotChosenByDeleting() {
    terminal.refused(
        2,
        "--keep only shows what a rule would mean: add --dry-run, or choose it for good with"
            + " \"nightjar settings set keep=1\"."
            + HOW,
        "prune --keep 1 --yes");
    terminal.refused(
        2,
        "--keep: must be smart, everything, or how many (1 or more) (got 0)",
        "prune --dry-run --keep 0");
  }

  @Test
  void withNobodyToAskNothingIsDeletedUntilYesIsSaid(@TempDir Path own) throws Exception {
    Terminal terminal = terminal(own, 2, "--nas", "DIR/nas");
    terminal.done("settings set keep=1");
    Program.Ended ended = terminal.run("prune");
    assertEquals(2, ended.code());
    assertEquals(
        "✗ There is no terminal to ask at. Look with --dry-run, then delete with --yes."
            + HOW
            + "\n",
        ended.err());
    terminal.done("prune --dry-run --yes");
    assertEquals(List.of(2L, 2L), List.of(backupsAt(own, "shop"), backupsAt(own, "nas")));

    terminal.done("settings set keep-nas=everything");
    String said = terminal.done("prune --yes");
    assertTrue(said.contains("✓ This computer: 1 backup deleted that needn't be kept, "), said);
    assertEquals(
        List.of(1L, 2L),
        List.of(backupsAt(own, "shop"), backupsAt(own, "nas")),
        "each place has its own rule");
    assertEquals(0, terminal.run("verify --all").code());
  }

  @Test
  void aPlaceThatIsGoneIsSaidAndTheOtherIsShownAllTheSame() throws Exception {
    Files.move(folder.resolve("nas"), folder.resolve("away"));
    try {
      Program.Ended ended = terminal.run("prune --dry-run");
      assertEquals(3, ended.code(), ended.toString());
      assertTrue(ended.err().startsWith("✗ "), ended.err());
      assertTrue(ended.out().contains("this computer: "), ended.out());
      assertFalse(ended.out().contains("NAS: "), ended.out());

      JsonObject answer = terminal.json(3, "prune --dry-run");
      JsonObject nas = answer.getAsJsonArray("places").get(1).getAsJsonObject();
      assertEquals("DIR/nas", nas.get("place").getAsString());
      assertTrue(nas.getAsJsonObject("error").has("reason"), nas::toString);
      assertFalse(nas.has("kept"));
    } finally {
      Files.move(folder.resolve("away"), folder.resolve("nas"));
    }
  }

  @Test
  void whereNoPlaceAnswersItFails() throws Exception {
    Files.move(folder.resolve("shop"), folder.resolve("here"));
    Files.move(folder.resolve("nas"), folder.resolve("away"));
    try {
      assertEquals(1, terminal.run("prune --dry-run").code());
    } finally {
      Files.move(folder.resolve("here"), folder.resolve("shop"));
      Files.move(folder.resolve("away"), folder.resolve("nas"));
    }
  }

  @Test
  void itsObjectNamesEachBackupAndItsRule() {
    JsonObject answer = terminal.json(0, "prune --dry-run --keep 2");

    assertEquals("shop", answer.get("job").getAsString());
    assertTrue(answer.get("dryRun").getAsBoolean());
    assertFalse(answer.get("shrunk").getAsBoolean());
    JsonObject place = answer.getAsJsonArray("places").get(0).getAsJsonObject();
    assertEquals(List.of("newest", "last"), rules(place, "kept"));
    assertEquals(List.of("beyond-last"), rules(place, "expendable"));
    assertEquals(List.of(), rules(place, "held"));
    assertEquals(
        place.getAsJsonArray("expendable").get(0).getAsJsonObject().get("bytes").getAsLong(),
        place.get("bytes").getAsLong());
  }

  @Test
  void whereATableShrankNothingGoesUntilThatIsAnswered(@TempDir Path own) throws Exception {
    Terminal terminal = terminal(own, 0, "--keep", "1");
    terminal.sql(
        "shop.db",
        "WITH RECURSIVE n(i) AS (SELECT 3 UNION ALL SELECT i + 1 FROM n WHERE i < 200)"
            + " INSERT INTO product SELECT i, 'n' FROM n");
    terminal.done("backup");
    terminal.sql("shop.db", "DELETE FROM product WHERE id > 2");
    terminal.done("backup");
    Program.Ended ended = terminal.run("prune --yes");

    assertEquals(0, ended.code(), ended.toString());
    assertTrue(ended.out().contains("⚠ A table lost more than half of its rows."), ended.out());
    assertTrue(ended.out().contains("stays for now: a table shrank"), ended.out());
    assertTrue(
        ended.out().contains("this computer: 2 backups to keep, 0 backups to delete"), ended.out());
    assertEquals(2, backupsAt(own, "shop"));
    JsonObject answer = terminal.json(0, "prune --dry-run");
    assertTrue(answer.get("shrunk").getAsBoolean());
    JsonObject held =
        answer
            .getAsJsonArray("places")
            .get(0)
            .getAsJsonObject()
            .getAsJsonArray("held")
            .get(0)
            .getAsJsonObject();
    assertEquals("shrunk", held.get("hold").getAsString());
    assertEquals("beyond-last", held.get("rule").getAsString());
  }
}
