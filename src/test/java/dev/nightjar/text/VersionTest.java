package dev.nightjar.text;

import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

class VersionTest {
  @Test
  void theBuildFillsItIn() {
    String version = Version.current();

    assertTrue(version.matches("[0-9]+\\.[0-9]+\\..+"), version);
  }
}
