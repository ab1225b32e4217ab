package dev.nightjar.desktop.kit;

import dev.nightjar.app.agent.RunInProgress;
import dev.nightjar.app.agent.Status;
import dev.nightjar.app.verdict.Finding;
import dev.nightjar.app.verdict.Verdict;
import dev.nightjar.app.verdict.Verdict.JobVerdict;
import dev.nightjar.app.verdict.Verdict.PlaceVerdict;
import dev.nightjar.app.verdict.Verdict.State;
import dev.nightjar.app.verdict.VerdictRules;
import dev.nightjar.text.Figures;
import dev.nightjar.text.Messages;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZonedDateTime;
import java.util.List;
import java.util.Optional;

/** The verdict in words: the same ones for tooltip, menu and window. */
public final class VerdictTexts {
  private final Messages texts;

  public VerdictTexts(Messages texts) {
    this.texts = texts;
  }

  /**
   * Returns the state, and since when.
   *
   * @param more the part that is safe all the same; may be empty
   */
  public record Sentence(String headline, String more) {}

  /** Returns all of it in one line: the worst job's verdict leads. */
  public String line(Status status, ZonedDateTime now) {
    Verdict verdict = status.verdict();
    if (status.running().isPresent()) {
      return running(status.running().get());
    }
    if (verdict.stopped().isPresent()) {
      return texts.of("verdict.stopped");
    }
    if (verdict.jobs().isEmpty()) {
      return texts.of(
          status.settings().jobs().isEmpty() ? "verdict.not-set-up" : "verdict.looking");
    }
    JobVerdict first = verdict.jobs().get(0);
    if (!isWell(first)) {
      String trouble = whole(of(first, now));
      return verdict.jobs().size() == 1 || namesJob(first)
          ? trouble
          : texts.of("verdict.of", first.name(), trouble);
    }
    if (verdict.pausedUntil().isPresent()) {
      return paused(verdict.pausedUntil().get(), now);
    }
    if (verdict.jobs().size() > 1) {
      return several(verdict.jobs(), now);
    }
    Sentence sentence = of(first, now);
    return first.newest().isPresent()
        ? texts.of("verdict.whole.ok", sentence.headline(), sentence.more())
        : whole(sentence);
  }

  private String whole(Sentence sentence) {
    return sentence.more().isEmpty()
        ? sentence.headline()
        : texts.of("verdict.whole", sentence.headline(), Messages.sentence(sentence.more()));
  }

  /** Whether the sentence about a job that isn't well has its name. */
  private static boolean namesJob(JobVerdict job) {
    return job.findings().isEmpty()
        || switch (job.findings().get(0).kind()) {
          case NEVER_BACKED_UP, DATABASE, REBUILDABLE -> true;
          default -> false;
        };
  }

  /** The one whose newest backup is the oldest says how safe all are. */
  private String several(List<JobVerdict> jobs, ZonedDateTime now) {
    List<JobVerdict> none = jobs.stream().filter(job -> job.newest().isEmpty()).toList();
    if (!none.isEmpty()) {
      return whole(of(none.get(0), now));
    }
    OffsetDateTime oldest =
        jobs.stream()
            .map(job -> job.newest().orElseThrow().localSnapshotAt())
            .min(OffsetDateTime::compareTo)
            .orElseThrow();
    return texts.of("verdict.ok.several", jobs.size(), when(oldest, now));
  }

  public static boolean isWell(JobVerdict job) {
    return job.state() != State.FAILED && job.state() != State.ATTENTION;
  }

  public String running(RunInProgress run) {
    return run.cancelling()
        ? texts.of("verdict.cancelling")
        : texts.of("verdict.running", run.jobName(), run.percent());
  }

  public String paused(Instant until, ZonedDateTime now) {
    return texts.of("verdict.paused", when(until, now));
  }

  public String stopped() {
    return texts.of("verdict.stopped");
  }

  public String notSetUp() {
    return texts.of("verdict.not-set-up");
  }

  public String looking() {
    return texts.of("verdict.looking");
  }

  /** How one database stands, whatever runs. */
  public Sentence of(JobVerdict job, ZonedDateTime now) {
    if (!isWell(job) && !job.findings().isEmpty()) {
      return of(job, job.findings().get(0), now);
    }
    if (job.newest().isEmpty()) {
      return new Sentence(
          texts.of("verdict.new", job.name()),
          job.next()
              .map(due -> texts.of("verdict.new.more", when(due.toOffsetDateTime(), now)))
              .orElse(""));
    }
    return new Sentence(
        texts.of("verdict.ok", when(job.newest().get().localSnapshotAt(), now)),
        texts.of("verdict.ok.more", places(upToDate(job))));
  }

