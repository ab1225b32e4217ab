package dev.nightjar.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.nightjar.faults.ChildJava;
import dev.nightjar.platform.Home;
import dev.nightjar.platform.instance.SingleInstance;
import dev.nightjar.platform.instance.SingleInstance.Message;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** In a process of its own: one process never waits for itself. */
final class QuitCommandTest {
  @TempDir private Path folder;

  private String quit() throws Exception {
    Process process =
        new ProcessBuilder(
                ChildJava.command(
                    64, List.of(), "dev.nightjar.Main", "quit", "--home", folder.toString()))
            .redirectErrorStream(true)
            .start();
    String out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    return out.strip() + " [" + process.waitFor() + "]";
  }

  @Test
  void theRunningProgramEndsAndIsWaitedFor() throws Exception {
    SingleInstance running = SingleInstance.tryBecome(Home.at(folder)).orElseThrow();
    ExecutorService listening = Executors.newCachedThreadPool();
    AtomicReference<Message> heard = new AtomicReference<>();
    running.listen(
        listening,
        message -> {
          heard.set(message);
          // Only once the answer is on its way.
          listening.execute(running::close);
        });
    assertEquals("Nightjar has ended. [0]", quit());
    assertEquals(Message.QUIT, heard.get());
    listening.shutdown();
  }

  @Test
  void whereNoneRunsThereIsNothingToDo() throws Exception {
    assertEquals("Nightjar isn't running. [0]", quit());
    assertFalse(SingleInstance.isRunning(Home.at(folder)));
    Optional<SingleInstance> free = SingleInstance.tryBecome(Home.at(folder));
    assertTrue(free.isPresent());
    free.get().close();
  }
}
