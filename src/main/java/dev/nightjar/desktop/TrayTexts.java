package dev.nightjar.desktop;

import dev.nightjar.app.agent.RunInProgress;
import dev.nightjar.app.agent.Status;
import dev.nightjar.app.verdict.Finding;
import dev.nightjar.app.verdict.Verdict;
import dev.nightjar.app.verdict.Verdict.JobVerdict;
import dev.nightjar.app.verdict.Verdict.PlaceVerdict;
import dev.nightjar.text.Figures;
import dev.nightjar.text.Texts;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZonedDateTime;
import java.util.List;
import java.util.Optional;

/** The verdict in one sentence, as tooltip and menu have it. */
final class TrayTexts {
  private final Texts texts;

  TrayTexts(Texts texts) {
    this.texts = texts;
  }

  /** What is so, and since when; at most one line. */
  String sentence(Status standing, ZonedDateTime now) {
    Verdict verdict = standing.verdict();
    if (standing.running().isPresent()) {
      return running(standing.running().get());
    }
    if (verdict.stopped().isPresent()) {
      return texts.of("verdict.stopped");
    }
    if (verdict.jobs().isEmpty()) {
      return texts.of(
          standing.settings().jobs().isEmpty() ? "verdict.not-set-up" : "verdict.looking");
    }
    Optional<JobVerdict> worst =
        verdict.jobs().stream().filter(job -> job.state() != Verdict.State.OK).findFirst();
    if (worst.isPresent()) {
      return trouble(worst.get(), now);
    }
    if (verdict.pausedUntil().isPresent()) {
      return texts.of("verdict.paused", when(verdict.pausedUntil().get(), now));
    }
    JobVerdict first = verdict.jobs().get(0);
    String last = first.newest().map(newest -> when(newest.snapshotAt(), now)).orElse("");
    return verdict.jobs().size() > 1
        ? texts.of("verdict.ok.several", verdict.jobs().size(), last)
        : texts.of("verdict.ok", last, places(first.places()));
  }

  private String running(RunInProgress run) {
    return run.cancelling()
        ? texts.of("verdict.cancelling")
        : texts.of("verdict.running", run.jobName(), run.percent());
  }

  private String trouble(JobVerdict job, ZonedDateTime now) {
    return job.findings().isEmpty() ? "" : of(job, job.findings().get(0), now);
  }

  private String of(JobVerdict job, Finding finding, ZonedDateTime now) {
    if (finding instanceof Finding.NeverBackedUp) {
      return texts.of("verdict.never", job.name());
    }
    if (finding instanceof Finding.DueMissed missed) {
      return texts.of("verdict.failed", when(missed.newestAt(), now));
    }
    if (finding instanceof Finding.DatabaseTrouble) {
      return texts.of("verdict.database", job.name());
    }
    if (finding instanceof Finding.PlaceBehind behind) {
      return behind(behind, now);
    }
    if (finding instanceof Finding.PlaceTrouble trouble) {
      return texts.of("verdict.place-trouble", trouble.place());
    }
    if (finding instanceof Finding.DamagedCopies copies) {
      return texts.of(
          "verdict.copies", Figures.counted(copies.ids().size(), "backup"), copies.place());
    }
    if (finding instanceof Finding.JsonMissing) {
      return texts.of("verdict.json");
    }
    return question(finding, now);
  }

  private String behind(Finding.PlaceBehind behind, ZonedDateTime now) {
    if (behind.newestAt().isEmpty()) {
      String key = behind.failure().isPresent() ? "verdict.place-silent" : "verdict.place-never";
      return texts.of(key, behind.place());
    }
    return behind
        .since()
        .map(
            at ->
                texts.of(
                    "verdict.place-missing",
                    behind.place(),
                    when(at, now),
                    Figures.counted(behind.lacks(), "backup")))
        .orElseGet(
            () ->
                texts.of(
                    "verdict.place-behind", behind.place(), when(behind.newestAt().get(), now)));
  }

  private String question(Finding finding, ZonedDateTime now) {
    if (finding instanceof Finding.Shrunk shrunk) {
      return texts.of(
          "verdict.concern.shrunk",
          shrunk.table(),
          Figures.count(shrunk.rowsBefore()),
          Figures.count(shrunk.rowsNow()));
    }
    return finding instanceof Finding.DataUnchanged unchanged
        ? texts.of("verdict.concern.unchanged", when(unchanged.since(), now))
        : "";
  }

  private String places(List<PlaceVerdict> places) {
    List<String> labels = places.stream().map(PlaceVerdict::label).toList();
    return labels.size() == 2
        ? texts.of("places.and", labels.get(0), labels.get(1))
        : String.join(", ", labels);
  }

  String when(OffsetDateTime moment, ZonedDateTime now) {
    return Figures.when(moment, now);
  }

  String when(Instant moment, ZonedDateTime now) {
    return Figures.when(moment.atZone(now.getZone()).toOffsetDateTime(), now);
  }
}
