package dev.nightjar.app.verdict;

import dev.nightjar.app.verdict.Finding.Severity;
import dev.nightjar.app.verdict.Verdict.JobVerdict;
import dev.nightjar.app.verdict.Verdict.PlaceVerdict;
import dev.nightjar.app.verdict.Verdict.State;
import dev.nightjar.destination.BackupSummary;
import dev.nightjar.failure.Failure;
import dev.nightjar.failure.Reason;
import dev.nightjar.settings.Job;
import dev.nightjar.sqlite.CheckReport;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Judges from what the places hold. Knows nothing of the scheduler, so that one which silently
 * stopped is seen.
 */
public final class VerdictRules {
  private final Instant now;
  private final ZoneId zone;
  private final AppState state;

  /** For one instant, with the user's answers. */
  public VerdictRules(Instant now, ZoneId zone, AppState state) {
    this.now = now;
    this.zone = zone;
    this.state = state;
  }

  /** The verdict on all jobs. */
  public Verdict of(List<JobVerdict> jobs, boolean running, Optional<Failure> stopped) {
    Optional<Instant> paused = state.pausedUntil(now);
    List<JobVerdict> worstFirst = new ArrayList<>(jobs);
    worstFirst.sort(Comparator.comparingInt(job -> rank(job.state())));
    State worst = worstFirst.isEmpty() ? State.NOT_SET_UP : worstFirst.get(0).state();
    State shown =
        running
            ? State.RUNNING
            : stopped.isPresent()
                ? State.FAILED
                : paused.isPresent() && worst == State.OK ? State.PAUSED : worst;
    return new Verdict(shown, worstFirst, paused, stopped);
  }

  private static int rank(State state) {
    return state == State.FAILED ? 0 : state == State.ATTENTION ? 1 : 2;
  }

  /**
   * Since when a backup of a job was possible, as the disk tells it: the computer on and awake, and
   * the job set up, with its schedule. Due dates before were nobody's.
   *
   * @param bootedAt the computer's start, if it is known
   */
  public Instant onSince(Optional<Instant> bootedAt, JobFacts facts) {
    UUID job = facts.job().id();
    return Stream.of(
            bootedAt,
            state.awakeSince(),
            facts.survey().setUpAt(job),
            state.of(job).rescheduledAt())
        .flatMap(Optional::stream)
        .filter(at -> !at.isAfter(now))
        .max(Comparator.naturalOrder())
        .orElse(Instant.EPOCH);
  }

  /**
   * The verdict on one job.
   *
   * @param onSince since when a backup could have been made: the computer is on, the job is known
   */
  public JobVerdict of(JobFacts facts, Instant onSince) {
    AppState.OfJob remembered = state.of(facts.job().id());
    DueDates dates = new DueDates(facts.job().schedule(), zone, remembered, state.pause());
    List<Finding> findings = new ArrayList<>();
    List<Instant> missed = possible(dates, facts.provedAt(), onSince);
    Optional<BackupSummary> newest = facts.newest();
    if (!missed.isEmpty()) {
      findings.add(
          newest.isPresent()
              ? new Finding.DueMissed(missed.get(0), newest.get().snapshotAt())
              : new Finding.NeverBackedUp());
    }
    facts
        .live()
        .flatMap(LiveReport::failure)
        .ifPresent(failure -> findings.add(new Finding.DatabaseTrouble(failure)));
    List<PlaceVerdict> places = new ArrayList<>();
    for (PlaceReport place : facts.survey().places()) {
      PlaceVerdict verdict =
          of(place, facts, possible(dates, facts.provedAt(place.label()), onSince));
      places.add(verdict);
      finding(verdict).ifPresent(findings::add);
      damaged(facts, place, remembered).ifPresent(findings::add);
    }
    newest.ifPresent(backup -> ofBackup(backup, remembered, findings));
    findings.addAll(new ConcernRules(facts, remembered, now, zone).find());
    findings.sort(Comparator.comparing(Finding::severity));
    return new JobVerdict(
        facts.job().id(),
        facts.job().name(),
        stateOf(findings),
        places,
        shown(facts.everywhere()),
        next(facts.job()),
        findings);
  }

  /** The first due date that no pause waives. */
  private Optional<ZonedDateTime> next(Job job) {
    Instant from = state.pausedUntil(now).map(until -> until.minusMillis(1)).orElse(now);
    return job.schedule().schedule().nextAfter(from, zone);
  }

  /** Returns the findings recorded in the newest backup. */
  private static void ofBackup(
      BackupSummary backup, AppState.OfJob remembered, List<Finding> findings) {
    if (backup.grade() == CheckReport.Grade.REBUILDABLE) {
      findings.add(new Finding.Rebuildable(backup.id()));
    }
    String schema = backup.userVersion() + "/" + backup.tables();
    if (backup.jsonFile().isEmpty()) {
      findings.add(new Finding.JsonMissing(backup.id()));
    } else if (backup.jsonLacks()
        && remembered.answeredAt(Finding.Kind.JSON_LACKS, schema).equals(Instant.MIN)) {
      findings.add(new Finding.JsonLacks(backup.id(), schema));
    }
  }

