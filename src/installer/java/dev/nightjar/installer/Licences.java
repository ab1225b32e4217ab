package dev.nightjar.installer;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Writes whose work is in the package, under which licence, with the text of each. */
final class Licences {
  private static final Pattern TEXT =
      Pattern.compile("META-INF/(.*/)?(LICENSE|NOTICE)[^/]*", Pattern.CASE_INSENSITIVE);

  private final Map<String, JsonObject> components;
  private final Path texts;
  private final String apache;

  private Licences(Map<String, JsonObject> components, Path texts, String apache) {
    this.components = components;
    this.texts = texts;
    this.apache = apache;
  }

  /** The SBOM, the folder of jars, the folder of texts, the Apache licence, the file to write. */
  public static void main(String[] arguments) throws IOException {
    Map<String, JsonObject> components = new TreeMap<>();
    JsonObject bom =
        JsonParser.parseString(Files.readString(Path.of(arguments[0]))).getAsJsonObject();
    for (JsonElement element : bom.getAsJsonArray("components")) {
      JsonObject component = element.getAsJsonObject();
      components.put(text(component, "name") + "-" + text(component, "version"), component);
    }
    Licences licences =
        new Licences(components, Path.of(arguments[2]), Files.readString(Path.of(arguments[3])));
    try (Stream<Path> files = Files.list(Path.of(arguments[1]))) {
      String all =
          files
              .filter(file -> file.toString().endsWith(".jar"))
              .filter(file -> !file.getFileName().toString().startsWith("nightjar-"))
              .sorted()
              .map(licences::of)
              .collect(Collectors.joining("\n"));
      Files.writeString(Path.of(arguments[4]), HEAD + all);
    }
  }

  private static final String HEAD =
      """
      Nightjar is made with the following. An installed Nightjar brings a Java runtime, too: its
      licences are in runtime/legal. SQLite itself, inside sqlite-jdbc, is in the public domain.

      """;

  private String of(Path jar) {
    try {
      String name = jar.getFileName().toString().replaceFirst("\\.jar$", "");
      JsonObject component = components.get(name);
      if (component == null) {
        throw new IOException(name + " is not in the SBOM");
      }
      String ids = ids(component);
      String line = "=".repeat(78) + "\n";
      return line + name + ": " + ids + "\n" + line + String.join("\n", textsOf(jar, name, ids));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * Returns the licence files in the jar; else the licence's text. A licence without one fails the
   * build.
   */
  private List<String> textsOf(Path jar, String name, String ids) throws IOException {
    List<String> found = new ArrayList<>();
    try (JarFile file = new JarFile(jar.toFile())) {
      for (JarEntry entry :
          file.stream().filter(one -> TEXT.matcher(one.getName()).matches()).toList()) {
        found.add(new String(file.getInputStream(entry).readAllBytes(), StandardCharsets.UTF_8));
      }
    }
    if (!found.isEmpty()) {
      return found;
    }
    if (ids.equals("Apache-2.0")) {
      return List.of(apache);
    }
    return List.of(Files.readString(texts.resolve(name.replaceFirst("-.*", "") + ".txt")));
  }

  private static String ids(JsonObject component) {
    List<String> ids = new ArrayList<>();
    for (JsonElement choice : component.getAsJsonArray("licenses")) {
      JsonObject licence = choice.getAsJsonObject().getAsJsonObject("license");
      ids.add(licence.has("id") ? text(licence, "id") : text(licence, "name"));
    }
    return String.join(", ", ids);
  }

  private static String text(JsonObject object, String key) {
    return object.get(key).getAsString();
  }
}
