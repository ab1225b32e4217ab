package dev.nightjar.simulation;

import static dev.nightjar.simulation.Ledger.MINUTE;

import dev.nightjar.app.agent.Notification;
import dev.nightjar.app.agent.Notification.CaughtUp;
import dev.nightjar.app.agent.Notification.Found;
import dev.nightjar.app.agent.Notification.Over;
import dev.nightjar.app.agent.Notification.RunRefused;
import dev.nightjar.app.agent.Notification.StepsEnded;
import dev.nightjar.app.agent.Notification.Trouble;
import dev.nightjar.app.agent.Status;
import dev.nightjar.app.verdict.Finding;
import dev.nightjar.app.verdict.Verdict.JobVerdict;
import dev.nightjar.backup.Step;
import dev.nightjar.backup.StepResult;
import dev.nightjar.failure.Failure;
import dev.nightjar.failure.Reason;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Each trouble is reported once when it comes, and once when it is gone; that of a database also to
 * a user who asks for a backup.
 */
final class NoticeClaims {
  private static final long HOUR = 60 * MINUTE;
  private static final long DAY = 24 * HOUR;
  private static final long REPORTED_WITHIN = 45 * MINUTE;

  /** The same again after a day is meant; a clock that was set makes it shorter. */
  private static final long SAME_AGAIN_AFTER = 23 * HOUR;

  private final Ledger ledger;
  private final World world;
  private final Coverage coverage;
  private final Map<String, Told> open = new HashMap<>();
  private final Map<String, Long> hintedAt = new HashMap<>();
  private final Map<String, Long> goneAt = new HashMap<>();
  private final Map<String, Long> presentSince = new HashMap<>();
  private final Map<String, Long> absentSince = new HashMap<>();
  private List<JobVerdict> judged = List.of();
  private Set<String> present = Set.of();
  private Set<String> implied = Set.of();

  /** A trouble that was reported and not yet called over. */
  private static final class Told {
    private final Map<String, Long> details = new HashMap<>();
    private long lastAt;
    private long lastWall;
  }

  NoticeClaims(Ledger ledger, Coverage coverage) {
    this.ledger = ledger;
    this.world = ledger.world;
    this.coverage = coverage;
  }

  void notified(Notification notice) {
    String job = notice.jobName() + "/";
    if (notice instanceof StepsEnded steps) {
      for (StepResult step : steps.steps()) {
        step.failure().ifPresent(why -> told(job + subject(step), why.reason().code(), false));
      }
    } else if (notice instanceof Found found) {
      Finding finding = found.finding();
      sameTrouble(notice.jobName(), finding);
      boolean daily = finding.severity() == Finding.Severity.FAILED;
      told(job + subject(finding), detail(finding), daily);
    } else if (notice instanceof RunRefused refused && notice.jobName().isEmpty()) {
      told("/settings", refused.failure().reason().code(), false);
    } else if (notice instanceof CaughtUp caught) {
      open.remove(job + "place/" + caught.place());
    } else if (notice instanceof Over over) {
      over(job, over);
    }
  }

  /** If no place has what was due, that was said, and each place's lack of it is the same. */
  private void sameTrouble(String name, Finding finding) {
    boolean behind =
        finding instanceof Finding.PlaceBehind place
            && place.failure().isEmpty()
            && place.lacks() == 0;
    for (SimJob job : world.jobs) {
      Optional<Instant> due = ledger.lastDue(job);
      Ledger.OfJob account = ledger.of(job);
      long since = Math.max(account.setUpSince, account.scheduleSince);
      if (behind
          && job.name.equals(name)
          && lasts(since, 30 * MINUTE)
          && due.isPresent()
          && world.wallMillis() - due.get().toEpochMilli() > 30 * MINUTE
          && !ledger.mayBeKept(job, due.get())
          && !ledger.mayBeWaived(job, due.get())) {
        throw new Broken(
            Claim.NOTHING_TWICE, finding.subject() + " is called behind, as every place is");
      }
    }
  }

