package dev.nightjar.cli;

import dev.nightjar.text.Language;
import dev.nightjar.text.Messages;
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
    ByteArrayOutputStream words = new ByteArrayOutputStream();
    ByteArrayOutputStream errors = new ByteArrayOutputStream();
    int code = run(arguments, printingTo(words), printingTo(errors));
    return new Program.Ended(
        code, words.toString(StandardCharsets.UTF_8), errors.toString(StandardCharsets.UTF_8));
  }

  /** The same with answers and errors in one text, in the order in which a terminal has them. */
  static Program.Ended asOnTerminal(List<String> arguments) {
    ByteArrayOutputStream words = new ByteArrayOutputStream();
    PrintStream both = printingTo(words);
    int code = run(arguments, both, both);
    return new Program.Ended(code, words.toString(StandardCharsets.UTF_8), "");
  }

  private static PrintStream printingTo(ByteArrayOutputStream words) {
    return new PrintStream(words, true, StandardCharsets.UTF_8);
  }

  private static int run(List<String> arguments, PrintStream words, PrintStream errors) {
    PrintStream out = System.out;
    PrintStream err = System.err;
    try {
      System.setOut(words);
      System.setErr(errors);
      return CommandLineFace.run(arguments.toArray(String[]::new));
    } finally {
      System.setOut(out);
      System.setErr(err);
      // The next test in this process expects English, whatever these settings say.
      Messages.use(Language.ENGLISH);
    }
  }
}
