package dev.nightjar.simulation;

import dev.nightjar.simulation.Phrases.Heard;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** The lines that {@code nightjar status} prints, each with its sign first. */
final class StatusPhrases {
  private static final String FAILED = "  ✗ ";
  private static final String ATTENTION = "  ⚠ ";

  private final WordTruths truths;
  private final FacePhrases face;
  private final Phrases ofJob;
  private final Phrases ofAll;

  StatusPhrases(WordTruths truths) {
    this.truths = truths;
    this.face = new FacePhrases(truths);
    this.ofJob = findings(places(new Phrases()));
    this.ofAll = ofAll();
  }

  /** Judges all lines; those before the first job's are about none. */
  void judge(List<String> lines, List<SimJob> jobs) {
    Optional<SimJob> job = Optional.empty();
    for (String line : lines) {
      Optional<SimJob> heading =
          jobs.stream().filter(one -> line.equals(one.name + ": " + one.database.path)).findFirst();
      if (heading.isPresent()) {
        job = heading;
      } else if (line.startsWith("  ")) {
        ofJob.judge(line, job.orElseThrow(), truths);
      } else {
        ofAll.judge(line, jobs.get(0), truths);
      }
    }
  }

  private Phrases findings(Phrases first) {
    Phrases phrases =
        new FailurePhrases(truths)
            .addTo(first, ATTENTION)
            .add(FAILED + "<job> is not backed up yet.", face::hasNone)
            .add(
                FAILED + "No place has the backup that was due <due>. The last backup is of <at>.",
                this::isMissed)
            .add(
                ATTENTION + "<place> lacks the newest backup; its last one is of <at>.<text>",
                heard -> truths.isNewestAt(heard.place(), heard.at()))
            .add(
                ATTENTION + "<place> has no proved backup.<text>",
                heard -> !truths.hasAnyFor(heard.place()))
            .add(ATTENTION + "<place> has every backup so far, but can't be<text>", heard -> true);
    return phrases
        .add(
            ATTENTION + "<place> is full. Free <text>",
            heard -> truths.wasEver(heard.place(), SimPlace.State.FULL))
        .add(ATTENTION + "<place>: damaged or gone: <ids>. No other<text>", this::wereDamaged)
        .add(ATTENTION + "<place>: damaged or gone: <ids>. To be<text>", this::wereDamaged)
        .add(ATTENTION + "<place>: damaged or gone: <ids>. Another<text>", this::wereDamaged)
        .add(ATTENTION + "\"<table>\" fell from <before> rows to <count>.", face::shrank)
        .add(
            ATTENTION + "The data has not changed since <at>.",
            heard -> truths.wasMadeAt(heard.job, heard.at()))
        .add(
            ATTENTION + "The last backup of <job> has no readable copy (JSON).<text>",
            heard -> truths.anyBackup(heard.job, backup -> !backup.json()))
        .add(
            ATTENTION + "The computer is often off at <time>.<text>",
            heard -> heard.job.schedule.at().toString().equals(heard.text("time")));
  }

  private boolean isMissed(Heard heard) {
    Optional<Instant> due = truths.dates.due(heard.job, heard.due());
    return due.isPresent()
        && heard.job.places.stream().noneMatch(place -> truths.isSurelyKept(place, due.get()))
        && truths.isNewestAnywhere(heard.job, heard.at());
  }

  private boolean wereDamaged(Heard heard) {
    return List.of(heard.text("ids").replaceFirst(" and \\d+ more$", "").split(", ", -1)).stream()
        .allMatch(id -> WordTruths.wasDamaged(heard.place(), id));
  }

  private Phrases places(Phrases phrases) {
    return phrases
        .add(
            "  ✓ <place>: last proved backup <id>",
            heard -> truths.isNewestOfAll(heard.place(), heard.text("id")))
        .add(
            "  <place>: last proved backup <id>",
            heard -> truths.isNewestAt(heard.place(), heard.text("id")))
        .add("  <place>: no proved backup", heard -> !truths.hasAnyFor(heard.place()))
        .add("  ✓ <place>: no proved backup", heard -> false)
        .add("  Next due: <at>", heard -> truths.dates.isNext(heard.job, heard.at()));
  }

  private Phrases ofAll() {
    return new Phrases()
        .add("Nightjar is at work on <job> now.", heard -> true)
        .add(
            "⚠ Paused until <at>: until then<text>",
            heard -> truths.dates.isPausedUntil(heard.at()))
        .add("✓ The program next to the clock is running.", heard -> !truths.dates.showsPause())
        .add("The program next to the clock is running.", heard -> truths.dates.showsPause());
  }
}
