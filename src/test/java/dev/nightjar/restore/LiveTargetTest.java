package dev.nightjar.restore;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.nightjar.failure.FailureException;
import dev.nightjar.failure.Reason;
import dev.nightjar.platform.FileHolders.Holder;
import dev.nightjar.sqlite.LockedDatabase;
import java.io.IOException;
import java.lang.reflect.Proxy;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFileAttributes;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** The file that replaces another gives nobody more than that did. */
@DisabledOnOs(OS.WINDOWS)
final class LiveTargetTest {
  @TempDir private Path folder;

  /** Returns the calls to a new file, of which the system refuses {@code refused}. */
  private List<String> takenOver(String refused) throws IOException {
    Path before = Files.createFile(folder.resolve("shop.db"));
    Files.setPosixFilePermissions(before, PosixFilePermissions.fromString("rw-rw-r--"));
    List<String> calls = new ArrayList<>();
    PosixFileAttributeView to =
        (PosixFileAttributeView)
            Proxy.newProxyInstance(
                getClass().getClassLoader(),
                new Class<?>[] {PosixFileAttributeView.class},
                (proxy, method, arguments) -> {
                  if (method.getName().equals(refused)) {
                    throw new FileSystemException("shop.db", null, "Operation not permitted");
                  }
                  calls.add(method.getName() + " " + text(arguments[0]));
                  return null;
                });
    LiveTarget.takeOver(Files.readAttributes(before, PosixFileAttributes.class), to);
    Files.delete(before);
    return calls;
  }

  private static String text(Object argument) {
    return argument instanceof Set<?> permissions
        ? permissions.stream().map(one -> ((PosixFilePermission) one).name()).sorted().toList() + ""
        : "";
  }

  /** As on Windows, where a scanner may have a file for itself. */
  @Test
  void aFileThatCanNotBeReadWhileSomebodyHasItIsWaitedFor() throws Exception {
    Path file = Files.createFile(folder.resolve("shop.db"));
    List<Holder> scanner = List.of(new Holder("scanner", 7));
    LiveTarget target = LiveTarget.of(file, of -> List.of(), Clock.systemUTC());
    Files.delete(file);
    Files.createDirectory(file);
    FailureException alone =
        assertThrows(FailureException.class, () -> target.lock((of, programs) -> {}));
    assertEquals(Reason.DATABASE_IO, alone.reason());
    AtomicInteger looks = new AtomicInteger();
    LiveTarget busy =
        LiveTarget.of(
            folder.resolve("other.db"),
            of -> looks.incrementAndGet() == 2 ? scanner : List.of(),
            Clock.systemUTC());
    Files.createDirectory(folder.resolve("other.db"));
    List<String> waited = new ArrayList<>();
    Optional<LockedDatabase> none =
        busy.lock(
            (of, programs) -> {
              waited.add(Holder.names(programs));
              assertDoesNotThrow(() -> Files.delete(of));
            });
    assertEquals(Optional.empty(), none);
    assertEquals(List.of("scanner"), waited);
  }

  @Test
  void aFileThatKeepsItsGroupKeepsItsPermissions() throws Exception {
    String all = "setPermissions [GROUP_READ, GROUP_WRITE, OTHERS_READ, OWNER_READ, OWNER_WRITE]";
    assertEquals(List.of("setGroup ", "setOwner ", all), takenOver("nothing"));
    assertEquals(List.of("setGroup ", all), takenOver("setOwner"));
  }

  @Test
  void aGroupThatItCanNotBeGivenIsNotReplacedByOurs() throws Exception {
    assertEquals(
        List.of("setOwner ", "setPermissions [OTHERS_READ, OWNER_READ, OWNER_WRITE]"),
        takenOver("setGroup"));
  }
}
