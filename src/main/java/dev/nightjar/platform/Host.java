package dev.nightjar.platform;

import java.io.IOException;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

/** This computer, as markers and manifests name it. */
public final class Host {
  private static final Path NAME_FILE = Path.of("/etc/hostname");

  private Host() {}

  /** Its name; {@code unknown} if nothing says it. Never fails. */
  public static String name() {
    return name(System.getenv(), NAME_FILE);
  }

  static String name(Map<String, String> environment, Path nameFile) {
    return clean(environment.getOrDefault("COMPUTERNAME", ""))
        .or(() -> fromFile(nameFile))
        .or(Host::fromNetwork)
        .orElse("unknown");
  }

  private static Optional<String> fromFile(Path file) {
    try {
      if (!Files.isRegularFile(file) || Files.size(file) > 1024) {
        return Optional.empty();
      }
      // Latin 1 takes any byte; what is no name is left out below.
      return Files.readString(file, StandardCharsets.ISO_8859_1)
          .lines()
          .filter(line -> !line.startsWith("#"))
          .findFirst()
          .flatMap(Host::clean);
    } catch (IOException | RuntimeException e) {
      return Optional.empty();
    }
  }

  private static Optional<String> fromNetwork() {
    try {
      return clean(InetAddress.getLocalHost().getHostName());
    } catch (IOException | RuntimeException e) {
      return Optional.empty();
    }
  }

  private static Optional<String> clean(String name) {
    String clean = name.strip().replaceAll("\\p{Cntrl}", "");
    return clean.isEmpty() ? Optional.empty() : Optional.of(clean);
  }
}
