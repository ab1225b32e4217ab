package dev.nightjar.destination.folder;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.nightjar.destination.BackupFile;
import dev.nightjar.destination.Backups;
import dev.nightjar.destination.folder.PlaceLayout.Entry;
import dev.nightjar.faults.Faults;
import dev.nightjar.faults.FaultyFileSystem;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The paths of a place's files; nothing is listed or written through a link. */
final class PlaceLayoutTest {
  private static final Instant AT = Instant.parse("2025-12-12T09:00:00Z");

  @TempDir private Path folder;

  private PlaceLayout layout() {
    return new PlaceLayout(folder);
  }

  private Path file(String name) throws IOException {
    Path file = folder.resolve(name);
    Files.createDirectories(file.getParent());
    Files.writeString(file, "text");
    Files.setLastModifiedTime(file, FileTime.from(AT));
    return file;
  }

  private PlaceLayout failing(String operation, IOException how, String name) {
    Faults faults = new Faults();
    faults.rule(
        (done, path) ->
            done.equals(operation) && path.endsWith(name) ? Optional.of(how) : Optional.empty());
    return new PlaceLayout(new FaultyFileSystem(faults).path(folder));
  }

  @Test
  void theFilesOfABackupStandInThreeFolders() {
    String id = Backups.ID;
    assertEquals(
        List.of(
            "database/backup-" + id + ".db",
            "json/backup-" + id + ".json",
            "manifest/backup-" + id + ".json",
            "manifest/.backup-" + id + ".json.deleted"),
        List.of(
                layout().file(BackupFile.DATABASE, id),
                layout().file(BackupFile.JSON, id),
                layout().manifest(id),
                layout().deletedManifest(id))
            .stream()
            .map(file -> folder.relativize(file).toString().replace('\\', '/'))
            .toList());
  }

  private static List<String> names(List<Path> files) {
    return files.stream().map(file -> file.getFileName().toString()).toList();
  }

  @Test
  void theFoldersAreMadeOnceAndWhatIsInThemStays() throws IOException {
    layout().makeFolders();
    file("json/a");
    layout().makeFolders();
    assertEquals(List.of("database", "json", "manifest"), names(layout().list("", name -> true)));
    assertEquals(1, layout().list("json", name -> true).size());
  }

  @Test
  void aLinkOrAFileInThePlaceOfAFolderIsRefused() throws IOException {
    Path elsewhere = Files.createDirectory(folder.resolve("elsewhere"));
    file("elsewhere/a");
    Files.createSymbolicLink(folder.resolve("json"), elsewhere);
    file("manifest");
    for (String name : List.of("json", "manifest")) {
      assertThrows(IOException.class, () -> layout().list(name, any -> true));
      assertThrows(IOException.class, () -> layout().hidden(name));
      assertThrows(IOException.class, () -> layout().entries(name));
    }
    IOException refused = assertThrows(IOException.class, () -> layout().makeFolders());
    assertTrue(refused.getMessage().contains("is a link or a file, not a folder"));
  }

  @Test
  void aPlaceThatIsALinkIsListedAsItsFolder() throws IOException {
    file("real/README.txt");
    PlaceLayout linked =
        new PlaceLayout(Files.createSymbolicLink(folder.resolve("chosen"), folder.resolve("real")));
    linked.makeFolders();

    List<String> names = List.of("README.txt", "database", "json", "manifest");
    assertEquals(names, List.copyOf(linked.entries("").keySet()));
    assertEquals(names, linked.names("").stream().sorted().toList());
    assertEquals(4, linked.list("", any -> true).size());

    Files.delete(folder.resolve("real/README.txt"));
    Files.move(folder.resolve("real"), folder.resolve("moved"));
    assertEquals(Map.of(), linked.entries(""), "a link that leads nowhere");
  }

  @Test
  void aFolderThatIsNotThereYetIsEmpty() throws IOException {
    assertEquals(List.of(), layout().list("json", name -> true));
    assertEquals(Map.of(), layout().entries("json"));
    assertEquals(List.of(), new PlaceLayout(folder.resolve("gone")).list("", name -> true));
  }

  @Test
  void aListIsInOrderOfName() throws IOException {
    for (String name : List.of("c", "a", "B", ".hidden", "b")) {
      file("json/" + name);
    }
    List<String> names = List.of(".hidden", "B", "a", "b", "c");
    assertEquals(names, names(layout().list("json", name -> true)));
    assertEquals(names, List.copyOf(layout().entries("json").keySet()));
    assertEquals(List.of("a"), names(layout().list("json", "a"::equals)));
  }

  @Test
  void ofUnfinishedFilesAloneTheSystemIsAskedMore() throws IOException {
    file("json/.hidden");
    file("json/shown");
    PlaceLayout layout = failing("look", new AccessDeniedException("shown"), "shown");
    assertEquals(Map.of(".hidden", new Entry(true, 4, FileTime.from(AT))), layout.hidden("json"));
    PlaceLayout gone = failing("look", new NoSuchFileException(".hidden"), ".hidden");
    assertEquals(Map.of(), gone.hidden("json"));
    assertEquals(Map.of(), layout().hidden("manifest"));
  }

  @Test
  void eachEntryHasTheFactsOfTheFileItselfAndNoFolderIsEntered() throws IOException {
    file("json/plain");
    file("json/inner/deep");
    Files.createSymbolicLink(folder.resolve("json/link"), folder.resolve("json/plain"));
    Map<String, Entry> entries = layout().entries("json");
    assertEquals(List.of("inner", "link", "plain"), List.copyOf(entries.keySet()));
    assertEquals(new Entry(true, 4, FileTime.from(AT)), entries.get("plain"));
    assertFalse(entries.get("link").plain());
    assertFalse(entries.get("inner").plain());
  }

  @Test
  void thePlaceItselfIsListedByAnEmptyName() throws IOException {
    file("README.txt");
    layout().makeFolders();
    assertEquals(
        List.of("README.txt", "database", "json", "manifest"),
        List.copyOf(layout().entries("").keySet()));
  }

  @Test
  void aFileThatIsDeletedMeanwhileIsPassedOver() throws IOException {
    file("json/a");
    file("json/b");
    PlaceLayout gone = failing("look", new NoSuchFileException("a"), "a");
    assertEquals(List.of("b"), List.copyOf(gone.entries("json").keySet()));
  }

  @Test
  void aFolderThatCantBeReadIsNotTakenForAnEmptyOne() throws IOException {
    file("json/a");
    for (String operation : List.of("look", "list")) {
      PlaceLayout denied = failing(operation, new AccessDeniedException("json"), "json");
      assertThrows(AccessDeniedException.class, () -> denied.list("json", name -> true), operation);
      assertThrows(AccessDeniedException.class, () -> denied.entries("json"), operation);
    }
    PlaceLayout broken = failing("look", new IOException("broken"), "a");
    assertThrows(IOException.class, () -> broken.entries("json"));
  }
}
