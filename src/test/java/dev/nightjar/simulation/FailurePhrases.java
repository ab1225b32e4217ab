package dev.nightjar.simulation;

import dev.nightjar.simulation.Phrases.Heard;

/** Why something failed, as every face says it, with the sign before it. */
final class FailurePhrases {
  private final WordTruths truths;

  FailurePhrases(WordTruths truths) {
    this.truths = truths;
  }

  Phrases addTo(Phrases phrases, String before) {
    Phrases files =
        phrases
            .add(
                before + "The database <path> is not there.<text>",
                heard -> isFile(heard, SimDatabase.State.MISSING))
            .add(
                before + "The database <path> is empty.<text>",
                heard -> isFile(heard, SimDatabase.State.EMPTY))
            .add(
                before + "Another program kept <path> busy<text>",
                heard -> isFile(heard, SimDatabase.State.LOCKED))
            .add(
                before + "The database <path> can be read, but parts<text>",
                heard -> isFile(heard, SimDatabase.State.DAMAGED))
            .add(before + "The readable copy <name> differs from the database<text>", heard -> true)
            .add(before + "Backup <id> is damaged<text>", this::isDamaged)
            .add(before + "Cancelled. Backups made earlier are kept.", heard -> true);
    return files
        .add(
            before + "<path> doesn't answer.<text>",
            heard -> isPlace(heard, SimPlace.State.OFF, SimPlace.State.FROZEN))
        .add(
            before + "<path> is there, but it is not the folder<text>",
            heard -> isPlace(heard, SimPlace.State.UNMOUNTED))
        .add(
            before + "<path> holds the backups of something else.<text>",
            heard -> isPlace(heard, SimPlace.State.FOREIGN))
        .add(
            before + "Nightjar may not write in <path>. This backup<text>",
            heard -> isPlace(heard, SimPlace.State.READ_ONLY))
        .add(
            before + "<path> is full: this backup needs<text>",
            heard -> isPlace(heard, SimPlace.State.FULL));
  }

  private boolean isFile(Heard heard, SimDatabase.State state) {
    return heard.text("path").equals(heard.job.database.path) && truths.wasLately(heard.job, state);
  }

  private boolean isPlace(Heard heard, SimPlace.State... states) {
    return heard.job.places.stream()
        .filter(place -> place.location.equals(heard.text("path")))
        .anyMatch(place -> truths.wasLately(place, states));
  }

  private boolean isDamaged(Heard heard) {
    return heard.job.places.stream()
        .anyMatch(place -> WordTruths.wasDamaged(place, heard.text("id")));
  }
}
