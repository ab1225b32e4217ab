package dev.nightjar.desktop.about;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.nightjar.desktop.SampleBackups;
import dev.nightjar.desktop.Samples;
import dev.nightjar.text.Language;
import dev.nightjar.text.Messages;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

final class AboutTest {
  private static final Pattern DEPENDENCY =
      Pattern.compile(
          "<artifactId>([^<]+)</artifactId>\\s*<version>[^<]+</version>(.*?)</dependency>",
          Pattern.DOTALL);

  @Test
  void everyLibraryThatRunsIsNamed() throws IOException {
    String pom = Files.readString(Path.of("pom.xml"));
    String section = pom.substring(pom.indexOf("</dependencyManagement>"), pom.indexOf("<build>"));
    Set<String> libraries = new TreeSet<>();
    Matcher found = DEPENDENCY.matcher(section);
    while (found.find()) {
      // Neither for tests, nor for the build alone, nor annotations only.
      if (!found.group(2).contains("<scope>") && !found.group(2).contains("<optional>")) {
        libraries.add(found.group(1));
      }
    }

    assertEquals(libraries, new TreeSet<>(AboutPanel.LIBRARIES));
    for (String library : AboutPanel.LIBRARIES) {
      String text = Messages.in(Language.ENGLISH).of("about.library." + library);
      assertTrue(text.contains(": "), text);
    }
  }

  @Test
  void diagnosticsNameNoUser() {
    String text =
        Diagnostics.of(
            SampleBackups.nasSilent(), "1.0.0", Samples.USER, property -> "<" + property + ">");

    assertFalse(text.contains(Samples.USER.toString()), text);
    assertTrue(text.startsWith("Nightjar 1.0.0\nJava <java.version>\n"), text);
    assertTrue(text.contains("place-unreachable"), text);
    assertTrue(text.contains("here ~"), text);
  }
}
