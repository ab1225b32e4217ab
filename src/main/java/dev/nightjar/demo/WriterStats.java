package dev.nightjar.demo;

import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * How the shop's own program fared: what its users waited for one transaction, from its beginning
 * to the end of its commit.
 */
public record WriterStats(
    long commits, double worstCommitMilliseconds, double percentile99CommitMilliseconds) {
  private static final Pattern JSON =
      Pattern.compile(
          "\\{\"commits\":(\\d+),\"worstCommitMilliseconds\":([\\d.]+),"
              + "\"percentile99CommitMilliseconds\":([\\d.]+)}");

  /** One line of JSON, as the writer prints it. */
  String toJson() {
    return String.format(
        Locale.ROOT,
        "{\"commits\":%d,\"worstCommitMilliseconds\":%.1f,\"percentile99CommitMilliseconds\":%.1f}",
        commits,
        worstCommitMilliseconds,
        percentile99CommitMilliseconds);
  }

  static Optional<WriterStats> fromJson(String line) {
    Matcher matcher = JSON.matcher(line);
    return matcher.matches()
        ? Optional.of(
            new WriterStats(
                Long.parseLong(matcher.group(1)),
                Double.parseDouble(matcher.group(2)),
                Double.parseDouble(matcher.group(3))))
        : Optional.empty();
  }
}
