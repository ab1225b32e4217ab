package dev.nightjar.simulation;

import dev.nightjar.simulation.Simulation.Failing;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Finds the shortest history that breaks the same claim: fewer events, fewer jobs, less time. */
final class Shrinker {
  private static final int MAX_ATTEMPTS = 300;

  private static int attempts;

  private Shrinker() {}

  static Failing shrink(Failing failing) {
    attempts = 0;
    Failing best = cutAfterwards(failing);
    boolean shorter = true;
    while (shorter) {
      int before = best.history().events().size();
      for (int size = Math.max(1, before / 2); size >= 1; size /= 2) {
        best = drop(best, size);
      }
      best = oneJob(best);
      shorter = best.history().events().size() < before;
    }
    return nearer(best);
  }

  private static Optional<Failing> fails(History history, Failing like) {
    if (attempts++ > MAX_ATTEMPTS) {
      return Optional.empty();
    }
    return Simulation.play(history, new Coverage(), new Diary(false))
        .filter(broken -> broken.claim() == like.broken().claim())
        .map(broken -> new Failing(history, broken, broken.at()));
  }

  /** Events after the fault have no part in it. */
  private static Failing cutAfterwards(Failing failing) {
    List<Event> events = failing.history().events();
    int keep = (int) events.stream().filter(event -> event.at() <= failing.at()).count();
    return fails(failing.history().withEvents(events.subList(0, keep)), failing).orElse(failing);
  }

  private static Failing drop(Failing failing, int size) {
    Failing best = failing;
    for (int from = best.history().events().size() - size; from >= 0; from -= size) {
      List<Event> fewer = new ArrayList<>(best.history().events());
      if (from + size > fewer.size()) {
        continue;
      }
      fewer.subList(from, from + size).clear();
      best = fails(best.history().withEvents(fewer), failing).orElse(best);
    }
    return best;
  }

  private static Failing oneJob(Failing failing) {
    History all = failing.history();
    if (all.jobs().size() == 1) {
      return failing;
    }
    History one =
        new History(
            all.seed(),
            new History.Shop(
                all.shop().startsAt(),
                all.shop().zone(),
                all.shop().clockStopsInSleep(),
                all.shop().saysBoot(),
                all.shop().notifications(),
                all.shop().skipsIdle(),
                1),
            all.jobs().subList(0, 1),
            all.events(),
            all.quietAt(),
            all.endsAt());
    return fails(one, failing).orElse(failing);
  }

  /** The events a day earlier, as long as it fails. */
  private static Failing nearer(Failing failing) {
    Failing best = failing;
    for (int days = 16; days >= 1; days /= 2) {
      for (int from = 0; from < best.history().events().size(); from++) {
        List<Event> moved = new ArrayList<>(best.history().events());
        long floor = from == 0 ? 0 : moved.get(from - 1).at();
        if (moved.get(from).at() - days * 86_400L < floor) {
          continue;
        }
        for (int i = from; i < moved.size(); i++) {
          moved.set(i, moved.get(i).at(moved.get(i).at() - days * 86_400L));
        }
        History shorter = best.history().withEvents(moved);
        best = fails(shorter, failing).orElse(best);
      }
    }
    return best;
  }
}
