package dev.nightjar.desktop;

import dev.nightjar.app.agent.RunInProgress;
import dev.nightjar.app.agent.Status;
import dev.nightjar.app.verdict.Verdict;
import dev.nightjar.app.verdict.Verdict.Concern;
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
    List<PlaceVerdict> behind = job.places().stream().filter(PlaceVerdict::behind).toList();
    if (behind.size() == job.places().size()) {
      return job.newest().isEmpty()
          ? texts.of("verdict.never", job.name())
          : texts.of("verdict.failed", when(job.newest().get().snapshotAt(), now));
    }
    if (!behind.isEmpty()) {
      PlaceVerdict place = behind.get(0);
      if (place.behindSince().isEmpty()) {
        String key = place.failure().isPresent() ? "verdict.place-silent" : "verdict.place-never";
        return texts.of(key, place.label());
      }
      return texts.of(
          "verdict.place-behind",
          place.label(),
          when(place.behindSince().get(), now),
          Figures.counted(place.lacks(), "backup"));
    }
    return job.concerns().stream()
        .filter(Concern::isAboutTheData)
        .findFirst()
        .map(concern -> concern(concern, now))
        .orElse("");
  }

  private String concern(Concern concern, ZonedDateTime now) {
    if (concern instanceof Concern.Shrunk shrunk) {
      return texts.of(
          "verdict.concern.shrunk",
          shrunk.table(),
          Figures.count(shrunk.rowsBefore()),
          Figures.count(shrunk.rowsNow()));
    }
    Instant since =
        concern instanceof Concern.DataUnchanged unchanged ? unchanged.since() : now.toInstant();
    return texts.of("verdict.concern.unchanged", when(since, now));
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
