package dev.nightjar.text;

import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.Properties;

/** The texts of one UTF-8 properties file beside this class. */
final class Bundle {
  private Bundle() {}

  /** Empty if the file is missing or broken: a face with bare codes beats none at all. */
  static Map<String, String> load(String name) {
    Properties properties = new Properties();
    try (InputStream stream = Bundle.class.getResourceAsStream(name)) {
      if (stream == null) {
        return Map.of();
      }
      properties.load(new InputStreamReader(stream, StandardCharsets.UTF_8));
    } catch (IOException | IllegalArgumentException broken) {
      return Map.of();
    }
    Map<String, String> texts = new HashMap<>();
    properties.stringPropertyNames().forEach(key -> texts.put(key, properties.getProperty(key)));
    return Map.copyOf(texts);
  }
}
