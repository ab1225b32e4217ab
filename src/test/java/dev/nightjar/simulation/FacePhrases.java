package dev.nightjar.simulation;

import dev.nightjar.simulation.Phrases.Heard;
import java.time.LocalDateTime;
import java.util.List;

/** The sentences of tray and window about a job, as the oracle understands them. */
final class FacePhrases {
  private final WordTruths truths;

  FacePhrases(WordTruths truths) {
    this.truths = truths;
  }

  /** The verdict's sentence, the same in tooltip, menu and window. */
  Phrases headlines() {
    Phrases phrases =
        new Phrases()
            .add("Safe: <at>", heard -> isSafe(heard.job, heard.at()))
            .add("<job> is not backed up yet", this::hasNone)
            .add(
                "Not backed up since <at>", heard -> truths.isNewestAnywhere(heard.job, heard.at()))
            .add("The database <job> is not there", heard -> was(heard, SimDatabase.State.MISSING))
            .add("The database <job> is empty", heard -> was(heard, SimDatabase.State.EMPTY))
            .add(
                "<job> can't be backed up just now",
                heard -> was(heard, SimDatabase.State.LOCKED, SimDatabase.State.DAMAGED));
    return places(phrases)
        .add("\"<table>\" fell from <before> rows to <count>", this::shrank)
        .add(
            "The data has not changed since <at>", heard -> truths.wasMadeAt(heard.job, heard.at()))
        .add("The computer is often off at <time>", FacePhrases::isAt)
        .add(
            "The last backup has no readable copy (JSON)",
            heard -> truths.anyBackup(heard.job, backup -> !backup.json()))
        .add(
            "<count> backup on <place> damaged or gone",
            heard -> heard.count() == 1 && truths.everDamaged(heard.place()) >= 1)
        .add(
            "<count> backups on <place> damaged or gone",
            heard -> truths.everDamaged(heard.place()) >= heard.count());
  }

  private Phrases places(Phrases phrases) {
    return phrases
        .add(
            "<place> has nothing newer than <at>",
            heard -> truths.isNewestAt(heard.place(), heard.at()))
        .add("<place> is missing since <due>", this::isMissingSince)
        .add("No access to <place>", this::failedLately)
        .add("<place> has no proved backup", heard -> !truths.hasAnyFor(heard.place()))
        .add("<place> can't be used just now", this::failedLately);
  }

  /** The sentences that are added to it. */
  Phrases details() {
    return new Phrases()
        .add("on <places>", this::areAll)
        .add("the first backup is due <at>", heard -> truths.dates.isNext(heard.job, heard.at()))
        .add("next <at>", heard -> truths.dates.isNext(heard.job, heard.at()))
        .add("last backup <at>", heard -> truths.isNewestAnywhere(heard.job, heard.at()))
        .add("the last backup is of <at>", heard -> truths.isNewestAnywhere(heard.job, heard.at()))
        .add("no proved backup", this::hasNone)
        .add("<count> backup is on <places> only", this::lacks)
        .add("<count> backups are on <places> only", this::lacks)
        .add("the backups are on <places>", heard -> !heard.places().isEmpty())
        .add("it has all backups so far", heard -> true)
        .add(
            "its database is whole",
            heard -> truths.anyBackup(heard.job, backup -> !backup.json()));
  }

  /** Every place has that backup, and none newer is known. */
  boolean isSafe(SimJob job, List<LocalDateTime> at) {
    return job.places.stream()
        .allMatch(place -> truths.isNewestAt(place, at) || truths.hasTheLastOne(place));
  }

  private boolean areAll(Heard heard) {
    return heard.places().size() == heard.job.places.size();
  }

  boolean hasNone(Heard heard) {
    return heard.job.places.stream().noneMatch(truths::hasAnyFor);
  }

  private boolean was(Heard heard, SimDatabase.State... states) {
    return heard.isOfJob() && truths.wasLately(heard.job, states);
  }

  private boolean failedLately(Heard heard) {
    return truths.wasLately(
        heard.place(),
        SimPlace.State.OFF,
        SimPlace.State.FROZEN,
        SimPlace.State.UNMOUNTED,
        SimPlace.State.FOREIGN);
  }

  private boolean isMissingSince(Heard heard) {
    return truths
        .dates
        .due(heard.job, heard.due())
        .filter(due -> !truths.isSurelyKept(heard.place(), due))
        .isPresent();
  }

  private boolean lacks(Heard heard) {
    List<SimPlace> have = heard.places();
    return heard.job.places.stream()
        .filter(place -> !have.contains(place))
        .anyMatch(place -> truths.lacking(place, have) >= heard.count());
  }

  boolean shrank(Heard heard) {
    String table = heard.text("table");
    long before = Spoken.count(heard.text("before"));
    return truths.anyBackup(heard.job, one -> one.rows().getOrDefault(table, 0L) == before)
        && truths.anyBackup(heard.job, one -> one.rows().getOrDefault(table, 0L) == heard.count());
  }

  private static boolean isAt(Heard heard) {
    return heard.job.schedule.at().toString().equals(heard.text("time"));
  }
}
