package dev.nightjar.platform;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/** A small tool of the system, asked one question with a limit on time and on its answer. */
public final class ChildProcess {
  private static final int MAX_BYTES = 16 << 10;
  private static final long LIMIT_SECONDS = 3;

  private ChildProcess() {}

  /** How a program ended, and what it printed. */
  record Ended(int code, String output) {}

  /**
   * A tool of Windows by its whole path: by its bare name one that lies in the current folder would
   * be run.
   */
  public static String ofWindows(String tool) {
    String system = System.getenv().getOrDefault("SystemRoot", "C:\\Windows");
    return system + "\\System32\\" + tool + ".exe";
  }

  /**
   * Returns the output, or empty if the program isn't there, failed, or took more than three
   * seconds.
   */
  public static Optional<String> answer(String... command) {
    return answerWithin(LIMIT_SECONDS, command);
  }

  /** The same with another limit on time. */
  static Optional<String> answerWithin(long seconds, String... command) {
    return run(seconds, command).filter(ended -> ended.code() == 0).map(Ended::output);
  }

  /** Returns how the program ended, or empty if it isn't there, or took more than that time. */
  static Optional<Ended> run(long seconds, String... command) {
    Process process;
    try {
      process = new ProcessBuilder(command).redirectErrorStream(true).start();
    } catch (IOException | RuntimeException e) {
      return Optional.empty();
    }
    // The answers are a few lines, so they fit in the pipe and the wait can come first.
    try (InputStream output = process.getInputStream()) {
      process.getOutputStream().close();
      if (!process.waitFor(seconds, TimeUnit.SECONDS)) {
        return Optional.empty();
      }
      String printed = new String(output.readNBytes(MAX_BYTES), StandardCharsets.ISO_8859_1);
      return Optional.of(new Ended(process.exitValue(), printed));
    } catch (IOException e) {
      return Optional.empty();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return Optional.empty();
    } finally {
      process.destroyForcibly();
    }
  }
}