  private void told(String subject, String detail, boolean daily) {
    Told told = open.computeIfAbsent(subject, none -> new Told());
    Optional<Long> before = Optional.ofNullable(told.details.put(detail, world.now()));
    told.lastAt = world.now();
    told.lastWall = world.wallMillis();
    hintedAt.put(subject, world.now());
    boolean soon =
        before.filter(at -> !daily || world.now() - at < SAME_AGAIN_AFTER).isPresent()
            && !(isByDates(subject, daily) && before.get() < ledger.clockSince)
            && !(subject.endsWith("/database") && before.get() <= world.askedAt);
    Optional<Long> gone = Optional.ofNullable(goneAt.remove(subject));
    boolean anew = gone.filter(at -> world.now() - at > 3 * MINUTE).isPresent();
    if (soon && !anew && !world.stateFile.tampered) {
      throw new Broken(Claim.NOTHING_TWICE, subject + ":" + detail + " is reported twice");
    }
  }

  /** Questions depend on the dates of backups and answers, and a wrong clock makes both. */
  private static boolean isByDates(String subject, boolean daily) {
    return daily || subject.contains("/question/");
  }

  private void over(String job, Over over) {
    String subject =
        job
            + switch (over.trouble()) {
              case DATABASE -> "database";
              case JSON -> "json";
              case PLACE -> "place/" + over.place();
              case DUE -> "due";
              case COPIES -> "copies/" + over.place();
              case RUN -> "run";
              case SETTINGS -> "settings";
            };
    Told told = open.remove(subject);
    if (told == null && !world.stateFile.tampered) {
      throw new Broken(Claim.NOTHING_FALSE, subject + " is called over, and was never reported");
    }
    if (over.trouble() == Trouble.DATABASE) {
      world.jobs.stream()
          .filter(one -> one.name.equals(over.jobName()))
          .filter(one -> isSeen(one.database.state, Optional.ofNullable(told)))
          // It is inspected each minute then, and trouble is believed the second time.
          .filter(one -> world.now() - ledger.of(one).databaseSince > 130_000)
          .findFirst()
          .ifPresent(
              one -> {
                throw new Broken(
                    Claim.NOTHING_FALSE,
                    one.name + "'s file is called fine, and is " + one.database.state);
              });
    }
    if (over.trouble() == Trouble.PLACE) {
      world.jobs.stream()
          .filter(one -> one.name.equals(over.jobName()))
          .map(one -> one.place(over.place()))
          .filter(
              place ->
                  !place.answers()
                      && world.now() - ledger.of(place).stateSince > HOUR
                      && world.now() - ledger.steadySince > HOUR)
          .findFirst()
          .ifPresent(
              place -> {
                throw new Broken(
                    Claim.NOTHING_FALSE, place.label + " is called fine, and is " + place.state);
              });
    }
  }

  /**
   * Damage within the file is seen by nobody before a run has copied it; and a state.json that was
   * lost or is outdated may only know of what else was wrong.
   */
  private boolean isSeen(SimDatabase.State state, Optional<Told> told) {
    return switch (state) {
      case FINE -> false;
      case DAMAGED ->
          !world.stateFile.tampered
              && told.filter(one -> one.details.containsKey(Reason.COPY_DAMAGED.code()))
                  .isPresent();
      default -> true;
    };
  }

  void published(Status status) {
    if (!ledger.alive()) {
      return;
    }
    List<JobVerdict> jobs = status.verdict().jobs();
    if (!Oracle.isSame(judged, jobs)) {
      judged = jobs;
      collect(jobs);
    }
    long now = world.now();
    presentSince.keySet().retainAll(present);
    present.forEach(subject -> presentSince.putIfAbsent(subject, now));
    implied.forEach(subject -> presentSince.put(subject, now));
    noteWhatIsAskedNoMore(jobs);
    endQuestions();
    absentSince.keySet().removeIf(subject -> present.contains(subject) || !isOpen(subject));
    for (String subject : open.keySet()) {
      if (!present.contains(subject)) {
        absentSince.putIfAbsent(subject, now);
      }
    }
  }

