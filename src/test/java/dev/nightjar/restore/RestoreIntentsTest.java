package dev.nightjar.restore;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import dev.nightjar.failure.FailureException;
import dev.nightjar.failure.Reason;
import dev.nightjar.faults.Faults;
import dev.nightjar.faults.FaultyFileSystem;
import java.nio.file.FileSystemException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** The record of an interrupted restore isn't taken for none. */
final class RestoreIntentsTest {
  @TempDir private Path folder;

  @Test
  void aRecordThatCantBeReadNowIsNotTakenForNone() throws Exception {
    Path target = folder.resolve("shop.db");
    RestoreIntents intents = new RestoreIntents(folder);
    assertEquals(Optional.empty(), intents.read(target));
    intents.write(RestoreIntent.preparing(target, folder.resolve("made"), "1", Instant.EPOCH));
    Faults faults = new Faults();
    faults.rule(
        (operation, path) ->
            operation.equals("open") && path.toString().endsWith(".json")
                ? Optional.of(new FileSystemException(path.toString(), null, "in use"))
                : Optional.empty());
    RestoreIntents refused = new RestoreIntents(new FaultyFileSystem(faults).path(folder));
    FailureException thrown = assertThrows(FailureException.class, () -> refused.read(target));
    assertEquals(Reason.SETTINGS_IO, thrown.reason());
    assertEquals("1", intents.read(target).orElseThrow().backup());
  }

  @Test
  @DisabledOnOs(OS.WINDOWS)
  void aPipeInPlaceOfTheFolderIsNotWaitedFor() throws Exception {
    Path pipe = folder.resolve("pipe");
    assertEquals(0, new ProcessBuilder("mkfifo", pipe.toString()).start().waitFor());
    RestoreIntents intents = new RestoreIntents(pipe);
    assertEquals(List.of(), assertTimeoutPreemptively(Duration.ofSeconds(10), () -> intents.all()));
    FailureException thrown =
        assertThrows(FailureException.class, () -> intents.lock(folder.resolve("shop.db")));
    assertEquals(Reason.HOME_BLOCKED, thrown.reason());
  }
}
