package dev.nightjar.app;

import dev.nightjar.app.verdict.AppState;
import dev.nightjar.app.verdict.Finding;
import dev.nightjar.app.verdict.ShrunkTables;
import dev.nightjar.app.verdict.Survey;
import dev.nightjar.app.verdict.TableDrop;
import dev.nightjar.backup.BackupJob.Target;
import dev.nightjar.backup.PruneGuard;
import dev.nightjar.destination.Inventory;
import dev.nightjar.failure.FailureException;
import dev.nightjar.settings.Job;
import java.time.Clock;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.logging.Level;
import java.util.logging.Logger;

/**
 * Says what a run of a job in the settings may delete with nobody there: nothing while a table that
 * shrank is unanswered, however long ago that was, and never more than its record allows.
 */
final class UnattendedPruning implements PruneGuard {
  private static final Logger LOG = Logger.getLogger(UnattendedPruning.class.getName());

  private final Job job;
  private final List<Target> places;
  private final Supplier<Optional<AppState.OfJob>> state;
  private final PruningRecord record;
  private final Clock clock;

  UnattendedPruning(
      Job job,
      List<Target> places,
      Supplier<Optional<AppState.OfJob>> state,
      PruningRecord record,
      Clock clock) {
    this.job = job;
    this.places = List.copyOf(places);
    this.state = state;
    this.record = record;
    this.clock = clock;
  }

  @Override
  public boolean isShrunk(Map<String, Inventory> inventories) {
    Survey read = Survey.of(places, inventories);
    Optional<List<TableDrop>> drops = read.allDrops(job);
    Optional<Map<String, Long>> rows = read.newestRows(job);
    Optional<AppState.OfJob> answers = state.get();
    if (rows.isEmpty() || answers.isEmpty()) {
      return true; // The newest, or the answers, can't be read: nobody knows.
    }
    List<TableDrop> all = new ArrayList<>();
    try {
      all.addAll(record.shrunk(rows.get()));
    } catch (FailureException e) {
      LOG.log(Level.WARNING, e, () -> "nothing is deleted now");
      return true;
    }
    drops.ifPresent(all::addAll);
    Map<String, Long> peaks = new LinkedHashMap<>();
    for (Finding.Shrunk one : ShrunkTables.unanswered(all, answers.get(), clock.instant())) {
      peaks.merge(one.table(), one.rowsBefore(), Math::max);
    }
    if (drops.isPresent() || !peaks.isEmpty()) {
      record.setShrunk(peaks);
    }
    return drops.isEmpty() || !peaks.isEmpty();
  }

  @Override
  public int reserve(String place, int there, int wanted) throws FailureException {
    return record.reserve(place, there, wanted);
  }
}
