package dev.nightjar.cli;

import dev.nightjar.app.verdict.Shortage;
import dev.nightjar.app.verdict.Verdict.JobVerdict;
import dev.nightjar.app.verdict.Verdict.PlaceVerdict;
import dev.nightjar.failure.Printable;

/** Says which commands make room at a place that has too little. */
final class KeepFewerHint {
  private KeepFewerHint() {}

  /** Prints a line for each place of a job that has too little room. */
  static void print(Console console, JobVerdict job) {
    for (PlaceVerdict place : job.places()) {
      place.shortage().ifPresent(one -> console.note("  ", sentence(job, place, one)));
    }
  }

  private static String sentence(JobVerdict job, PlaceVerdict place, Shortage shortage) {
    String commands = commands(Printable.of(job.name()), place, shortage);
    return shortage.refused()
        ? Words.of("status.refused", Words.place(place.label()), shortage.bytes(), commands)
        : Words.of("status.shortage", shortage.freeBytes(), shortage.bytes(), commands);
  }

  private static String commands(String job, PlaceVerdict place, Shortage shortage) {
    if (shortage.chosen()) {
      return Words.of("status.prune", job);
    }
    String key =
        switch (place.which()) {
          case HERE -> "keep-local";
          case NAS -> "keep-nas";
        };
    return Words.of("status.keep-fewer", key, shortage.rule().word(), job);
  }
}
