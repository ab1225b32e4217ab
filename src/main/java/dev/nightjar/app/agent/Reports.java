package dev.nightjar.app.agent;

import dev.nightjar.app.agent.Report.Detail;
import dev.nightjar.app.agent.Report.Part;
import dev.nightjar.app.agent.Report.Subject;
import dev.nightjar.app.verdict.AppState;
import dev.nightjar.app.verdict.AppState.Reported;
import dev.nightjar.app.verdict.StateStore;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** The reports made, from start to start. Used on the agent's thread. */
final class Reports {
  private static final Duration AGAIN = Duration.ofDays(1);

  private final StateStore state;

  Reports(StateStore state) {
    this.state = state;
  }

  /** Returns those of a job, the oldest first. */
  List<Report> of(UUID job) {
    return read(state.get().of(job).told());
  }

  private static List<Report> read(List<Reported> told) {
    return told.stream().flatMap(one -> ReportFormat.report(one).stream()).toList();
  }

  Optional<Report> of(UUID job, Subject subject) {
    return of(job).stream().filter(one -> one.subject().equals(subject)).findFirst();
  }

  boolean isReported(UUID job, Subject subject) {
    return of(job, subject).isPresent();
  }

  boolean isReported(UUID job, Subject subject, Detail detail) {
    return of(job).stream().anyMatch(one -> is(one, subject, detail));
  }

  private static boolean is(Report report, Subject subject, Detail detail) {
    return report.subject().equals(subject) && report.detail().equals(detail);
  }

  /** A failure that was reported within the day, and after the date was due, says the same. */
  boolean isAnyFailureReported(UUID job, Instant due, Instant now) {
    return of(job).stream()
        .filter(one -> !(one.subject() instanceof Report.Question))
        .map(Report::at)
        .anyMatch(
            at ->
                !at.isAfter(now)
                    && !at.isBefore(due)
                    && Duration.between(at, now).compareTo(AGAIN) < 0);
  }

  /** Remembers a report; false if it was made before, and need not be repeated yet. */
  boolean add(UUID job, Report report) {
    Optional<Report> before =
        of(job).stream().filter(one -> is(one, report.subject(), report.detail())).findFirst();
    boolean repeats = report.subject() == Part.DUE;
    if (before.isPresent() && (!repeats || isWithin(AGAIN, before.get().at(), report.at()))) {
      return false;
    }
    renew(job, report);
    return true;
  }

  /** Adds one that is told, in place of the same one before. */
  void renew(UUID job, Report report) {
    List<Report> all = new ArrayList<>(of(job));
    all.removeIf(one -> is(one, report.subject(), report.detail()));
    all.add(report);
    remember(job, all);
  }

  void replace(UUID job, Report before, Report after) {
    List<Report> all = new ArrayList<>(of(job));
    all.remove(before);
    all.add(after);
    remember(job, all);
  }

  /** Forgets all that was reported of a subject; false if nothing was. */
  boolean forget(UUID job, Subject subject) {
    List<Report> all = new ArrayList<>(of(job));
    boolean was = all.removeIf(one -> one.subject().equals(subject));
    if (was) {
      remember(job, all);
    }
    return was;
  }

  private void remember(UUID job, List<Report> all) {
    List<Reported> told = written(all);
    state.update(before -> before.with(job, (AppState.OfJob of) -> of.withReported(told)));
  }

  private static List<Reported> written(List<Report> all) {
    return all.stream().map(ReportFormat::told).toList();
  }

  /** Remembers a trouble of the program itself; false if it was reported before. */
  boolean addOfProgram(Report report) {
    List<Report> all = new ArrayList<>(read(state.get().told()));
    if (all.stream().anyMatch(one -> is(one, report.subject(), report.detail()))) {
      return false;
    }
    all.add(report);
    state.update(before -> before.withReported(written(all)));
    return true;
  }

  /** Forgets the troubles of the program itself; false if there was none. */
  boolean forgetOfProgram() {
    boolean was = !state.get().told().isEmpty();
    if (was) {
      state.update(before -> before.withReported(List.of()));
    }
    return was;
  }

  /** Whether the two instants are less than {@code time} apart. */
  static boolean isWithin(Duration time, Instant at, Instant now) {
    return Duration.between(at, now).abs().compareTo(time) < 0;
  }
}
