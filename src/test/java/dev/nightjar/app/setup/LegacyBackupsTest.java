package dev.nightjar.app.setup;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class LegacyBackupsTest {
  private static final Clock CLOCK =
      Clock.fixed(Instant.parse("2025-12-12T12:00:00Z"), ZoneId.of("Asia/Manila"));

  @TempDir private Path folder;

  private void file(String name) throws IOException {
    Path file = folder.resolve(name);
    Files.createDirectories(file.getParent());
    Files.writeString(file, "");
  }

  @Test
  void freshBackupsOfTheAppItselfAreToldWithTheirTime() throws IOException {
    file("database/backup-2025-12-11T17-00-00.db");
    file("database/backup-2025-12-12T17-00-01.db");
    file("json/backup-2025-12-12T17-00-01.json");
    file("database/backup-2025-11-12T17-00-00.db");
    LegacyBackups old = LegacyBackups.in(folder, CLOCK).orElseThrow();
    assertEquals(new LegacyBackups(LocalDateTime.parse("2025-12-12T17:00:01"), 2), old);
    assertEquals(LocalTime.of(17, 5), old.proposedTime());
  }

  @Test
  void theyMayLieInTheFolderItself() throws IOException {
    file("backup-2025-12-10T17-00-00.json");
    assertEquals(1, LegacyBackups.in(folder, CLOCK).orElseThrow().times());
  }

  @Test
  void backupsWithAManifestAreNightjars() throws IOException {
    file("database/backup-2025-12-12T17-00-00.db");
    file("manifest/backup-2025-12-12T17-00-00.json");
    assertEquals(Optional.empty(), LegacyBackups.in(folder, CLOCK));
  }

  @Test
  void whatIsOldOrNamedOtherwiseIsNoSignOfIt() throws IOException {
    assertEquals(Optional.empty(), LegacyBackups.in(folder.resolve("missing"), CLOCK));
    file("database/backup-2025-12-05T17-00-00.db");
    file("database/backup-2025-12-12T17-00-00-2.db");
    file("database/backup-2025-13-40T17-00-00.db");
    file("database/backup-2026-12-12T17-00-00.db");
    file("database/backup-today.db");
    assertEquals(Optional.empty(), LegacyBackups.in(folder, CLOCK));
  }
}
