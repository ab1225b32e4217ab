package dev.nightjar.cli;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Runs a command in this process: sooner than {@link Program}, with what it prints caught. */
final class InThisProcess {
  private InThisProcess() {}

  /**
   * With a home in that folder.
   *
   * @param files a pattern of the words that name a file in the folder
   */
  static Program.Ended run(Path folder, String files, String... words) {
    List<String> line = new ArrayList<>(List.of("--home", folder.resolve("home").toString()));
    for (String word : words) {
      line.add(word.matches(files) ? folder.resolve(word).toString() : word);
    }
    return run(line);
  }

  static Program.Ended run(List<String> arguments) {
    PrintStream out = System.out;
    PrintStream err = System.err;
    ByteArrayOutputStream words = new ByteArrayOutputStream();
    ByteArrayOutputStream errors = new ByteArrayOutputStream();
    try {
      System.setOut(new PrintStream(words, true, StandardCharsets.UTF_8));
      System.setErr(new PrintStream(errors, true, StandardCharsets.UTF_8));
      int code = CommandLineFace.run(arguments.toArray(String[]::new));
      return new Program.Ended(
          code, words.toString(StandardCharsets.UTF_8), errors.toString(StandardCharsets.UTF_8));
    } finally {
      System.setOut(out);
      System.setErr(err);
    }
  }
}
