package dev.nightjar.cli;

import dev.nightjar.app.verdict.Finding;
import dev.nightjar.app.verdict.Verdict.JobVerdict;
import dev.nightjar.app.verdict.Verdict.PlaceVerdict;
import dev.nightjar.destination.BackupSummary;
import dev.nightjar.failure.Printable;
import dev.nightjar.text.Figures;
import dev.nightjar.text.Messages;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** {@code status} in words: the worst database first, what is wrong before what is well. */
final class StatusWords {
  private static final int MAX_COPIES_NAMED = 5;

  private final StatusAnswer answer;
  private final Console console;

  StatusWords(StatusAnswer answer, Console console) {
    this.answer = answer;
    this.console = console;
  }

  void print() {
    for (JobVerdict job : answer.verdict().jobs()) {
      print(job);
    }
    for (String name : answer.running()) {
      console.say(Words.of("status.running", name));
    }
    answer
        .pausedUntil()
        .ifPresent(until -> console.note("", Words.of("status.paused", when(until))));
    answer
        .trayRuns()
        .ifPresent(
            runs -> {
              if (!runs) {
                console.note("", Words.of("status.tray.ended"));
              } else if (answer.pausedUntil().isEmpty()) {
                console.done("", Words.of("status.tray.runs"));
              } else {
                console.say(Words.of("status.tray.runs"));
              }
            });
  }

  private void print(JobVerdict job) {
    String file = Optional.ofNullable(answer.databases().get(job.job())).orElse("");
    String heading = Words.of("status.job", job.name(), file);
    Optional<FailedTry> failedTry = answer.failedTry(job);
    if (failedTry.isEmpty()
        && job.findings().stream().allMatch(each -> each.severity() == Finding.Severity.ADVICE)) {
      console.say(heading);
    } else {
      console.answer(heading); // With --quiet, too: a problem without its database says little.
    }
    for (Finding finding : job.findings()) {
      for (String sentence : sentences(job, finding)) {
        switch (finding.severity()) {
          case FAILED -> console.bad("  ", sentence);
          case ATTENTION -> console.warn("  ", sentence);
          case ADVICE -> console.note("  ", sentence);
        }
      }
    }
    failedTry.ifPresent(this::print);
    for (PlaceVerdict place : job.places()) {
      String last =
          Words.of(
              place.newest().isPresent() ? "status.place" : "status.place.none",
              Words.place(place.label()),
              place.newest().map(BackupSummary::id).orElse(""));
      if (!place.behind() && answer.isKept()) {
        console.done("  ", last);
      } else {
        console.say("  " + last);
      }
      if (place.unread() > 0) {
        String count = Words.counted("backups", place.unread());
        console.warn("  ", Words.of("status.unread", Words.place(place.label()), count));
      }
    }
    KeepFewerHint.print(console, job);
    console.say(
        "  "
            + job.next()
                .map(next -> Words.of("status.next", when(next.toInstant())))
                .orElseGet(() -> Words.of("status.next.never")));
  }

  private void print(FailedTry failed) {
    String words = Words.of("status.last-try", when(failed.endedAt()), Words.of(failed.failure()));
    if (failed.isDue()) {
      console.bad("  ", words);
    } else {
      console.warn("  ", words);
    }
  }

  /** Damaged copies have one for each fate. */
  private List<String> sentences(JobVerdict job, Finding finding) {
    if (finding instanceof Finding.DamagedCopies copies) {
      String key = "status." + finding.code();
      return Stream.of(
              copies(key, copies.place(), copies.lost()),
              copies(key + ".healing", copies.place(), copies.healing()),
              copies(key + ".spare", copies.place(), copies.spare()))
          .flatMap(Optional::stream)
          .toList();
    }
    return List.of(sentence(job, finding));
  }

  private String sentence(JobVerdict job, Finding finding) {
    String key = "status." + finding.code();
    if (finding instanceof Finding.DueMissed missed) {
      return Words.of(key, when(missed.due()), when(missed.newestAt()));
    }
    if (finding instanceof Finding.DatabaseTrouble trouble) {
      return Words.of(trouble.failure());
    }
    if (finding instanceof Finding.PlaceBehind behind) {
      return behind(behind);
    }
    if (finding instanceof Finding.PlaceTrouble trouble) {
      return Messages.sentence(
          Words.of(key, Words.place(trouble.place()), Words.of(trouble.failure())));
    }
    if (finding instanceof Finding.Shrunk shrunk) {
      return Words.of(
          key,
          Printable.of(shrunk.table()),
          Words.counted("rows", shrunk.rowsBefore()),
          Figures.count(shrunk.rowsNow()));
    }
    if (finding instanceof Finding.DataUnchanged unchanged) {
      return Words.of(key, when(unchanged.since()));
    }
    if (finding instanceof Finding.OftenOff off) {
      return Words.of(key, off.due(), off.suggested());
    }
    return Words.of(key, job.name());
  }

  private static Optional<String> copies(String key, String place, List<String> ids) {
    return ids.isEmpty()
        ? Optional.empty()
        : Optional.of(Messages.sentence(Words.of(key, Words.place(place), some(ids))));
  }

  private static String some(List<String> ids) {
    String first = String.join(", ", ids.subList(0, Math.min(ids.size(), MAX_COPIES_NAMED)));
    int more = ids.size() - MAX_COPIES_NAMED;
    return more > 0 ? Words.of("status.damaged-copies.ids", first, more) : first;
  }

  private String behind(Finding.PlaceBehind behind) {
    String what =
        behind
            .newestAt()
            .map(at -> Words.of("status.place-behind", Words.place(behind.place()), when(at)))
            .orElseGet(() -> Words.of("status.place-behind.empty", Words.place(behind.place())));
    boolean stuck = behind.failure().filter(why -> !why.reason().worthRetrying()).isPresent();
    String lacks = "status.place-behind.lacks" + (stuck ? ".stuck" : "");
    String more =
        behind.lacks() == 0 ? "" : " " + Words.of(lacks, Words.counted("backups", behind.lacks()));
    return Messages.sentence(what)
        + more
        + behind.failure().map(why -> " " + Words.of(why)).orElse("");
  }

  private String when(Instant moment) {
    return Figures.when(moment.atZone(answer.now().getZone()).toOffsetDateTime(), answer.now());
  }
}
