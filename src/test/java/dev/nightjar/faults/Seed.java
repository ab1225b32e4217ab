package dev.nightjar.faults;

import java.util.concurrent.ThreadLocalRandom;

/**
 * The seed of a random test: the build's own, so that two builds of one tree answer the same; with
 * {@code -Dnightjar.seed=fresh} a new one, to hunt; with a number the one that failed.
 */
public final class Seed {
  private Seed() {}

  /** Prints the seed with the test's name, so that a failure can be played again. */
  public static long of(Class<?> test) {
    long seed = Long.getLong("nightjar.seed", ThreadLocalRandom.current().nextLong());
    System.out.println(test.getSimpleName() + ": -Dnightjar.seed=" + seed);
    return seed;
  }
}
