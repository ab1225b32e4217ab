package dev.nightjar.cli;

import dev.nightjar.app.verdict.AppState;
import dev.nightjar.app.verdict.Verdict.JobVerdict;
import dev.nightjar.backup.Runs;
import dev.nightjar.settings.Job;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.ZonedDateTime;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;

/**
 * The output of {@code nightjar status} while the tray runs.
 *
 * @param lines its words
 * @param json its object
 */
public record ShownStatus(List<String> lines, String json, int exitCode) {
  /** Prints both, in words and as an object, of jobs of whose runs nothing is known. */
  public static ShownStatus of(
      List<Job> jobs,
      List<JobVerdict> verdicts,
      AppState state,
      List<String> running,
      ZonedDateTime now) {
    Runs none = Runs.of(List.of());
    Map<UUID, String> databases =
        jobs.stream().collect(Collectors.toMap(Job::id, job -> job.database().toString()));
    return of(StatusAnswer.of(databases, verdicts, state, Optional.of(true), running, none, now));
  }

  static ShownStatus of(StatusAnswer answer) {
    String words = printed(false, console -> new StatusWords(answer, console).print());
    String json = printed(true, console -> console.object(StatusObject.of(answer)));
    return new ShownStatus(words.lines().toList(), json, answer.exitCode());
  }

  private static String printed(boolean json, java.util.function.Consumer<Console> printing) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    PrintStream to = new PrintStream(bytes, true, StandardCharsets.UTF_8);
    printing.accept(new Console(new Console.Style(json, false, false), "status", to));
    return bytes.toString(StandardCharsets.UTF_8);
  }
}
