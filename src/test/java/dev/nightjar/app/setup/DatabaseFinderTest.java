package dev.nightjar.app.setup;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.nightjar.app.setup.DatabaseFinder.Suggestion;
import dev.nightjar.demo.SampleShop;
import dev.nightjar.destination.JobIdentity;
import dev.nightjar.destination.folder.FolderDestination;
import dev.nightjar.platform.Home;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class DatabaseFinderTest {
  private static final Duration LONG = Duration.ofMinutes(10);
  private static final Instant NOON = Instant.parse("2026-03-02T12:00:00Z");

  @TempDir private Path folder;
  private Path shop;
  private int age;

  @BeforeEach
  void aDatabaseToCopy() throws Exception {
    shop = folder.resolve("shop");
    SampleShop.create(shop, 100_000);
  }

  /** Each one made is an hour older than the one before. */
  private Path database(String name) throws IOException {
    Path file = folder.resolve(name);
    Files.createDirectories(file.getParent());
    Files.copy(shop, file);
    Files.setLastModifiedTime(file, FileTime.from(NOON.minus(Duration.ofHours(age++))));
    return file;
  }

  private List<String> found(int most, Duration limit) {
    return new DatabaseFinder(
            List.of(folder.resolve("apps"), folder.resolve("apps/inner"), folder.resolve("none")),
            Set.of(folder.resolve("apps/state")),
            limit,
            most)
        .find(list -> {}).stream()
            .map(one -> folder.resolve("apps").relativize(one.file()).toString())
            .map(name -> name.replace('\\', '/'))
            .toList();
  }

  @Test
  void theNewestChangeComesFirstAndNoneTwice() throws Exception {
    database("apps/inner/a.db");
    Path old = database("apps/Inventory/data/inventory.sqlite");
    database("apps/c.db3");
    assertEquals(
        List.of("inner/a.db", "Inventory/data/inventory.sqlite", "c.db3"), found(10, LONG));
    assertEquals(List.of("inner/a.db"), found(1, LONG));
    Path log = Files.writeString(old.resolveSibling("inventory.sqlite-wal"), "");
    Files.setLastModifiedTime(log, FileTime.from(NOON.plusSeconds(60)));
    assertEquals("Inventory/data/inventory.sqlite", found(10, LONG).get(0));
  }

  @Test
  void settingsAndStateInOneFolderAreLeftOutAsWell(@TempDir Path home) {
    assertNotNull(DatabaseFinder.here(Home.at(home), Duration.ofSeconds(1), 1));
  }

  @Test
  void browsersElectronsAndNightjarsOwnAreLeftOut() throws Exception {
    database("apps/Google/Chrome/User Data/Default/data.db");
    database("apps/Mozilla/Firefox/Profiles/x/places.sqlite");
    database("apps/SomeBrowser/places.sqlite");
    database("apps/Shop/IndexedDB/x.db");
    database("apps/Shop/Cookies");
    database("apps/state/staging.db");
    database("apps/old/backup-2025-12-12T17-00-00.db");
    database("apps/place/database/other.db");
    JobIdentity owner = new JobIdentity(UUID.randomUUID(), "x", "y");
    FolderDestination.create(folder.resolve("apps/place"), "NAS", owner, Clock.systemUTC());
    database("apps/Shop/shop.db");
    assertEquals(List.of("Shop/shop.db"), found(10, LONG));
  }

  @Test
  void onlyWhatBeginsAsADatabaseIsSuggested() throws Exception {
    Files.createDirectories(folder.resolve("apps"));
    Files.writeString(folder.resolve("apps/diary.db"), "Dear diary, ".repeat(500));
    Files.writeString(folder.resolve("apps/empty.db"), "");
    Files.createDirectory(folder.resolve("apps/folder.db"));
    assertEquals(List.of(), found(10, LONG));
  }

  @Test
  void itEndsWhenItsTimeIsUpOrItIsInterrupted() throws Exception {
    database("apps/a.db");
    assertEquals(List.of(), found(10, Duration.ZERO));
    Thread.currentThread().interrupt();
    assertEquals(List.of(), found(10, LONG));
    assertTrue(Thread.interrupted());
    assertFalse(found(10, LONG).isEmpty());
  }

  @Test
  void theListIsToldAsItGrows() throws Exception {
    for (int i = 0; i < 5; i++) {
      database("apps/" + i + ".db");
    }
    List<Integer> sizes = new ArrayList<>();
    List<Suggestion> last =
        new DatabaseFinder(List.of(folder.resolve("apps")), Set.of(), LONG, 10)
            .find(list -> sizes.add(list.size()));
    assertEquals(List.of(1, 2, 3, 4, 5), sizes);
    assertEquals(5, last.size());
    assertEquals(NOON, last.get(0).changedAt());
  }
}
