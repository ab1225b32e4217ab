package dev.nightjar.sqlite;

import dev.nightjar.failure.Printable;
import java.util.List;
import java.util.stream.Stream;

/**
 * Values or rows that break a declaration of the app's own: a remark, since its file has them, too.
 *
 * @param count how many
 * @param where the tables, or their columns, that have them: the first few, then "…"
 */
public record Violations(long count, List<String> where) {
  public static final Violations NONE = new Violations(0, List.of());

  private static final int MAX_NAMED = 5;
  private static final String MORE = "…";

  public Violations {
    where = List.copyOf(where);
  }

  Violations plus(long more, String at) {
    String name = Printable.of(at);
    if (more == 0) {
      return this;
    }
    boolean said = where.contains(name) || where.size() > MAX_NAMED;
    String next = where.size() == MAX_NAMED ? MORE : name;
    return new Violations(
        count + more, said ? where : Stream.concat(where.stream(), Stream.of(next)).toList());
  }

  Violations plus(Violations other) {
    Violations sum = this;
    for (String at : other.where) {
      sum = sum.plus(1, at);
    }
    return new Violations(count + other.count, sum.where);
  }

  public boolean any() {
    return count > 0;
  }
}
