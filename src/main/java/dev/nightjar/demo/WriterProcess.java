package dev.nightjar.demo;

import dev.nightjar.platform.ClassPlace;
import dev.nightjar.platform.DaemonThreads;
import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** A {@link ShopWriter} in a process of its own, as the shop's program is to Nightjar. */
public final class WriterProcess implements AutoCloseable {
  /** For a computer that is busy with other things; a writer that has ended is noticed at once. */
  private static final Duration PATIENCE = Duration.ofMinutes(3);

  private static final int KEPT_LINES = 20;

  private final Process process;
  private final CompletableFuture<Boolean> ready = new CompletableFuture<>();
  private final CompletableFuture<Optional<WriterStats>> stats = new CompletableFuture<>();

  /** The writer itself failed, and not a file that was read or written here. */
  public static final class WriterFailedException extends IOException {
    private WriterFailedException(String message) {
      super(message);
    }

    private WriterFailedException(String message, Throwable cause) {
      super(message, cause);
    }
  }

  private WriterProcess(Process process) {
    this.process = process;
  }

  /**
   * Starts a writer and waits until its first commit is done.
   *
   * @param transactionsPerSecond 0 for as many as it can
   * @throws WriterFailedException if it fails at once, or has committed nothing within three
   *     minutes; no process is left behind
   * @throws IOException if it can't be started
   */
  public static WriterProcess start(Path database, int transactionsPerSecond) throws IOException {
    List<String> command = new ArrayList<>(javaCommand());
    command.add(ShopWriter.class.getName());
    command.add(database.toAbsolutePath().toString());
    command.add(Integer.toString(transactionsPerSecond));
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    WriterProcess writer = new WriterProcess(process);
    DaemonThreads.start("shop writer's output", writer::read);
    try {
      await(writer.ready);
      return writer;
    } catch (IOException e) {
      process.destroyForcibly();
      throw e;
    }
  }

  /** Whether it still writes: it ends by itself only when a transaction fails. */
  public boolean isAlive() {
    return process.isAlive();
  }

  /**
   * Ends the writer after its present transaction, and tells how it fared. The database is closed
   * and checkpointed then. A second call gives the same answer.
   *
   * @throws WriterFailedException if it had failed before, or didn't end within three minutes
   */
  public WriterStats stop() throws WriterFailedException {
    try {
      process.getOutputStream().close();
    } catch (IOException e) {
      // It is gone already; what it said tells why.
    }
    try {
      Optional<WriterStats> last = await(stats);
      boolean ended = process.waitFor(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
      return last.filter(value -> ended)
          .orElseThrow(
              () -> new WriterFailedException("The shop's writer ended without its figures"));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new WriterFailedException("Interrupted while the shop's writer was ending", e);
    } finally {
      process.destroyForcibly();
    }
  }

  /** Ends the writer, by force if need be, and says nothing of how it fared. */
  @Override
  public void close() {
    try {
      stop();
    } catch (IOException e) {
      // Only stop() reports; here it matters that no process is left.
      process.destroyForcibly();
    }
  }

  private void read() {
    List<String> lines = new ArrayList<>();
    Optional<WriterStats> last = Optional.empty();
    try (BufferedReader reader = process.inputReader()) {
      for (String line = reader.readLine(); line != null; line = reader.readLine()) {
        if (line.equals("ready")) {
          ready.complete(true);
        }
        last = WriterStats.fromJson(line);
        if (lines.size() < KEPT_LINES) {
          lines.add(line);
        }
      }
      if (last.isPresent()) {
        stats.complete(last);
      }
      fail(
          new WriterFailedException(
              "The shop's writer failed: " + String.join(System.lineSeparator(), lines)));
    } catch (IOException | UncheckedIOException e) {
      fail(new WriterFailedException("The shop's writer can't be heard", e));
    }
  }

  /** Tells whoever still waits. */
  private void fail(WriterFailedException failure) {
    ready.completeExceptionally(failure);
    stats.completeExceptionally(failure);
  }

  private static <T> T await(CompletableFuture<T> future) throws WriterFailedException {
    try {
      return future.get(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
    } catch (ExecutionException e) {
      Throwable cause = Objects.requireNonNullElse(e.getCause(), e);
      throw new WriterFailedException(String.valueOf(cause.getMessage()), cause);
    } catch (TimeoutException e) {
      throw new WriterFailedException(
          "The shop's writer gave no answer in " + PATIENCE.toMinutes() + " minutes");
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new WriterFailedException("Interrupted while waiting for the shop's writer", e);
    }
  }

  private static List<String> javaCommand() throws IOException {
    List<String> command = new ArrayList<>();
    command.add(java().toString());
    command.add("-Xmx64m");
    command.add("-XX:+UseSerialGC");
    command.add("-XX:TieredStopAtLevel=1");
    command.add("--enable-native-access=ALL-UNNAMED");
    for (String property : List.of("java.io.tmpdir", "org.sqlite.tmpdir", "org.sqlite.lib.path")) {
      String folder = System.getProperty(property);
      if (folder != null) {
        command.add("-D" + property + "=" + folder);
      }
    }
    command.add("-cp");
    command.add(classPath());
    return command;
  }

  /** The running Java, unless that is a packaged program's own launcher, which takes no class. */
  private static Path java() throws IOException {
    Path bin = Path.of(System.getProperty("java.home", ""), "bin");
    for (String name : List.of("java", "java.exe")) {
      if (Files.isExecutable(bin.resolve(name))) {
        return bin.resolve(name);
      }
    }
    return ProcessHandle.current()
        .info()
        .command()
        .map(Path::of)
        .filter(path -> path.getFileName().toString().startsWith("java"))
        .orElseThrow(() -> new IOException("There is no java command to start the writer with."));
  }

  /** Not {@code java.class.path}: if Maven runs the program, that is Maven's own. */
  private static String classPath() throws IOException {
    Set<String> places = new LinkedHashSet<>();
    places.add(placeOf(ShopWriter.class));
    for (String name :
        List.of("org.sqlite.JDBC", "org.slf4j.Logger", "org.slf4j.jul.JULServiceProvider")) {
      try {
        places.add(placeOf(Class.forName(name)));
      } catch (ClassNotFoundException e) {
        throw new IOException("The program lacks " + name + ".", e);
      }
    }
    return String.join(File.pathSeparator, places);
  }

  private static String placeOf(Class<?> type) throws IOException {
    return ClassPlace.of(type)
        .map(Path::toString)
        .orElseThrow(() -> new IOException(type.getName() + " comes from no file."));
  }
}
