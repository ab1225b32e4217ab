package dev.nightjar.failure;

import java.util.List;
import java.util.Objects;

/**
 * One thing that went wrong: the key, the values its text names, and what the layer below said.
 *
 * @param arguments strings (paths, names) and {@link Long}s (bytes, counts), in {@link Reason}'s
 *     order
 * @param detail for the log and <em>Details</em>, in the words of SQLite or the system; may be
 *     empty
 */
public record Failure(Reason reason, List<Object> arguments, String detail) {
  public Failure {
    Objects.requireNonNull(reason);
    Objects.requireNonNull(detail);
    arguments = arguments.stream().map(Failure::plain).toList();
  }

  public static Failure of(Reason reason, Object... arguments) {
    return new Failure(reason, List.of(arguments), "");
  }

  /** A fault of this program's own, which nobody foresaw. */
  public static Failure unexpected(Throwable thrown) {
    return of(Reason.UNEXPECTED, thrown.toString());
  }

  public Failure withDetail(String newDetail) {
    return new Failure(reason, arguments, newDetail);
  }

  private static Object plain(Object argument) {
    if (argument instanceof Number number) {
      return number.longValue();
    }
    return argument.toString();
  }
}
