package dev.nightjar.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.nightjar.demo.SampleShop;
import dev.nightjar.faults.Mounts;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A real file system that is too small, and then isn't any more. */
@Tag("proof")
final class FullDiskTest {
  @TempDir private Path folder;
  private final Mounts mounts = new Mounts();
  private ChildProcess nightjar;

  @BeforeEach
  void aShop() throws Exception {
    nightjar = new ChildProcess(folder);
    SampleShop.create(folder.resolve("shop.db"), 4_000_000);
  }

  @AfterEach
  void unmount() throws Exception {
    mounts.close();
  }

  private void mount(String name, String size) throws Exception {
    mounts.disk(Files.createDirectories(folder.resolve(name)), "size=" + size);
  }

  private int backup() throws Exception {
    return nightjar.start(new ShopFolder(folder).backup()).waitFor();
  }

  private int verify(String place) throws Exception {
    return nightjar.start("verify", "--all", "--in", folder.resolve(place).toString()).waitFor();
  }

  private List<String> filesAt(String place) throws IOException {
    try (var files = Files.walk(folder.resolve(place))) {
      return files.filter(Files::isRegularFile).map(file -> file.getFileName().toString()).toList();
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"local", "nas"})
  void theOtherPlaceHasTheBackupAndTheFullOneGetsItLater(String full) throws Exception {
    mount(full, "3m");
    String other = full.equals("nas") ? "local" : "nas";
    assertEquals(3, backup(), nightjar.output());
    assertTrue(nightjar.output().contains("/" + full + " is full"), nightjar.output());
    assertTrue(nightjar.output().contains("what is saved elsewhere is safe"), nightjar.output());
    assertEquals(0, verify(other), nightjar.output());
    assertTrue(filesAt(full).stream().noneMatch(name -> name.contains("backup-")), "left there");
    Mounts.remount(folder.resolve(full), "size=60m");
    assertEquals(0, backup(), nightjar.output());
    assertTrue(nightjar.output().contains("is up to date: 1 backup copied"), nightjar.output());
    assertEquals(0, verify(full), nightjar.output());
    assertTrue(SampleShop.check(folder.resolve("shop.db")).consistent());
  }

  @Test
  void whereTheProgramsOwnFolderIsFullTheBackupIsMadeAllTheSame() throws Exception {
    assertEquals(0, backup(), nightjar.output());
    mount("home", "16k");
    Files.createDirectory(folder.resolve("home").resolve("locks"));
    assertThrows(
        IOException.class,
        () -> Files.write(folder.resolve("home").resolve("filler"), new byte[1 << 16]));
    assertEquals(0, backup(), nightjar.output());
    assertTrue(nightjar.output().contains("The history lacks this run."), nightjar.output());
    assertTrue(nightjar.output().contains("own folder " + folder + "/home is full"), "told");
    assertEquals(0, verify("nas"), nightjar.output());
  }

  private int nightjar(String... command) throws Exception {
    return nightjar.start(command).waitFor();
  }

  /** Not one byte is free: what is deleted makes the room that the next backup needs. */
  @Test
  void whereNothingFitsAnyMorePruningMakesRoom() throws Exception {
    mount("nas", "36m");
    Files.createDirectories(folder.resolve("nas"));
    String shop = folder.resolve("shop.db").toString();
    String local = folder.resolve("local").toString();
    String nas = folder.resolve("nas").toString();
    assertEquals(
        0,
        nightjar("settings", "add", "--database", shop, "--local", local, "--nas", nas, "--create"),
        nightjar.output());
    int code = 0;
    for (int i = 0; i < 6 && code == 0; i++) {
      code = nightjar("backup");
    }
    assertEquals(3, code, nightjar.output());
    assertTrue(nightjar.output().contains("nightjar settings set keep-nas="), nightjar.output());
    Path filler = folder.resolve("nas").resolve("photos.zip");
    try (var out = Files.newOutputStream(filler)) {
      byte[] page = new byte[4096];
      while (true) {
        out.write(page);
      }
    } catch (IOException e) {
      assertEquals(0, filler.toFile().getUsableSpace());
    }
    long before = filesAt("nas").size();
    assertEquals(0, nightjar("settings", "set", "keep-nas=1"), nightjar.output());
    assertEquals(0, nightjar("prune", "--yes"), nightjar.output());
    assertTrue(filesAt("nas").size() < before, nightjar.output());
    assertEquals(0, verify("nas"), nightjar.output());
    assertEquals(0, nightjar("backup"), nightjar.output());
  }

  @Test
  void aDiskThatFillsUpOnTheWayIsToldAndNothingHalfIsLeft() throws Exception {
    mount("nas", "40m");
    assertEquals(0, backup(), nightjar.output());
    List<String> before = filesAt("nas").stream().sorted().toList();
    // Room by the figures, but not for the read-only rest: the file system says so when it is hit.
    Files.write(folder.resolve("nas").resolve("photos.zip"), new byte[22 << 20]);
    assertEquals(3, backup(), nightjar.output());
    assertTrue(nightjar.output().contains("is full"), nightjar.output());
    Files.delete(folder.resolve("nas").resolve("photos.zip"));
    assertEquals(before, filesAt("nas").stream().sorted().toList());
    assertEquals(0, verify("nas"), nightjar.output());
  }
}
