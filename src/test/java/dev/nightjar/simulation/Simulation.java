package dev.nightjar.simulation;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.logging.Level;
import java.util.logging.Logger;

/** Plays histories; by hand: {@code Simulation years|seed|caught NUMBER [FIRST_SEED]}. */
final class Simulation {
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

  /** Plays so many virtual years from that seed on, until one history fails. */
  static Optional<Failing> years(double years, long firstSeed, Coverage coverage) {
    double played = 0;
    for (long seed = firstSeed; played < years; seed++) {
      History history = Generator.draw(seed);
      Optional<Broken> broken = play(history, coverage, new Diary(false));
      if (broken.isPresent()) {
        return Optional.of(new Failing(history, broken.get(), broken.get().at()));
      }
      played += history.years();
    }
    return Optional.empty();
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

  /** Which claims so many histories break, each kind once. */
  private static void survey(long first, long count) {
    Map<String, List<Long>> broken = new TreeMap<>();
    double years = 0;
    long played = 0;
    long start = System.nanoTime();
    for (long seed = first; seed < first + count; seed++) {
      History history = Generator.draw(seed);
      Optional<Broken> found;
      try {
        found = play(history, new Coverage(), new Diary(false));
      } catch (RuntimeException e) {
        System.out.println("seed " + seed + " " + e);
        e.printStackTrace(System.out);
        continue;
      }
      years += history.years();
      String kind =
          found.map(one -> one.getMessage().replaceAll("[0-9][-0-9T:+.]*", "#")).orElse("kept");
      broken.computeIfAbsent(kind, none -> new ArrayList<>()).add(seed);
    }
    long millis = (System.nanoTime() - start) / 1_000_000;
    System.out.println(years + " years, " + millis + " ms");
    broken.forEach(
        (kind, seeds) ->
            System.out.println(
                seeds.size() + "  " + kind + "  " + seeds.subList(0, Math.min(8, seeds.size()))));
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
      survey(first, Long.parseLong(arguments[1]));
      return;
    }
    if (arguments[0].equals("caught")) {
      caught(Double.parseDouble(arguments[1]), first);
      return;
    }
    long start = System.nanoTime();
    double years = Double.parseDouble(arguments[1]);
    Optional<Failing> failing = years(years, first, coverage);
    System.out.println((System.nanoTime() - start) / 1_000_000 + " ms");
    failing.ifPresent(one -> System.out.println(story(one)));
    coverage.counts().forEach((what, count) -> System.out.println(count + "  " + what));
  }
}
