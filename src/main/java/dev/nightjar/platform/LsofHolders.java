package dev.nightjar.platform;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** macOS and other Unixes: {@code lsof}, in the form that it prints for programs (lsof(8), -F). */
final class LsofHolders implements FileHolders {
  private static final long LIMIT_SECONDS = 10;

  @Override
  public List<Holder> of(Path file) {
    if (Files.notExists(file)) {
      return List.of();
    }
    String program = Files.isExecutable(Path.of("/usr/sbin/lsof")) ? "/usr/sbin/lsof" : "lsof";
    return ChildProcess.answerWithin(LIMIT_SECONDS, program, "-F", "pc", "--", file.toString())
        .map(answer -> parsed(answer, ProcessHandle.current().pid()))
        .orElse(List.of());
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
