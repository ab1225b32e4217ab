package dev.nightjar.app.verdict;

import dev.nightjar.app.verdict.Verdict.Concern;
import dev.nightjar.app.verdict.Verdict.JobVerdict;
import dev.nightjar.app.verdict.Verdict.PlaceVerdict;
import dev.nightjar.app.verdict.Verdict.State;
import dev.nightjar.destination.BackupSummary;
import dev.nightjar.failure.Reason;
import dev.nightjar.schedule.Schedule;
import dev.nightjar.settings.Job;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * Judges from what the places hold. Knows nothing of the scheduler, so that one which silently
 * stopped is seen.
 */
public final class VerdictRules {
  /** A due date is missed once this computer has been on for so long at or after it. */
  private static final Duration GRACE = Duration.ofMinutes(15);

  private static final int MOST_MISSED = 60;

  private final Instant now;
  private final ZoneId zone;
  private final Instant onSince;

  /**
   * For one instant.
   *
   * @param onSince since when the computer has been on, without a break
   */
  public VerdictRules(Instant now, ZoneId zone, Instant onSince) {
    this.now = now;
    this.zone = zone;
    this.onSince = onSince;
  }

  /** The verdict on all jobs, worst first in what the state tells. */
  public Verdict of(List<JobVerdict> jobs, Optional<Instant> pausedUntil, boolean running) {
    boolean paused = pausedUntil.filter(until -> until.isAfter(now)).isPresent();
    State worst = jobs.isEmpty() ? State.NOT_SET_UP : State.OK;
    for (JobVerdict job : jobs) {
      worst = worse(worst, job.state());
    }
    State shown = running ? State.RUNNING : paused && worst == State.OK ? State.PAUSED : worst;
    return new Verdict(shown, jobs, paused ? pausedUntil : Optional.empty());
  }

  private static State worse(State one, State other) {
    return one == State.FAILED || other == State.FAILED
        ? State.FAILED
        : one == State.ATTENTION || other == State.ATTENTION ? State.ATTENTION : one;
  }

  /**
   * The verdict on one job.
   *
   * @param remembered what a place held when it last answered, for where it doesn't now
   */
  public JobVerdict of(Job job, Survey survey, AppState.OfJob remembered) {
    Schedule schedule = job.schedule().schedule();
    List<BackupSummary> all =
        survey.backups().stream()
            .map(KeptBackup::summary)
            .filter(backup -> backup.job().job().equals(job.id()))
            .sorted(Comparator.comparingLong(BackupSummary::sequence).reversed())
            .toList();
    List<PlaceVerdict> places = new ArrayList<>();
    for (Survey.PlaceReport place : survey.places()) {
      places.add(of(place, job, schedule, all, remembered));
    }
    List<Concern> concerns =
        new ConcernRules(
                all,
                survey.recent(),
                remembered.acknowledgedAt().orElse(Instant.MIN),
                job.schedule(),
                zone)
            .find();
    long behind = places.stream().filter(PlaceVerdict::behind).count();
    State state =
        behind > 0 && behind == places.size()
            ? State.FAILED
            : behind > 0 || concerns.stream().anyMatch(Concern::isAboutTheData)
                ? State.ATTENTION
                : State.OK;
    return new JobVerdict(
        job.id(),
        job.name(),
        state,
        places,
        all.stream().findFirst(),
        schedule.nextAfter(now, zone),
        concerns);
  }

  private PlaceVerdict of(
      Survey.PlaceReport place,
      Job job,
      Schedule schedule,
      List<BackupSummary> everywhere,
      AppState.OfJob remembered) {
    List<BackupSummary> there =
        isSilent(place)
            ? stillThere(everywhere, remembered.seenAt(place.location()))
            : place.inventory().backups().stream()
                .filter(backup -> backup.job().job().equals(job.id()))
                .toList();
    Optional<BackupSummary> newest = there.stream().findFirst();
    List<Instant> missed = newest.map(backup -> missedSince(schedule, backup)).orElse(List.of());
    int lacks = everywhere.size() - there.size();
    return new PlaceVerdict(
        place.label(),
        place.location(),
        place.local(),
        place.folder(),
        newest,
        missed.size(),
        missed.isEmpty() ? Optional.empty() : Optional.of(missed.get(missed.size() - 1)),
        newest.isEmpty() || !missed.isEmpty() || (isSilent(place) && lacks > 0),
        lacks,
        place.failure());
  }

  private static boolean isSilent(Survey.PlaceReport place) {
    return place.failure().filter(why -> why.reason() == Reason.PLACE_UNREACHABLE).isPresent();
  }

  /** A NAS that sleeps has lost nothing: it holds what it held when it last answered. */
  private static List<BackupSummary> stillThere(
      List<BackupSummary> everywhere, Optional<Instant> seen) {
    return everywhere.stream()
        .filter(
            manifest ->
                seen.filter(at -> !manifest.snapshotAt().toInstant().isAfter(at)).isPresent())
        .toList();
  }

  /** The due dates that a backup of {@code newest}'s time doesn't cover, newest first. */
  private List<Instant> missedSince(Schedule schedule, BackupSummary newest) {
    Instant proved = newest.snapshotAt().toInstant();
    List<Instant> missed = new ArrayList<>();
    Optional<ZonedDateTime> due = schedule.lastAtOrBefore(now.minus(GRACE), zone);
    while (due.isPresent() && missed.size() < MOST_MISSED) {
      Instant at = due.get().toInstant();
      if (!proved.isBefore(at)) {
        break;
      }
      Instant from = onSince.isAfter(at) ? onSince : at;
      if (Duration.between(from, now).compareTo(GRACE) >= 0) {
        missed.add(at);
      }
      due = schedule.lastAtOrBefore(at.minusMillis(1), zone);
    }
    return missed;
  }
}
