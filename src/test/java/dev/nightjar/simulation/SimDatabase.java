package dev.nightjar.simulation;

import dev.nightjar.app.verdict.LiveReport;
import dev.nightjar.failure.Failure;
import dev.nightjar.failure.Reason;
import dev.nightjar.io.FileHash;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** The app's file: a version that its writes raise, and how it is. */
final class SimDatabase {
  final String path;
  final Map<String, Long> rows = new TreeMap<>(Map.of("products", 1_204L, "orders", 5_310L));
  State state = State.FINE;
  boolean jsonFails;
  long version = 1;
  private final int number;
  private long touched;

  enum State {
    FINE,
    MISSING,
    LOCKED,
    EMPTY,
    DAMAGED
  }

  SimDatabase(int number, String path) {
    this.number = number;
    this.path = path;
  }

  void write() {
    version++;
    rows.computeIfPresent("orders", (table, count) -> count + 3);
  }

  void be(State now) {
    if (state != now) {
      touched++;
      state = now;
    }
  }

  FileHash hash() {
    return new FileHash(8_200_000 + version % 1000, String.format("%032x%032x", number, version));
  }

  /** Why no copy can be taken. */
  Optional<Failure> failure() {
    return switch (state) {
      case FINE -> Optional.empty();
      case MISSING -> Optional.of(Failure.of(Reason.DATABASE_MISSING, path));
      case LOCKED -> Optional.of(Failure.of(Reason.DATABASE_LOCKED, path, 30L));
      case EMPTY -> Optional.of(Failure.of(Reason.DATABASE_EMPTY, path));
      case DAMAGED -> Optional.of(Failure.of(Reason.COPY_DAMAGED, path, "row 7 missing", 1L));
    };
  }

  /** Returns the result of an inspection of attributes and first bytes. */
  LiveReport report() {
    return new LiveReport(
        version + "/" + touched, state == State.DAMAGED ? Optional.empty() : failure());
  }
}
