package dev.nightjar.restore;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.nightjar.destination.BackupFile;
import dev.nightjar.destination.BackupSummary;
import dev.nightjar.destination.Backups;
import dev.nightjar.destination.Delivery;
import dev.nightjar.destination.Destination;
import dev.nightjar.destination.Share;
import dev.nightjar.destination.folder.FolderDestination;
import dev.nightjar.destination.folder.FolderDestination.Reach;
import dev.nightjar.failure.FailureException;
import dev.nightjar.failure.Reason;
import dev.nightjar.io.FileHash;
import dev.nightjar.io.Progress;
import dev.nightjar.json.JsonExporter;
import dev.nightjar.json.JsonSource;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.Statement;
import java.time.Clock;
import java.time.OffsetDateTime;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * A check, or a restore, reads what a backup holds, at a folder as at a share that SQLite can't
 * open.
 */
final class VerifierTest {
  @TempDir private Path folder;
  private FolderDestination nas;

  @BeforeEach
  void aPlace() throws Exception {
    Path place = folder.resolve("nas");
    FolderDestination.create(place, "NAS", Backups.OWNER, Clock.systemUTC());
    nas = new FolderDestination(place, "NAS", Reach.REMOTE, Optional.empty(), Clock.systemUTC());
  }

  private Destination place(boolean share) {
    return share ? new Share("smb://nas/backups", nas) : nas;
  }

  private Path database(String name, String value) throws Exception {
    Path file = folder.resolve(name);
    try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + file);
        Statement statement = connection.createStatement()) {
      statement.execute("CREATE TABLE product(id INTEGER PRIMARY KEY, name TEXT)");
      statement.execute("INSERT INTO product(name) VALUES ('" + value + "')");
    }
    return file;
  }

  private Path json(Path database) throws Exception {
    Path json = folder.resolve(database.getFileName() + ".json");
    JsonSource source =
        new JsonSource(OffsetDateTime.parse("2025-12-12T17:00:00+08:00"), "shop.db", "delete");
    JsonExporter.export(database, source, json, Progress.NONE);
    return json;
  }

  private BackupSummary store(Path database, Path json) throws Exception {
    return store(Map.of(BackupFile.DATABASE, database, BackupFile.JSON, json));
  }

  private BackupSummary store(Map<BackupFile, Path> content) throws Exception {
    Map<BackupFile, FileHash> files = new EnumMap<>(BackupFile.class);
    try (Delivery delivery = nas.deliver(Backups.ID, Backups.OWNER)) {
      for (Map.Entry<BackupFile, Path> file : content.entrySet()) {
        FileHash hash = Backups.hash(Files.readAllBytes(file.getValue()));
        files.put(file.getKey(), hash);
        delivery.add(file.getKey(), file.getValue(), hash, Progress.NONE);
      }
      delivery.commit(Backups.manifest(Backups.ID, 1, "2025-12-12T17:00:00+08:00", files));
    }
    return nas.inventory().backups().get(0);
  }

  private void verify(boolean share, BackupSummary backup) throws FailureException {
    try {
      Verifier.verify(place(share), backup, folder.resolve("scratch"), Progress.NONE);
    } finally {
      String[] left = folder.resolve("scratch").toFile().list();
      assertEquals(List.of(), left == null ? List.of() : List.of(left));
    }
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void aBackupAsItWasMadeIsWhole(boolean share) throws Exception {
    Path database = database("shop.db", "tea");
    BackupSummary backup = store(database, json(database));

    verify(share, backup);
    assertEquals(
        List.of(),
        Verifier.rebuildLacks(place(share), backup, folder.resolve("scratch"), Progress.NONE));
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void aJsonOfOtherContentIsFoundThoughItsHashIsTheManifests(boolean share) throws Exception {
    BackupSummary backup = store(database("shop.db", "tea"), json(database("other.db", "milk")));

    FailureException found = assertThrows(FailureException.class, () -> verify(share, backup));
    assertEquals(Reason.JSON_DIFFERS, found.reason());
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void aDatabaseThatIsNoneIsFoundThoughItsHashIsTheManifests(boolean share) throws Exception {
    Path none = Files.writeString(folder.resolve("none.db"), "x".repeat(4096));
    BackupSummary backup = store(Map.of(BackupFile.DATABASE, none));

    FailureException found = assertThrows(FailureException.class, () -> verify(share, backup));
    assertEquals(Reason.COPY_DAMAGED, found.reason());
  }

  @ParameterizedTest
  @EnumSource(BackupFile.class)
  void ofACopyThatIsRefusedNothingStaysWhereTheNextOneIsFetched(BackupFile from) throws Exception {
    Path good = database("good.db", "tea");
    byte[] torn = Files.readAllBytes(good);
    torn[4096 + 3] = 77; // The number of cells of the table's only page.
    Path bad = Files.write(folder.resolve("bad.db"), torn);
    String json = Files.readString(json(good)).replace("tea", "tea\"");
    BackupSummary backup = store(bad, Files.writeString(folder.resolve("bad.json"), json));
    Path made = folder.resolve("made.partial");
    for (int copy = 0; copy < 2; copy++) {
      FailureException refused =
          assertThrows(
              FailureException.class, () -> Restorer.fetch(nas, backup, from, made, Progress.NONE));
      assertEquals(
          from == BackupFile.JSON ? Reason.JSON_DAMAGED : Reason.COPY_DAMAGED, refused.reason());
    }
    try (var left = Files.list(folder)) {
      assertEquals(0, left.filter(file -> file.toString().contains("partial")).count());
    }
  }
}
