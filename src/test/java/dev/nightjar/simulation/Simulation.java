package dev.nightjar.simulation;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Plays histories; by hand: {@code Simulation years|seed|tell|survey|caught NUMBER [FIRST_SEED]}.
 */
final class Simulation {
  private static final int MAX_FAILING = 10;
  private static final int SURVEYED_AT_ONCE = 100;
  private static final Logger QUIET = Logger.getLogger("dev.nightjar");

  private Simulation() {}

  /** How a history that broke a claim goes. */
  record Failing(History history, Broken broken, long at) {}

  /** Plays one history; empty where every claim was kept. */
  static Optional<Broken> play(History history, Coverage coverage, Diary diary) {
    QUIET.setLevel(Level.OFF); // That state.json can't be written is part of the world.
    World world = new World(history, diary, made -> new Oracle(made, coverage));
    try {
      world.play();
      return Optional.empty();
    } catch (Broken e) {
      e.at((world.now() - history.shop().startsAt().toEpochMilli()) / 1000);
      diary.write(world, "BROKEN " + e.getMessage());
      return Optional.of(e);
    }
  }

  /** Plays one history in which runs delete as the real ones do; returns their judge. */
  static DeletionOracle playDeletions(History history) {
    QUIET.setLevel(Level.OFF);
    World world = new World(history, new Diary(false), DeletionOracle::new);
    world.play();
    return (DeletionOracle) world.watcher;
  }

  /** So many histories that together last so many virtual years, from that seed on. */
  static List<Long> seeds(double years, long firstSeed) {
    List<Long> seeds = new ArrayList<>();
    double drawn = 0;
    for (long seed = firstSeed; drawn < years; seed++) {
      seeds.add(seed);
      drawn += Generator.draw(seed).years();
    }
    return seeds;
  }

  /**
   * Plays histories, as many at a time as there are processors: each is a world of its own.
   *
   * @return those that failed, by their seeds; after ten no other is begun
   */
  static SortedMap<Long, Failing> play(List<Long> seeds, Coverage coverage) {
    SortedMap<Long, Failing> failing = Collections.synchronizedSortedMap(new TreeMap<>());
    AtomicInteger next = new AtomicInteger();
    Runnable worker =
        () -> {
          for (int i = next.getAndIncrement(); i < seeds.size(); i = next.getAndIncrement()) {
            History history = Generator.draw(seeds.get(i));
            if (failing.size() < MAX_FAILING) {
              playOrFail(history, coverage)
                  .ifPresent(
                      one -> failing.put(history.seed(), new Failing(history, one, one.at())));
            }
          }
        };
    AtomicReference<@Nullable Throwable> thrown = new AtomicReference<>();
    List<Thread> threads = new ArrayList<>();
    for (int i = 0; i < Runtime.getRuntime().availableProcessors(); i++) {
      Thread thread = new Thread(worker, "history " + i);
      thread.setUncaughtExceptionHandler((which, why) -> thrown.compareAndSet(null, why));
      thread.start();
      threads.add(thread);
    }
    for (Thread thread : threads) {
      try {
        thread.join();
      } catch (InterruptedException e) {
        throw new IllegalStateException(e);
      }
    }
    if (thrown.get() != null) {
      throw new IllegalStateException(thrown.get());
    }
    return failing;
  }

  /** An exception of the agent's breaks a history, too. */
  private static Optional<Broken> playOrFail(History history, Coverage coverage) {
    try {
      return play(history, coverage, new Diary(false));
    } catch (RuntimeException e) {
      throw new IllegalStateException("seed " + history.seed(), e);
    }
  }

  /** The shortest form of a failing history, as a story. */
  static String story(Failing failing) {
    Failing shortest = Shrinker.shrink(failing);
    Diary diary = new Diary(true);
    play(shortest.history(), new Coverage(), diary);
    List<String> lines = diary.lines();
    History history = shortest.history();
    return String.format(
        Locale.ROOT,
        "seed %d: %s%n%s%n%s",
        history.seed(),
        shortest.broken().getMessage(),
        history.shop() + " " + history.jobs(),
        String.join("\n", lines.subList(Math.max(0, lines.size() - 60), lines.size())));
  }

  /** Shows the claims that so many years of histories break, each kind once. */
  private static void survey(double years, long first) {
    List<Long> seeds = seeds(years, first);
    double drawn = seeds.stream().mapToDouble(seed -> Generator.draw(seed).years()).sum();
    Coverage coverage = new Coverage();
    Map<String, List<Long>> broken = new TreeMap<>();
    long start = System.nanoTime();
    for (int from = 0; from < seeds.size(); from += SURVEYED_AT_ONCE) {
      List<Long> some = seeds.subList(from, Math.min(seeds.size(), from + SURVEYED_AT_ONCE));
      play(some, coverage)
          .forEach(
              (seed, failing) -> {
                System.out.println("seed " + seed + ": " + failing.broken().getMessage());
                String kind = failing.broken().getMessage().replaceAll("[0-9][-0-9T:+.]*", "#");
                broken.computeIfAbsent(kind, none -> new ArrayList<>()).add(seed);
              });
    }
    long millis = (System.nanoTime() - start) / 1_000_000;
    System.out.printf(
        Locale.ROOT,
        "%.1f years, seeds %d to %d, %d ms%n",
        drawn,
        first,
        first + seeds.size() - 1,
        millis);
    broken.forEach((kind, which) -> System.out.println(which.size() + "  " + kind + "  " + which));
  }

  /** Ends with an error where every claim is kept, as a mutant must not. */
  private static void caught(double atMost, long firstSeed) {
    double years = 0;
    for (long seed = firstSeed; years < atMost; seed++) {
      History history = Generator.draw(seed);
      Optional<Broken> broken = play(history, new Coverage(), new Diary(false));
      years += history.years();
      if (broken.isPresent()) {
        System.out.printf(
            Locale.ROOT,
            "caught after %.1f years, seed %d: %s%n",
            years,
            seed,
            broken.get().getMessage());
        return;
      }
    }
    throw new AssertionError("every claim is kept");
  }

  public static void main(String[] arguments) {
    Coverage coverage = new Coverage();
    long first = arguments.length > 2 ? Long.parseLong(arguments[2]) : 1;
    if (arguments[0].equals("seed") || arguments[0].equals("tell")) {
      History history = Generator.draw(Long.parseLong(arguments[1]));
      Diary diary = new Diary(true);
      Optional<Broken> broken = play(history, coverage, diary);
      diary.lines().forEach(System.out::println);
      broken
          .filter(one -> arguments[0].equals("seed"))
          .ifPresent(one -> System.out.println(story(new Failing(history, one, one.at()))));
      return;
    }
    if (arguments[0].equals("survey")) {
      survey(Double.parseDouble(arguments[1]), first);
      return;
    }
    if (arguments[0].equals("caught")) {
      caught(Double.parseDouble(arguments[1]), first);
      return;
    }
    long start = System.nanoTime();
    double years = Double.parseDouble(arguments[1]);
    SortedMap<Long, Failing> failing = play(seeds(years, first), coverage);
    System.out.println(
        (System.nanoTime() - start) / 1_000_000 + " ms, failed: " + failing.keySet());
    failing.values().stream().limit(1).forEach(one -> System.out.println(story(one)));
    coverage.counts().forEach((what, count) -> System.out.println(count + "  " + what));
  }
}