  private static State stateOf(List<Finding> findings) {
    Severity worst = findings.stream().map(Finding::severity).findFirst().orElse(Severity.ADVICE);
    return switch (worst) {
      case FAILED -> State.FAILED;
      case ATTENTION -> State.ATTENTION;
      case ADVICE -> State.OK;
    };
  }

  /** Those missed dates on which the computer was on for the time of grace, newest first. */
  private List<Instant> possible(DueDates dates, List<Instant> proved, Instant onSince) {
    List<Instant> missed = dates.missed(proved, now.minus(DueDates.GRACE), now);
    if (missed.isEmpty()) {
      return missed;
    }
    return missed.stream()
        .filter(
            due -> {
              Instant from = onSince.isAfter(due) ? onSince : due;
              return Duration.between(from, now).compareTo(DueDates.GRACE) >= 0;
            })
        .toList();
  }

  private PlaceVerdict of(PlaceReport place, JobFacts facts, List<Instant> missed) {
    return new PlaceVerdict(
        place.label(),
        place.location(),
        place.local(),
        place.address(),
        shown(facts.knownAt(place.label())),
        missed.size(),
        missed.isEmpty() ? Optional.empty() : Optional.of(missed.get(missed.size() - 1)),
        !facts.hasNewest(place.label()) || !missed.isEmpty(),
        facts.owed().getOrDefault(place.label(), List.of()).size(),
        unread(place, facts),
        place.failure().or(() -> place.sign().refusal()),
        Shortage.at(place, facts, now, zone));
  }

  /** A copy of which another place knows the description is told as damaged, or owed. */
  private static int unread(PlaceReport place, JobFacts facts) {
    Set<String> told =
        Stream.of(facts.damaged(), facts.owed())
            .flatMap(all -> all.getOrDefault(place.label(), List.of()).stream())
            .map(BackupSummary::id)
            .collect(Collectors.toUnmodifiableSet());
    return (int)
        place.inventory().damaged().stream().filter(one -> !told.contains(one.id())).count();
  }

  /** The newest one to name; one that is dated after now only if there is no other. */
  private Optional<BackupSummary> shown(List<BackupSummary> backups) {
    Instant limit = now.plus(DueDates.CLOCK_STEP);
    return backups.stream()
        .filter(JobFacts::counts)
        .filter(backup -> !backup.snapshotAt().isAfter(limit))
        .findFirst()
        .or(() -> JobFacts.newest(backups));
  }

  private static Optional<Finding> finding(PlaceVerdict place) {
    if (place.behind()) {
      return Optional.of(
          new Finding.PlaceBehind(
              place.label(),
              place.newest().map(BackupSummary::snapshotAt),
              place.behindSince(),
              place.lacks(),
              place.failure()));
    }
    return place
        .failure()
        .filter(VerdictRules::isTrouble)
        .map(failure -> new Finding.PlaceTrouble(place.label(), failure));
  }

  /**
   * Whether a place that lacks nothing is in trouble by that. A NAS that sleeps isn't: it holds
   * what it held when it last answered.
   */
  public static boolean isTrouble(Failure failure) {
    return failure.reason() != Reason.PLACE_UNREACHABLE
        && failure.reason() != Reason.PLACE_NOT_CONNECTED;
  }

  /** Whether a place with that failure couldn't be read: one on a read-only disk could. */
  public static boolean isUnread(Failure failure) {
    return failure.reason() != Reason.PLACE_DISK_READ_ONLY;
  }

  private static Optional<Finding> damaged(
      JobFacts facts, PlaceReport place, AppState.OfJob remembered) {
    List<BackupSummary> all = facts.damaged().getOrDefault(place.label(), List.of());
    if (all.isEmpty()) {
      return Optional.empty();
    }
    List<BackupSummary> bad =
        all.stream()
            .filter(
                backup ->
                    remembered
                        .answeredAt(Finding.Kind.DAMAGED_COPIES, place.label() + "/" + backup.id())
                        .equals(Instant.MIN))
            .toList();
    if (bad.isEmpty()) {
      return Optional.empty();
    }
    Set<BackupSummary.Key> owed =
        BackupSummary.keys(facts.owed().getOrDefault(place.label(), List.of()));
    Set<BackupSummary.Key> whole = BackupSummary.keys(facts.everywhere());
    List<String> healing = new ArrayList<>();
    List<String> spare = new ArrayList<>();
    List<String> lost = new ArrayList<>();
    for (BackupSummary backup : bad) {
      List<String> fate =
          owed.contains(backup.key()) ? healing : whole.contains(backup.key()) ? spare : lost;
      fate.add(backup.id());
    }
    return Optional.of(new Finding.DamagedCopies(place.label(), lost, healing, spare));
  }
}