  /** One of the things that are not as they should be. */
  public Sentence of(JobVerdict job, Finding finding, ZonedDateTime now) {
    if (finding instanceof Finding.DueMissed missed) {
      return sentence(finding, when(missed.newestAt(), now));
    }
    if (finding instanceof Finding.DatabaseTrouble trouble) {
      String key = "finding.database." + trouble.failure().reason().code();
      return new Sentence(
          texts.of(texts.has(key) ? key : "finding.database", job.name()), kept(job, now));
    }
    if (finding instanceof Finding.PlaceBehind behind) {
      return capital(behind(job, behind, now));
    }
    if (finding instanceof Finding.PlaceTrouble trouble) {
      return capital(sentence(finding, texts.place(trouble.place())));
    }
    if (finding instanceof Finding.DamagedCopies copies) {
      return capital(
          sentence(finding, texts.counted("backups", copies.count()), texts.place(copies.place())));
    }
    if (finding instanceof Finding.Shrunk shrunk) {
      return sentence(
          finding,
          shrunk.table(),
          Figures.count(shrunk.rowsBefore()),
          Figures.count(shrunk.rowsNow()));
    }
    if (finding instanceof Finding.DataUnchanged unchanged) {
      return sentence(finding, when(unchanged.since(), now));
    }
    if (finding instanceof Finding.OftenOff off) {
      return sentence(finding, off.due(), off.suggested());
    }
    boolean ofJob = finding.subject().isEmpty();
    return sentence(finding, ofJob ? job.name() : finding.subject());
  }

  private Sentence sentence(Finding finding, Object... arguments) {
    String more = "finding." + finding.code() + ".more";
    return new Sentence(
        texts.of("finding." + finding.code(), arguments),
        texts.has(more) ? texts.of(more, arguments) : "");
  }

  /** A place may stand first, and its name is written small; a database's stays as it is. */
  private static Sentence capital(Sentence sentence) {
    return new Sentence(Messages.sentence(sentence.headline()), sentence.more());
  }

  private Sentence behind(JobVerdict job, Finding.PlaceBehind behind, ZonedDateTime now) {
    Optional<String> since =
        behind
            .since()
            .map(
                at ->
                    texts.of(
                        "finding.place-behind.since", texts.place(behind.place()), when(at, now)));
    String headline =
        since
            .or(
                () ->
                    behind
                        .newestAt()
                        .map(
                            at ->
                                texts.of(
                                    "finding.place-behind",
                                    texts.place(behind.place()),
                                    when(at, now))))
            .orElseGet(
                () ->
                    texts.of(
                        behind.failure().filter(VerdictRules::isUnread).isPresent()
                            ? "finding.place-behind.silent"
                            : "finding.place-behind.empty",
                        texts.place(behind.place())));
    List<PlaceVerdict> good = upToDate(job);
    if (good.isEmpty()) {
      return new Sentence(headline, "");
    }
    return new Sentence(
        headline,
        behind.lacks() > 0
            ? texts.of(
                behind.lacks() == 1 ? "finding.place-behind.one" : "finding.place-behind.many",
                texts.counted("backups", behind.lacks()),
                places(good))
            : texts.of("finding.place-behind.more", places(good)));
  }

  private String kept(JobVerdict job, ZonedDateTime now) {
    return job.newest()
        .map(newest -> texts.of("finding.database.more", when(newest.localSnapshotAt(), now)))
        .orElse("");
  }

  private static List<PlaceVerdict> upToDate(JobVerdict job) {
    return job.places().stream().filter(place -> !place.behind()).toList();
  }

  private String places(List<PlaceVerdict> places) {
    List<String> labels = places.stream().map(PlaceVerdict::label).map(texts::place).toList();
    return labels.size() == 2
        ? texts.of("places.and", labels.get(0), labels.get(1))
        : String.join(", ", labels);
  }

  public Optional<String> next(List<JobVerdict> jobs, ZonedDateTime now) {
    return jobs.stream()
        .flatMap(job -> job.next().stream())
        .min(ZonedDateTime::compareTo)
        .map(due -> texts.of("menu.next", when(due.toOffsetDateTime(), now)));
  }

  private static String when(OffsetDateTime moment, ZonedDateTime now) {
    return Figures.when(moment, now);
  }

  private static String when(Instant moment, ZonedDateTime now) {
    return Figures.when(moment.atZone(now.getZone()).toOffsetDateTime(), now);
  }
}