  private void collect(List<JobVerdict> jobs) {
    present = new HashSet<>();
    implied = new HashSet<>();
    for (JobVerdict job : jobs) {
      for (Finding finding : job.findings()) {
        String subject = job.name() + "/" + subject(finding);
        present.add(subject);
        forgetOtherCopies(subject, finding);
        if (isImplied(job, finding)) {
          implied.add(subject);
        }
      }
    }
  }

  /** A copy that was healed may be damaged once more, and with it as many as were reported. */
  private void forgetOtherCopies(String subject, Finding finding) {
    if (finding instanceof Finding.DamagedCopies && isOpen(subject)) {
      open.get(subject).details.keySet().removeIf(detail -> !detail.equals(detail(finding)));
    }
  }

  /** If no place has what was due, that is the trouble, and not that this one hasn't. */
  private static boolean isImplied(JobVerdict job, Finding finding) {
    return finding instanceof Finding.PlaceBehind behind
        && behind.failure().isEmpty()
        && behind.lacks() == 0
        && job.findings().stream()
            .anyMatch(
                one -> one instanceof Finding.DueMissed || one instanceof Finding.NeverBackedUp);
  }

  /**
   * A question that was asked no more before the program ended may be asked anew when it is back.
   */
  private void noteWhatIsAskedNoMore(List<JobVerdict> jobs) {
    goneAt.keySet().removeIf(present::contains);
    for (String subject : open.keySet()) {
      boolean shown = jobs.stream().anyMatch(job -> subject.startsWith(job.name() + "/question/"));
      if (shown && !present.contains(subject) && isNewestRead(subject)) {
        goneAt.putIfAbsent(subject, world.now());
      }
    }
  }

  private void endQuestions() {
    absentSince.replaceAll(
        (subject, since) ->
            subject.contains("/question/") && !isRead(subject) ? Long.valueOf(world.now()) : since);
    // A question that nobody needs to answer any more ends without a word.
    open.keySet()
        .removeIf(
            one ->
                one.contains("/question/")
                    && absentSince.containsKey(one)
                    && !present.contains(one)
                    && isRead(one)
                    && !isStillKnown(one)
                    && lasts(Math.max(absentSince.get(one), setUpSince(one)), 3 * MINUTE));
  }

  private static boolean comesAndGoes(String subject) {
    return subject.endsWith("/question/often-off/") || subject.endsWith("/question/unchanged/");
  }

  /** A hint that comes and goes is given once in two weeks. */
  private boolean isStillKnown(String subject) {
    return comesAndGoes(subject)
        && Math.abs(world.wallMillis() - open.get(subject).lastWall) < 14 * DAY;
  }

  /** Whether its two weeks were over while it was there, or while nobody knew, can't be told. */
  private boolean wasHinted(String subject) {
    Long at = hintedAt.get(subject);
    return comesAndGoes(subject) && at != null && world.now() - at < 31 * DAY;
  }

  /** That of a job which was away waits for its answer all the while. */
  private long setUpSince(String subject) {
    return world.jobs.stream()
        .filter(job -> subject.startsWith(job.name + "/"))
        .mapToLong(job -> ledger.of(job).setUpSince)
        .findAny()
        .orElseThrow();
  }

  /** While some backup of a job can't be read nobody knows whether a question is still one. */
  private boolean isRead(String subject) {
    return world.jobs.stream()
        .filter(world::isSetUp)
        .filter(job -> subject.startsWith(job.name + "/"))
        .anyMatch(job -> backups(job, true).equals(backups(job, false)));
  }

