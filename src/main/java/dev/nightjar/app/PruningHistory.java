package dev.nightjar.app;

import dev.nightjar.app.RealTime.Moment;
import dev.nightjar.app.verdict.TableDrop;
import dev.nightjar.retention.Pruning.Limits;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * The content of a {@link PruningRecord}.
 *
 * @param since from when on every deletion is in it
 * @param time how much time has passed; that of an earlier Nightjar lacks it
 */
record PruningHistory(
    String format, Instant since, List<Gone> gone, List<Shrunk> shrunk, Optional<Time> time) {
  private static final String FORMAT = "nightjar-pruning/1";
  private static final int WHILE_UNKNOWN = 1;
  private static final int MAX_ENTRIES = 2_000;
  private static final Duration HOUR = Duration.ofHours(1);

  PruningHistory {
    Objects.requireNonNull(format);
    Objects.requireNonNull(since);
    gone = gone == null ? List.of() : List.copyOf(gone);
    shrunk = shrunk == null ? List.of() : List.copyOf(shrunk);
    if (!format.equals(FORMAT)) {
      throw new IllegalArgumentException("format: must be " + FORMAT);
    }
  }

  /** Adds up time to {@code now}. An earlier Nightjar's dates are believed this once. */
  Time timeAt(Moment now, boolean sinceBoot) {
    return time.map(
            known ->
                new Time(known.began(), now, known.passed().plus(known.last(), now, sinceBoot)))
        .orElseGet(() -> new Time(before(since, now), now, RealTime.NONE));
  }

  private static RealTime before(Instant at, Moment now) {
    Duration age = Duration.between(at, now.wall());
    return RealTime.NONE.minus(age.isNegative() ? Duration.ZERO : age);
  }

  /** Returns the deletions with their time; if it isn't known, they are as good as new. */
  List<Gone> timedAt(Time now) {
    List<Gone> timed = new ArrayList<>();
    for (Gone one : gone) {
      RealTime old = time.isEmpty() ? before(one.at(), now.last()) : now.passed();
      RealTime passed = one.passed().orElse(old);
      timed.add(new Gone(one.place(), one.at(), one.count(), Optional.of(passed)));
    }
    return timed;
  }

  /** One that knows nothing of what was before. */
  static PruningHistory beginning(Instant now) {
    return new PruningHistory(FORMAT, now, List.of(), List.of(), Optional.empty());
  }

  /** The same with these tables. */
  PruningHistory with(List<Shrunk> tables) {
    return new PruningHistory(format, since, gone, tables, time);
  }

  /**
   * The answer to a request.
   *
   * @param history the one that knows of it
   * @param isNews whether that is to be written down before
   */
  record Reserved(int allowed, PruningHistory history, boolean isNews) {}

  /** Reserves up to {@code wanted} of the {@code there} backups of a place. */
  Reserved reserve(String place, int there, int wanted, Moment now, boolean sinceBoot) {
    if (time.isEmpty() && since.isAfter(now.wall())) {
      // A beginning that is still to come was written under a wrong clock.
      Reserved anew =
          new PruningHistory(format, now.wall(), gone, shrunk, time)
              .reserve(place, there, wanted, now, sinceBoot);
      return new Reserved(anew.allowed(), anew.history(), true);
    }
    Time sum = timeAt(now, sinceBoot);
    List<Gone> counted = new ArrayList<>(timedAt(sum));
    counted.removeIf(one -> !one.isLately(sum));
    long lately =
        counted.stream().filter(one -> one.place().equals(place)).mapToLong(Gone::count).sum();
    int limit = Limits.unattended(there, lately);
    boolean knowsAWeek = sum.began().isAWeekBefore(sum.passed());
    int allowed = Math.min(wanted, knowsAWeek ? limit : Math.min(limit, WHILE_UNKNOWN));
    if (allowed > 0) {
      add(counted, new Gone(place, now.wall(), allowed, Optional.of(sum.passed())));
    }
    boolean isNews = allowed > 0 || time.filter(one -> !sum.isNewsAfter(one)).isEmpty();
    return new Reserved(
        allowed,
        new PruningHistory(format, since, last(counted), shrunk, Optional.of(sum)),
        isNews);
  }

  /** One of each hour, so that the file stays small however often there is a run. */
  private static void add(List<Gone> gone, Gone added) {
    int count = added.count();
    for (Gone one : gone) {
      count += one.isInSameHourAs(added) ? one.count() : 0;
    }
    gone.removeIf(one -> one.isInSameHourAs(added));
    gone.add(new Gone(added.place(), added.at(), count, added.passed()));
  }

  private static List<Gone> last(List<Gone> gone) {
    return gone.subList(Math.max(0, gone.size() - MAX_ENTRIES), gone.size());
  }

  /**
   * How much time has passed.
   *
   * @param began the sum from which on every deletion is in the file
   * @param last the moment up to which time is added up
   * @param passed the sum at that moment
   */
  record Time(RealTime began, Moment last, RealTime passed) {
    Time {
      Objects.requireNonNull(began);
      Objects.requireNonNull(last);
      Objects.requireNonNull(passed);
    }

    /** Whether it is to be written down, though nothing else is: not each minute. */
    boolean isNewsAfter(Time known) {
      return !known.passed().isInSameHourAs(passed)
          || !known.last().session().equals(last.session())
          || Duration.between(known.last().wall(), last.wall()).abs().compareTo(HOUR) >= 0;
    }
  }

  record Gone(String place, Instant at, int count, Optional<RealTime> passed) {
    Gone {
      Objects.requireNonNull(place);
      Objects.requireNonNull(at);
      if (count < 0) {
        throw new IllegalArgumentException("count: must be 0 or more (got " + count + ")");
      }
    }

    boolean isLately(Time now) {
      return passed.filter(then -> then.isAWeekBefore(now.passed())).isEmpty();
    }

    private boolean isInSameHourAs(Gone other) {
      return place.equals(other.place)
          && passed.isPresent()
          && other.passed.filter(passed.get()::isInSameHourAs).isPresent();
    }
  }

  record Shrunk(String table, TableDrop.Peak peak) {
    Shrunk {
      Objects.requireNonNull(table);
      Objects.requireNonNull(peak);
    }
  }
}
