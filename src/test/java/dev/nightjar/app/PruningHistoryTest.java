package dev.nightjar.app;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.nightjar.faults.Effort;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** The deletions of a place under clocks that jump. */
final class PruningHistoryTest {
  /**
   * With one jump ahead that nobody can see, and all else that happens to clocks: never more than
   * half within 7 real days, and some when all is well again.
   */
  @Test
  void neverMoreThanHalfGoesWithinSevenRealDays() {
    long seed = Long.getLong("nightjar.seed", 1);
    for (int history = 0; history < Effort.of(50, 10_000); history++) {
      Random random = new Random(seed * 1_000 + history);
      new History(random).run("seed " + seed + ", history " + history);
    }
  }

  /** A computer, its clock, and backups that are made and deleted. */
  private static final class History {
    private final Random random;
    private final boolean sinceBoot;
    private PruningHistory history;
    private Instant now = Instant.parse("2026-03-02T16:00:00Z");
    private String boot = "a";
    private Duration up = Duration.ofHours(1);
    private final List<Duration> deletedAt = new ArrayList<>();
    private Duration real = Duration.ofDays(100);
    private boolean jumped;
    private int there = 20;

    History(Random random) {
      this.random = random;
      sinceBoot = random.nextBoolean();
      history = PruningHistory.beginning(now);
    }

    private void goOn(Duration time) {
      now = now.plus(time);
      up = up.plus(time);
      real = real.plus(time);
    }

    private void startAgain(Duration off) {
      now = now.plus(off);
      real = real.plus(off);
      boot += "b";
      up = Duration.ZERO;
    }

    private int reserve(int backups, int wanted) {
      RealTime.Moment moment = new RealTime.Moment(now, boot, up.toMillis());
      PruningHistory.Reserved reserved = history.reserve("NAS", backups, wanted, moment, sinceBoot);
      if (reserved.isNews()) {
        history = reserved.history();
      }
      return reserved.allowed();
    }

    private void prune(String what) {
      Duration since = real.minus(Duration.ofDays(7));
      long lately = deletedAt.stream().filter(at -> at.compareTo(since) > 0).count();
      int gone = reserve(there, random.nextInt(there));
      assertTrue(gone == 0 || 2 * (lately + gone) <= there + lately, what);
      there -= gone;
      for (int one = 0; one < gone; one++) {
        deletedAt.add(real);
      }
    }

    void run(String what) {
      for (int step = 0; step < 60; step++) {
        there++;
        prune(what + ", step " + step);
        goOn(Duration.ofMinutes(random.nextInt(3_000)));
        switch (random.nextInt(8)) {
          case 0, 1 -> {
            Duration off = Duration.ofMinutes(random.nextInt(6_000));
            startAgain(off);
          }
          case 2 -> now = now.minus(Duration.ofHours(random.nextInt(2_000)));
          case 3 -> {
            if (!jumped) {
              jumped = true;
              now = now.plus(Duration.ofHours(random.nextInt(500)));
            }
          }
          case 4 -> {
            if (sinceBoot) {
              prune(what + ", before a jump");
              now = now.plus(Duration.ofHours(random.nextInt(500)));
              prune(what + ", behind a jump");
            }
          }
          default -> {}
        }
      }
      for (int day = 0; day < 9; day++) {
        goOn(Duration.ofHours(12));
        reserve(100, 0);
        startAgain(Duration.ofHours(12));
      }
      assertEquals(10, reserve(100, 50), what);
    }
  }
}
