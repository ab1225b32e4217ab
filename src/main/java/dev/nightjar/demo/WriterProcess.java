package dev.nightjar.demo;

import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.TimeUnit;

/** The sample shop's app, running in a process of its own. */
public final class WriterProcess implements AutoCloseable {
  private static final List<String> CLASSES =
      List.of(
          ShopWriter.class.getName(),
          "org.sqlite.JDBC",
          "org.slf4j.Logger",
          "org.slf4j.jul.JULServiceProvider");

  private final Process process;
  private final BufferedReader output;

  private WriterProcess(Process process) {
    this.process = process;
    this.output = process.inputReader(StandardCharsets.UTF_8);
  }

  /** Starts it and waits for its first commit. */
  public static WriterProcess start(Path database) throws IOException {
    ProcessBuilder builder =
        new ProcessBuilder(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-Xmx64m",
            "-XX:+UseSerialGC",
            "--enable-native-access=ALL-UNNAMED",
            "-cp",
            String.join(File.pathSeparator, classPath()),
            ShopWriter.class.getName(),
            database.toString());
    builder.redirectError(ProcessBuilder.Redirect.INHERIT);
    WriterProcess writer = new WriterProcess(builder.start());
    String line = writer.output.readLine();
    if (!"ready".equals(line)) {
      writer.close();
      throw new IOException("the writer didn't start: " + line);
    }
    return writer;
  }

  /** Under exec:java java.class.path is Maven's own: the classes themselves know where they are. */
  private static Set<String> classPath() throws IOException {
    Set<String> places = new LinkedHashSet<>();
    for (String name : CLASSES) {
      try {
        places.add(
            Path.of(Class.forName(name).getProtectionDomain().getCodeSource().getLocation().toURI())
                .toString());
      } catch (ClassNotFoundException | URISyntaxException e) {
        throw new IOException(e);
      }
    }
    return places;
  }

  /** Ends it; returns how often it committed. */
  public long stop() throws IOException {
    process.getOutputStream().write('\n');
    process.getOutputStream().flush();
    return Long.parseLong(Objects.requireNonNullElse(output.readLine(), "0"));
  }

  @Override
  public void close() {
    try {
      process.getOutputStream().close();
      if (!process.waitFor(2, TimeUnit.SECONDS)) {
        process.destroyForcibly();
      }
    } catch (IOException | InterruptedException e) {
      process.destroyForcibly();
    }
  }
}
