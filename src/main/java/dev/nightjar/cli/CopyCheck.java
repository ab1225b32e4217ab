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

/** Reads copies of backups one after the other, and remembers how each was. */
final class CopyCheck {
  private final App app;
  private final Console console;
  private final Progress cancelled;
  private final int copies;
  private int number;

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
    Map<String, Object> result = new LinkedHashMap<>();
    result.put("id", copy.summary().id());
    result.put("place", copy.destination().location());
    int code = ExitCode.DONE;
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
    } catch (RuntimeException e) {
      failure = Failure.unexpected(e);
    }
    if (failure == null) {
      boolean whole = copy.summary().grade() == CheckReport.Grade.WHOLE;
      String done = whole ? "verify.done" : "verify.done.rebuildable";
      console.done("", Words.of(done, copy.summary().id(), copy.destination().location()));
      lacks.forEach(line -> console.warn("  ", Words.of("run.json.rebuild", line)));
      result.put("rebuildLacks", lacks);
    } else {
      console.failed("", failure);
      result.put("error", Console.failure(failure));
      code = ExitCode.FAILED;
    }
    result.put("verified", failure == null);
    results.add(result);
    return code;
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
      if (e.reason().subject() != Reason.Subject.TARGET) {
        throw e;
      }
      console.warn("  ", Words.of(e.failure()));
      return List.of();
    }
  }
}
