package dev.nightjar.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.nightjar.demo.SampleShop;
import dev.nightjar.faults.Mounts;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.sqlite.SQLiteConfig;
import org.sqlite.SQLiteJDBCLoader;
import org.sqlite.util.LibraryLoaderUtil;

/** A real temporary folder in which SQLite's library can't be unpacked, or can't run. */
@Tag("proof")
final class TemporaryFolderTest {
  @TempDir private Path folder;
  private ChildProcess nightjar;
  private Path temporary;
  private final Mounts mounts = new Mounts();

  @BeforeEach
  void aShop() throws Exception {
    nightjar = new ChildProcess(folder);
    SampleShop.create(folder.resolve("shop.db"), 100_000);
    temporary = Files.createDirectory(folder.resolve("tmp"));
  }

  @AfterEach
  void unmount() throws Exception {
    mounts.close();
  }

  private int backUp(String... options) throws Exception {
    String java = "-Djava.io.tmpdir=" + temporary + " " + String.join(" ", options);
    return nightjar
        .startUnder(
            List.of("env", "JDK_JAVA_OPTIONS=" + java),
            "backup",
            "--database",
            folder.resolve("shop.db").toString(),
            "--local",
            folder.resolve("local").toString(),
            "--create")
        .waitFor();
  }

  @ParameterizedTest
  @CsvSource({
    "'size=64k', is full",
    "'size=9m,ro', Nightjar may not write in the temporary folder",
    "'size=9m,noexec', the system lets no program run from the temporary folder"
  })
  void itIsNamedAndNothingIsLeftInIt(String options, String sentence) throws Exception {
    mounts.disk(temporary, options);

    assertEquals(1, backUp(), nightjar.output());

    String said = nightjar.output();
    assertTrue(said.contains("SQLite can't be loaded: "), said);
    assertTrue(said.contains(sentence), said);
    assertTrue(said.contains(temporary.toString()), said);
    assertFalse(said.contains("\tat "), said);
    assertFalse(said.contains("shop.db"), said);
    try (var left = Files.list(temporary)) {
      assertEquals(List.of(), left.toList());
    }
  }

  @Test
  void theLibraryIsGoneOnceItIsLoaded() throws Exception {
    assertEquals(0, backUp(), nightjar.output());
    try (var left = Files.list(temporary)) {
      assertEquals(List.of(), left.toList());
    }
  }

  @Test
  void anInstalledProgramSaysNothingOfOthersThere() throws Exception {
    Path installed = Files.createDirectory(folder.resolve("installed"));
    String driver = LibraryLoaderUtil.getNativeLibResourcePath() + "/";
    try (InputStream library =
        SQLiteConfig.class.getResourceAsStream(driver + LibraryLoaderUtil.getNativeLibName())) {
      Files.copy(library, installed.resolve(LibraryLoaderUtil.getNativeLibName()));
    }
    // The driver can't remove it, as it can't remove one that is gone already.
    String name = "sqlite-" + SQLiteJDBCLoader.getVersion() + "-0-libsqlitejdbc.so";
    Files.createDirectories(temporary.resolve(name).resolve("inside"));

    assertEquals(0, backUp("-Dorg.sqlite.lib.path=" + installed), nightjar.output());
    assertFalse(nightjar.output().contains("SEVERE"), nightjar.output());
  }
}