  /** Whether the newest backup can be read, which may answer a question until it is lost. */
  private boolean isNewestRead(String subject) {
    return world.jobs.stream()
        .filter(job -> subject.startsWith(job.name + "/"))
        .anyMatch(
            job ->
                backups(job, false).stream().mapToLong(Long::longValue).max().orElse(0)
                    == newestRead(job));
  }

  private long newestRead(SimJob job) {
    return backups(job, true).stream().mapToLong(Long::longValue).max().orElse(-1);
  }

  /** The numbers of the backups that may be believed to be there, or that a reading can show. */
  private Set<Long> backups(SimJob job, boolean read) {
    Set<Long> numbers = new HashSet<>();
    for (SimPlace place : job.places) {
      boolean isRead = place.answers() && ledger.of(place).stateSince < ledger.of(place).readAt;
      for (Copy copy : place.copies) {
        if (read ? isRead && copy.isThere() : ledger.mayBeBelieved(place, copy)) {
          numbers.add(copy.backup.sequence());
        }
      }
    }
    return numbers;
  }

  private boolean isOpen(String subject) {
    return open.containsKey(subject);
  }

  void judge() {
    endQuestions();
    if (world.process.flatMap(process -> process.run).isPresent()) {
      return;
    }
    presentSince.forEach(
        (subject, since) -> {
          boolean reported =
              isOpen(subject)
                  || wasHinted(subject)
                  || (subject.endsWith("/due") && isToldSince(subject));
          if (lasts(since, REPORTED_WITHIN)
              && !reported
              && !implied.contains(subject)
              && isSetUp(subject)
              && !world.stateFile.outdated) {
            throw new Broken(Claim.NOTHING_SILENT, subject + " is shown, and never reported");
          }
          boolean daily = subject.endsWith("/due");
          if (daily
              && lasts(since, 26 * HOUR)
              && !hasJustRun(subject)
              && open.values().stream().noneMatch(told -> isSince(told, world.now() - 25 * HOUR))) {
            throw new Broken(Claim.NOTHING_SILENT, subject + " is not reported again");
          }
        });
    absentSince.forEach(
        (subject, since) -> {
          if (lasts(since, REPORTED_WITHIN)
              && isOpen(subject)
              && isSetUp(subject)
              && !subject.contains("/question/")
              && !world.stateFile.tampered
              && isOver(subject)) {
            throw new Broken(Claim.NOTHING_SILENT, "nobody says that " + subject + " is over");
          }
        });
  }

  /** Holds between the end of a run and the next reading: the notices are still those of before. */
  private boolean hasJustRun(String subject) {
    return world.jobs.stream()
        .filter(job -> subject.startsWith(job.name + "/"))
        .anyMatch(job -> world.now() - ledger.of(job).runEndedAt < Ledger.MINUTE);
  }

  /** A failed run that was reported after its due date says the same. */
  private boolean isToldSince(String subject) {
    String job = subject.substring(0, subject.indexOf('/') + 1);
    return world.jobs.stream()
        .filter(one -> job.equals(one.name + "/"))
        .mapToLong(this::toBeToldSince)
        .anyMatch(
            since ->
                open.entrySet().stream()
                    .filter(told -> told.getKey().startsWith(job))
                    .anyMatch(told -> isSince(told.getValue(), since)));
  }

  /** If the clock was set after a report, nobody knows more of its time than it said itself. */
  private boolean isSince(Told told, long since) {
    return told.lastAt >= since
        || (told.lastAt < ledger.clockSince
            && told.lastWall >= since + world.wrongBy()
            && told.lastWall <= world.wallMillis());
  }

  /**
   * A due date that was missed is reported anew. If it is waived, has only just passed, the clock
   * was touched since, or there is no backup at all, a report of the last day says what there is to
   * say.
   */
  private long toBeToldSince(SimJob job) {
    Optional<Instant> missed =
        ledger
            .lastDue(job)
            .filter(due -> !ledger.mayBeWaived(job, due))
            .filter(due -> world.wallMillis() - due.toEpochMilli() > REPORTED_WITHIN)
            .filter(due -> ledger.clockSince < due.toEpochMilli() - world.wrongBy());
    boolean none =
        job.places.stream().flatMap(place -> place.copies.stream()).noneMatch(Copy::isSound);
    return missed
        .filter(due -> !none)
        .map(due -> due.toEpochMilli() - world.wrongBy())
        .orElse(world.now() - 25 * HOUR);
  }

