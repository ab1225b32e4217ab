package dev.nightjar.platform;

import java.io.IOException;
import java.net.JarURLConnection;
import java.net.URISyntaxException;
import java.net.URL;
import java.nio.file.Path;
import java.util.Optional;

/** The jar, or the folder, that a class comes from. */
public final class ClassPlace {
  private ClassPlace() {}

  /**
   * Returns it, if it is one. The class's code source isn't asked: if the class comes from Java's
   * AOT cache, that has the jar's path where the cache was made, or none.
   */
  public static Optional<Path> of(Class<?> type) {
    String name = '/' + type.getName().replace('.', '/') + ".class";
    URL own = type.getResource(name);
    if (own == null) {
      return Optional.empty();
    }
    try {
      if (own.openConnection() instanceof JarURLConnection jar) {
        return Optional.of(Path.of(jar.getJarFileURL().toURI()));
      }
      if (!own.getProtocol().equals("file")) {
        return Optional.empty();
      }
      String file = Path.of(own.toURI()).toString();
      return Optional.of(Path.of(file.substring(0, file.length() - name.length())));
    } catch (IOException | URISyntaxException | IllegalArgumentException e) {
      return Optional.empty();
    }
  }
}
