package dev.nightjar.restore;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.nightjar.failure.FailureException;
import dev.nightjar.failure.Reason;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The names in a restore's failures. */
final class RestorerTest {
  private static final Path TARGET = Path.of("found.db").toAbsolutePath();
  private static final Path MADE = TARGET.resolveSibling(".found.db.0123abcd.partial");

  @Test
  void aFailureNamesTheFileThatTheUserChoseAndNoneOfOurs() {
    for (Path ours : List.of(MADE, Restorer.jsonBeside(MADE))) {
      FailureException full = new FailureException(Reason.TARGET_FULL, ours, 5L, 1L);
      FailureException told = told(full);
      assertEquals(Reason.TARGET_FULL, told.reason());
      assertEquals(List.of(TARGET.toString(), 5L, 1L), told.failure().arguments());
    }
  }

  @Test
  void anyOtherFailureStaysAsItIs() {
    FailureException damaged = new FailureException(Reason.BACKUP_DAMAGED, "a", "b", "missing");
    assertSame(damaged, told(damaged));
  }

  private static FailureException told(FailureException thrown) {
    return assertThrows(
        FailureException.class,
        () ->
            Restorer.naming(
                TARGET,
                MADE,
                () -> {
                  throw thrown;
                }));
  }
}