  private boolean lasts(long since, long time) {
    return world.now() - Math.max(since, ledger.steadySince) > time;
  }

  private boolean isSetUp(String subject) {
    return world.jobs.stream()
        .anyMatch(
            job ->
                subject.startsWith(job.name + "/")
                    && world.isSetUp(job)
                    && world.now() - Math.max(ledger.of(job).changedAt, ledger.of(job).runEndedAt)
                        > REPORTED_WITHIN);
  }

  /** A trouble that shows itself in a run alone is over when a run says so. */
  private boolean isOver(String subject) {
    for (SimJob job : world.jobs) {
      if (subject.equals(job.name + "/database")) {
        return false;
      }
      if (subject.equals(job.name + "/json")) {
        return false;
      }
      for (SimPlace place : job.places) {
        if (subject.equals(job.name + "/place/" + place.label)) {
          boolean showsItself =
              open.get(subject).details.keySet().stream()
                  .allMatch(code -> code.startsWith("place-not-") || code.endsWith("unreachable"));
          // A place that is owed nothing is left alone: it is fine once somebody has read it.
          boolean read = ledger.of(place).stateSince < ledger.of(place).readAt;
          return place.answers() && place.takes() && read && showsItself;
        }
      }
    }
    return true;
  }

  /**
   * A report that isn't called over, questions apart. That of a job that the user has removed has
   * nobody who could say so.
   */
  List<String> pending() {
    List<String> pending = new ArrayList<>(open.keySet());
    pending.removeIf(subject -> subject.contains("/question/"));
    pending.removeIf(
        subject ->
            world.jobs.stream()
                .anyMatch(job -> subject.startsWith(job.name + "/") && !world.isSetUp(job)));
    return pending;
  }

  /** Whether the user, who looks once an hour, has had no time yet to answer what is asked. */
  boolean isAskedJustNow(Finding finding, String job) {
    Long since = presentSince.get(job + "/" + subject(finding));
    return finding.isQuestion() && since != null && world.now() - since <= HOUR;
  }

  private static String subject(StepResult step) {
    if (step.step() == Step.JSON) {
      return "json";
    }
    return step.place().isEmpty() ? "database" : "place/" + step.place();
  }

  private static String subject(Finding finding) {
    if (finding instanceof Finding.DatabaseTrouble) {
      return "database";
    }
    if (finding instanceof Finding.PlaceBehind || finding instanceof Finding.PlaceTrouble) {
      return "place/" + finding.subject();
    }
    if (finding instanceof Finding.DamagedCopies) {
      return "copies/" + finding.subject();
    }
    if (finding instanceof Finding.JsonMissing) {
      return "json";
    }
    return finding.severity() == Finding.Severity.FAILED ? "due" : "question/" + Words.of(finding);
  }

  private static String detail(Finding finding) {
    Optional<Failure> failure = Optional.empty();
    if (finding instanceof Finding.DatabaseTrouble trouble) {
      failure = Optional.of(trouble.failure());
    } else if (finding instanceof Finding.PlaceTrouble trouble) {
      failure = Optional.of(trouble.failure());
    } else if (finding instanceof Finding.PlaceBehind behind) {
      failure = behind.failure();
    }
    if (finding instanceof Finding.DamagedCopies copies) {
      List<String> ids =
          Stream.of(copies.lost(), copies.healing(), copies.spare())
              .flatMap(List::stream)
              .sorted()
              .toList();
      return finding.code() + ids; // Others, or more, are news.
    }
    return failure.map(Failure::reason).map(Reason::code).orElse(finding.code());
  }
}
