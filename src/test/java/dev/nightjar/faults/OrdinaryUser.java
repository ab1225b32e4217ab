package dev.nightjar.faults;

import static org.junit.jupiter.api.Assumptions.assumeFalse;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** A user whom permissions keep from something. */
public final class OrdinaryUser {
  private OrdinaryUser() {}

  /** Skips the test where permissions in {@code folder} keep nobody out. */
  public static void assume(Path folder) throws IOException {
    assumeTrue(Files.getFileStore(folder).supportsFileAttributeView("posix"), "POSIX only");
    assumeFalse(
        System.getProperty("user.name").equals("root"),
        "root may read and write everything: run this test as an ordinary user");
  }
}
