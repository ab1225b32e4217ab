package dev.nightjar.platform;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * macOS and other Unixes: {@code lsof}, in the form that it prints for programs (lsof(8), -F). If
 * it can't be asked, it is "another program", as on Windows: nothing else finds a program that has
 * the file open and holds no lock.
 */
final class LsofHolders implements FileHolders {
  private static final Path USUAL = Path.of("/usr/sbin/lsof");
  private static final long LIMIT_SECONDS = 10;

  private final String program;
  private final long limitSeconds;

  LsofHolders() {
    this(Files.isExecutable(USUAL) ? USUAL.toString() : "lsof", LIMIT_SECONDS);
  }

  LsofHolders(String program, long limitSeconds) {
    this.program = program;
    this.limitSeconds = limitSeconds;
  }

  @Override
  public List<Holder> of(Path file) {
    if (Files.notExists(file)) {
      return List.of();
    }
    // Without its warnings (-w), which would stand among the answers; a mount that hangs is left
    // after 2 seconds (-S), the least that it takes.
    return ChildProcess.run(
            limitSeconds, program, "-w", "-S", "2", "-F", "pc", "--", file.toString())
        .flatMap(ended -> answered(ended, ProcessHandle.current().pid()))
        .orElse(List.of(Holder.UNKNOWN));
  }

  /** It ends with 1 if nobody has the file open, without a word, and also after an error. */
  private static Optional<List<Holder>> answered(ChildProcess.Ended ended, long own) {
    List<Holder> holders = parsed(ended.output(), own);
    boolean nobody = ended.code() == 1 && ended.output().isBlank();
    return ended.code() == 0 || nobody || !holders.isEmpty()
        ? Optional.of(holders)
        : Optional.empty();
  }

  /** A line {@code p} and the process's number, then a line {@code c} and its command. */
  static List<Holder> parsed(String answer, long own) {
    List<Holder> holders = new ArrayList<>();
    long process = 0;
    for (String line : answer.lines().toList()) {
      if (line.matches("p\\d{1,18}")) {
        process = Long.parseLong(line.substring(1));
      } else if (line.startsWith("c") && process != 0 && process != own) {
        holders.add(Holder.of(line.substring(1), process));
      }
    }
    return holders;
  }
}
