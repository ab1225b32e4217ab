package dev.nightjar.simulation;

import static dev.nightjar.simulation.Ledger.MINUTE;

import dev.nightjar.simulation.Phrases.Heard;

/** The window's notices and the system's. */
final class NoticePhrases {
  private final WordTruths truths;
  private final FacePhrases face;

  NoticePhrases(WordTruths truths) {
    this.truths = truths;
    this.face = new FacePhrases(truths);
  }

  /** Those of the window. */
  Phrases ofWindow() {
    Phrases phrases = new FailurePhrases(truths).addTo(face.headlines(), "");
    return questions(phrases, "")
        .add("<at> failed. <text>", heard -> truths.dates.aRunBeganAt(heard.job, heard.at()))
        .add(
            "<at> is not saved everywhere. <text>",
            heard -> truths.dates.aRunLeftOutAPlace(heard.job, heard.at()))
        .add(
            "<at>: not every step succeeded. <text>",
            heard -> truths.dates.aRunBeganAt(heard.job, heard.at()))
        .add("<count> backup on <place> damaged or gone, <text>", this::wereDamaged)
        .add("<count> backups on <place> damaged or gone, <text>", this::wereDamaged)
        .add("<count> backup on <place> damaged or gone. <text>", this::wereDamaged)
        .add("<count> backups on <place> damaged or gone. <text>", this::wereDamaged)
        .add("“<table>” fell from <before> rows to <count>. Was that you?", face::shrank)
        .add("“<table>” fell from <before> row to <count>. Was that you?", face::shrank)
        .add(
            "Your data has not changed since <at>. Is this still the app's file?",
            heard -> truths.wasMadeAt(heard.job, heard.at()))
        .add("<place> is full.", heard -> wasFull(heard.place()))
        .add("This computer is full.", heard -> wasFull(heard.job.place("this computer")))
        .add(
            "The last backup has no readable copy (JSON). Its database is whole.",
            heard -> truths.anyBackup(heard.job, backup -> !backup.json()));
  }

  private boolean wasFull(SimPlace place) {
    return truths.wasLately(place, SimPlace.State.FULL);
  }

  private Phrases questions(Phrases phrases, String before) {
    return phrases.add(
        before + "The computer is often off at <time>. Back up at <text> instead?<rest>",
        heard -> heard.job.schedule.at().toString().equals(heard.text("time")));
  }

  private boolean wereDamaged(Heard heard) {
    return truths.everDamaged(heard.place()) >= heard.count();
  }

  /** Those of the system, line by line. */
  Phrases ofSystem() {
    Phrases phrases = new FailurePhrases(truths).addTo(new Phrases(), "✗ ");
    new FailurePhrases(truths).addTo(phrases, "⚠ ");
    questions(found(steps(phrases)), "⚠ ");
    return over(phrases)
        .add(
            "<due> was missed. Backed up now.",
            // Both clock and schedule may have been changed since the run began.
            heard ->
                truths.dates.wasDue(heard.job, heard.due())
                    || truths.dates.changedLately(heard.job))
        .add("✓ Backed up: <count> of <before> places", heard -> isOf(heard, true))
        .add(
            "⚠ Saved to <count> of <before> places. Nightjar will copy the rest automatically.",
            heard -> isOf(heard, false))
        .add(
            "⚠ Saved to <count> of <before> places, but not every step succeeded.",
            heard -> isOf(heard, true))
        .add("⚠ The backup failed. Earlier backups are as they were.", heard -> true);
  }

  private static boolean isOf(Heard heard, boolean all) {
    long places = Spoken.count(heard.text("before"));
    return places == heard.job.places.size() && (heard.count() == places) == all;
  }

  private Phrases steps(Phrases phrases) {
    return phrases
        .add("✓ <places> reachable", heard -> !heard.places().isEmpty())
        .add("✓ Database copied: <text>, whole", heard -> true)
        .add("✓ Database saved on <places>", this::haveOneMadeNow)
        .add("✓ Database backed up: <text>, on <places>", this::haveOneMadeNow)
        .add("✓ Readable copy (JSON) made: <text>", heard -> true)
        .add("✓ Readable copy (JSON) saved on <places>", this::haveOneMadeNow)
        .add("✓ Readable copy (JSON): <text>, on <places>", this::haveOneMadeNow)
        .add("✓ <place> is up to date: <count> backup copied", this::wereCopied)
        .add("✓ <place> is up to date: <count> backups copied", this::wereCopied);
  }

  private boolean haveOneMadeNow(Heard heard) {
    long since = truths.ledger.awakeFor(15 * MINUTE);
    return heard.places().stream().allMatch(place -> written(place, since) > 0);
  }

  private boolean wereCopied(Heard heard) {
    long since = truths.world.process.flatMap(one -> one.run).map(run -> run.beganAt).orElse(0L);
    return written(heard.place(), since) >= heard.count();
  }

  private static long written(SimPlace place, long since) {
    return place.copies.stream().filter(copy -> copy.writtenAt >= since).count();
  }

  private Phrases found(Phrases phrases) {
    return phrases
        .add("⚠ There is no proved backup, though one was due. Click to see why.", face::hasNone)
        .add(
            "⚠ Not backed up since <at>. Click to see why.",
            heard -> truths.isNewestAnywhere(heard.job, heard.at()))
        .add("⚠ <place> has nothing newer than <at>. <count> backup missing there.", this::lacks)
        .add("⚠ <place> has nothing newer than <at>. <count> backups missing there.", this::lacks)
        .add("⚠ <place> has no proved backup.", heard -> !truths.hasAnyFor(heard.place()))
        .add("⚠ <count> backup on <place> damaged or gone.<text>", this::wereDamaged)
        .add("⚠ <count> backups on <place> damaged or gone.<text>", this::wereDamaged)
        .add(
            "⚠ The last backup has no readable copy (JSON). The database is safe.",
            heard -> truths.anyBackup(heard.job, backup -> !backup.json()))
        .add("⚠ \"<table>\" fell from <before> rows to <count>. Was that you?", face::shrank)
        .add(
            "⚠ The data has not changed since <at>. Is this still the app's file?",
            heard -> truths.wasMadeAt(heard.job, heard.at()));
  }

  private boolean lacks(Heard heard) {
    return truths.isNewestAt(heard.place(), heard.at())
        && truths.lacking(
                heard.place(),
                heard.job.places.stream().filter(one -> one != heard.place()).toList())
            >= heard.count();
  }

  /** The trouble itself is judged elsewhere, and so is its end. */
  private static Phrases over(Phrases phrases) {
    return phrases
        .add("✓ The app's file can be backed up again.", heard -> true)
        .add("✓ The readable copy (JSON) can be made again.", heard -> true)
        .add("✓ <place> is up to date again.", Heard::hasPlace)
        .add("✓ Backed up again.", heard -> true)
        .add("✓ <place> no longer has damaged backups.", Heard::hasPlace)
        .add("✓ Backups can be made again.", heard -> true)
        .add("✓ The settings can be read again.", heard -> true);
  }
}
