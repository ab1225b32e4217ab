package dev.nightjar.cli;

import dev.nightjar.app.App;
import dev.nightjar.app.GoodCopy;
import dev.nightjar.app.verdict.KeptBackup;
import dev.nightjar.failure.Failure;
import dev.nightjar.failure.FailureException;
import dev.nightjar.failure.Reason;
import dev.nightjar.io.Progress;
import dev.nightjar.restore.Verifier;
import dev.nightjar.sqlite.CheckReport;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Reads copies of backups one after the other, and remembers how each was. */
final class CopyCheck {
  private final App app;
  private final Console console;
  private final Progress cancelled;
  private final int copies;
  private int number;

  /** Places that are asked no more, by their locations. */
  private final Map<String, Away> away = new LinkedHashMap<>();

  /**
   * A place that doesn't answer.
   *
   * @param unread the copies there that weren't read since
   */
  private record Away(Failure why, long unread) {}

  /**
   * @param cancelled throws to end it
   * @param copies how many there will be
   */
  CopyCheck(App app, Console console, Progress cancelled, int copies) {
    this.app = app;
    this.console = console;
    this.cancelled = cancelled;
    this.copies = copies;
  }

  /**
   * Reads one copy, says how it is, and adds that to the results.
   *
   * @return the exit code
   * @throws FailureException {@code CANCELLED}
   */
  int verify(KeptBackup.Copy copy, List<Object> results) throws FailureException {
    number++;
    String location = copy.destination().location();
    Map<String, Object> result = new LinkedHashMap<>();
    result.put("id", copy.summary().id());
    result.put("place", location);
    Away before = away.get(location);
    if (before != null) {
      away.put(location, new Away(before.why(), before.unread() + 1));
      return failed(before.why(), results, result);
    }
    Failure failure = null;
    List<String> lacks = List.of();
    try {
      Verifier.verify(
          copy.destination(),
          copy.summary(),
          app.home().stagingFolder(),
          cancelled.then(console.percent("verify.progress", number, copies)));
      GoodCopy.remember(app, copy, true);
      lacks = rebuildLacks(copy);
    } catch (FailureException e) {
      if (e.reason() == Reason.CANCELLED) {
        throw e;
      }
      if (Verifier.isDamage(e)) {
        if (!Verifier.isListed(copy.destination(), copy.summary(), cancelled)) {
          return gone(copy, results, result);
        }
        GoodCopy.remember(app, copy, false);
      }
      failure = e.failure();
      if (e.reason().sameWithEveryFile()) {
        away.put(location, new Away(failure, 0));
      }
    } catch (RuntimeException e) {
      failure = Failure.unexpected(e);
    }
    if (failure != null) {
      console.failed("", failure);
      return failed(failure, results, result);
    }
    boolean whole = copy.summary().grade() == CheckReport.Grade.WHOLE;
    String done = whole ? "verify.done" : "verify.done.rebuildable";
    console.done("", Words.of(done, copy.summary().id(), location));
    lacks.forEach(line -> console.warn("  ", Words.of("run.json.rebuild", line)));
    result.put("rebuildLacks", lacks);
    result.put("verified", true);
    results.add(result);
    return ExitCode.DONE;
  }

  private static int failed(Failure why, List<Object> results, Map<String, Object> result) {
    result.put("error", Console.failure(why));
    result.put("verified", false);
    results.add(result);
    return ExitCode.FAILED;
  }

  /**
   * Says how many copies weren't read in places that didn't answer.
   *
   * @return the locations of those places, of which is told all that is to say
   */
  Set<String> tellAway() {
    away.forEach(
        (location, place) -> {
          if (place.unread() > 0) {
            console.warn(
                "", Words.of("verify.unread", location, Words.counted("backups", place.unread())));
          }
        });
    return away.keySet();
  }

  /** A run deleted it since it was listed: nothing is wrong with that. */
  private int gone(KeptBackup.Copy copy, List<Object> results, Map<String, Object> result) {
    console.say(Words.of("verify.gone", copy.summary().id(), copy.destination().location()));
    result.put("gone", true);
    result.put("verified", false);
    results.add(result);
    return ExitCode.DONE;
  }

  /** If there is no room to try it, the backup is no worse for that. */
  private List<String> rebuildLacks(KeptBackup.Copy copy) throws FailureException {
    try {
      return Verifier.rebuildLacks(
          copy.destination(), copy.summary(), app.home().stagingFolder(), cancelled);
    } catch (FailureException e) {
      Reason.Subject subject = e.reason().subject();
      if (subject != Reason.Subject.TARGET && subject != Reason.Subject.SETTINGS) {
        throw e;
      }
      console.warn("  ", Words.of(e.failure()));
      return List.of();
    }
  }
}
