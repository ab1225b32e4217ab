package dev.nightjar.platform.instance;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.nightjar.faults.ChildJava;
import dev.nightjar.faults.Effort;
import dev.nightjar.platform.Home;
import dev.nightjar.platform.instance.SingleInstance.Message;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Real programs in processes of their own, ended as the system or the user may end them. */
@Timeout(120)
final class SingleInstanceTest {
  private static final Duration PATIENCE = Duration.ofSeconds(30);
  private static final String LONG =
      "a folder with a long name, as some users have them, whose sockets would not be found by"
          + " systems that have room for a hundred bytes of a name";

  @TempDir private Path folder;

  /** A tray program without a tray: prints what it is told. */
  static final class Program {
    public static void main(String[] arguments) throws Exception {
      Home home = Home.at(Path.of(arguments[0]));
      Optional<SingleInstance> mine =
          SingleInstance.becomeOrTell(home, Message.valueOf(arguments[1]), PATIENCE);
      if (mine.isEmpty()) {
        System.out.println("told");
        return;
      }
      CountDownLatch end = new CountDownLatch(1);
      mine.get()
          .listen(
              work -> {
                Thread thread = new Thread(work);
                thread.setDaemon(true);
                thread.start();
              },
              message -> {
                System.out.println(message.word());
                if (message == Message.QUIT) {
                  end.countDown();
                }
              });
      System.out.println("running");
      end.await();
      mine.get().close();
    }
  }

  private record Started(Process process, BufferedReader out) {
    String line() throws IOException {
      return String.valueOf(out.readLine());
    }
  }

  private static Started start(Path home, Message message) throws IOException {
    Process process = ChildJava.start(Program.class, home.toString(), message.name());
    return new Started(
        process,
        new BufferedReader(
            new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8)));
  }

  /** As another process would, which the test has started once. */
  private static void tellFromHere(Path home, Message message) throws IOException {
    assertTrue(SingleInstance.becomeOrTell(Home.at(home), message, PATIENCE).isEmpty());
  }

  @ParameterizedTest
  @ValueSource(strings = {"home", LONG})
  void aSecondStartTellsTheFirstAndEnds(String name) throws Exception {
    Path home = folder.resolve(name);
    Started first = start(home, Message.SHOW);
    assertEquals("running", first.line());
    Started second = start(home, Message.SETTINGS);
    assertEquals("told", second.line());
    assertEquals(0, second.process().waitFor());
    assertEquals(Message.SETTINGS.word(), first.line());
    for (Message message : List.of(Message.SHOW, Message.BACKUP_NOW)) {
      tellFromHere(home, message);
      assertEquals(message.word(), first.line());
    }
    assertTrue(SingleInstance.end(Home.at(home), PATIENCE));
    assertEquals("quit", first.line());
    assertEquals(0, first.process().waitFor());
    assertFalse(SingleInstance.isRunning(Home.at(home)));
  }

  @ParameterizedTest
  @ValueSource(strings = {"home", LONG})
  void afterAKillTheNextStartRunsAndLeavesNothingBehind(String name) throws Exception {
    Path home = folder.resolve(name);
    Path killedSocket = null;
    for (int kill = 0; kill < Effort.of(1, 2); kill++) {
      Started program = start(home, Message.SHOW);
      assertEquals("running", program.line());
      program.process().destroyForcibly().waitFor(); // SIGKILL: nothing is tidied up.
      assertFalse(SingleInstance.tell(Home.at(home), Message.SHOW));
      killedSocket = InstanceAddress.read(Home.at(home)).orElseThrow().socket().orElseThrow();
      assertTrue(Files.exists(killedSocket));
    }
    Started next = start(home, Message.SHOW);
    assertEquals("running", next.line());
    tellFromHere(home, Message.SHOW);
    assertTrue(SingleInstance.end(Home.at(home), PATIENCE));
    assertFalse(Files.exists(killedSocket));
  }

  @Test
  void ofManyStartedAtOnceOneRunsAndAllOthersTellIt() throws Exception {
    Path home = folder.resolve("home");
    List<Started> all =
        Stream.generate(() -> 0)
            .limit(3)
            .map(
                any -> {
                  try {
                    return start(home, Message.SHOW);
                  } catch (IOException e) {
                    throw new IllegalStateException(e);
                  }
                })
            .toList();
    List<String> lines = new java.util.ArrayList<>();
    for (Started one : all) {
      lines.add(one.line());
    }
    assertEquals(List.of("running", "told", "told"), lines.stream().sorted().toList());
    assertTrue(SingleInstance.end(Home.at(home), PATIENCE));
  }

  @Tag("proof") // It waits for five seconds.
  @Test
  void aProgramThatNeverListensIsToldOfAndNotWaitedForWithoutEnd() throws Exception {
    Home home = Home.at(folder.resolve("home"));
    try (SingleInstance deaf = SingleInstance.tryBecome(home).orElseThrow()) {
      IOException thrown =
          assertThrows(
              IOException.class,
              () -> SingleInstance.becomeOrTell(home, Message.SHOW, Duration.ZERO));
      assertEquals(
          "the running program doesn't answer: process " + ProcessHandle.current().pid(),
          thrown.getMessage());
      assertTrue(deaf != null && SingleInstance.isRunning(home));
    }
    assertFalse(SingleInstance.isRunning(home));
  }

  @Test
  void whoDoesntKnowTheSecretIsNotListenedTo() throws Exception {
    Home home = Home.at(folder.resolve("home"));
    Started program = start(home.stateFolder(), Message.SHOW);
    assertEquals("running", program.line());
    InstanceAddress address = InstanceAddress.read(home).orElseThrow();
    try (SocketChannel channel = address.connect()) {
      SocketLines lines = new SocketLines(channel, PATIENCE);
      lines.write("0000 quit");
      assertThrows(IOException.class, lines::read);
    }
    try (SocketChannel channel = address.connect()) {
      SocketLines lines = new SocketLines(channel, PATIENCE);
      lines.write(address.secret() + " dance");
      assertEquals(address.secret() + " unknown", lines.read());
    }
    if (home.stateFolder().getFileSystem().supportedFileAttributeViews().contains("posix")) {
      for (Path file : List.of(home.stateFolder().resolve("tray.json"), address.socket().get())) {
        assertEquals(
            "rw-------", PosixFilePermissions.toString(Files.getPosixFilePermissions(file)));
      }
    }
    assertTrue(SingleInstance.end(home, PATIENCE));
  }

  @Test
  void withoutUnixSocketsAPortOfThisComputerDoes() throws Exception {
    InstanceAddress.Bound bound = InstanceAddress.port("secret");
    try (var server = bound.server();
        SocketChannel client = bound.address().connect();
        SocketChannel accepted = server.accept()) {
      SocketLines there = new SocketLines(client, PATIENCE);
      there.write("secret show");
      assertEquals("secret show", new SocketLines(accepted, PATIENCE).read());
      assertTrue(bound.address().place().contains("127.0.0.1"), bound.address()::place);
    }
  }
}
