package dev.nightjar.platform;

import java.util.Optional;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/**
 * Finds the drive letters of Windows that stand for a folder on another computer, however they came
 * to: kept for each sign-in, connected by a script until sign-out, or made of a folder by {@code
 * subst}.
 */
final class MappedDrives {
  /** {@code X:\: => UNC\server\share}, or the folder of another drive. */
  private static final Pattern SUBSTITUTED =
      Pattern.compile("(?im)^([a-z]):\\\\: => (unc\\\\|\\\\\\\\|([a-z]):)");

  /** More substitutions of substitutions than anybody makes. */
  private static final int MAX_STEPS = 26;

  /** A tool of Windows; empty if it failed. */
  @FunctionalInterface
  interface Tools {
    Optional<String> answer(String tool, String... arguments);
  }

  private final String systemDrive;
  private final Tools tools;

  /**
   * @param systemDrive the letter of the drive that Windows itself is on, which is never another
   *     computer's: nothing is asked about it
   */
  MappedDrives(String systemDrive, Tools tools) {
    this.systemDrive = systemDrive;
    this.tools = tools;
  }

  static MappedDrives ofWindows() {
    return new MappedDrives(
        System.getenv().getOrDefault("SystemDrive", "C:").substring(0, 1),
        (tool, arguments) -> {
          String[] command = new String[arguments.length + 1];
          command[0] = ChildProcess.ofWindows(tool);
          System.arraycopy(arguments, 0, command, 1, arguments.length);
          return ChildProcess.answer(command);
        });
  }

  /** Whether {@code drive}, a letter, leads to another computer. */
  boolean isNetwork(String drive) {
    String letter = drive;
    for (int step = 0; step < MAX_STEPS; step++) {
      if (letter.equalsIgnoreCase(systemDrive)) {
        return false;
      }
      if (isConnected(letter)) {
        return true;
      }
      Optional<MatchResult> substituted = substituted(letter);
      if (substituted.isEmpty()) {
        return false;
      }
      String next = substituted.get().group(3);
      if (next == null) {
        return true;
      }
      letter = next;
    }
    return true;
  }

  private boolean isConnected(String letter) {
    // "net use X:" fails for every other drive; the registry knows those that aren't connected now.
    return tools
            .answer("reg", "query", "HKCU\\Network\\" + letter, "/v", "RemotePath")
            .filter(answer -> answer.contains("\\\\"))
            .isPresent()
        || tools.answer("net", "use", letter + ":").isPresent();
  }

  private Optional<MatchResult> substituted(String letter) {
    return tools
        .answer("subst")
        .flatMap(
            answer ->
                SUBSTITUTED
                    .matcher(answer)
                    .results()
                    .filter(found -> found.group(1).equalsIgnoreCase(letter))
                    .findFirst());
  }
}
