package dev.nightjar.app;

import dev.nightjar.backup.PruneGuard;
import dev.nightjar.backup.Step;
import dev.nightjar.backup.StepFacts;
import dev.nightjar.settings.Job;
import java.time.Duration;
import java.time.Instant;

/** Limits what a run may delete while nobody watches: by the user's answers and the log of runs. */
final class UnattendedGuard implements PruneGuard {
  private static final Duration WEEK = Duration.ofDays(7);

  private final App app;
  private final Job job;

  UnattendedGuard(App app, Job job) {
    this.app = app;
    this.job = job;
  }

  @Override
  public boolean isShrunk() {
    return app.isShrunk(job);
  }

  @Override
  public long deletedLately(String place) {
    Instant since = app.clock().instant().minus(WEEK);
    return app.history().since(since).stream()
        .filter(run -> run.job().equals(job.id()))
        .flatMap(run -> run.results().stream())
        .filter(result -> result.step() == Step.PRUNED && result.place().equals(place))
        .flatMap(result -> result.facts(StepFacts.Pruned.class).stream())
        .mapToLong(StepFacts.Pruned::deleted)
        .sum();
  }
}
