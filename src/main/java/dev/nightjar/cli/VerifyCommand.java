package dev.nightjar.cli;

import dev.nightjar.app.App;
import dev.nightjar.app.verdict.BackupFinder;
import dev.nightjar.app.verdict.KeptBackup;
import dev.nightjar.app.verdict.PlaceReport;
import dev.nightjar.app.verdict.Survey;
import dev.nightjar.failure.Failure;
import dev.nightjar.failure.FailureException;
import dev.nightjar.failure.Reason;
import dev.nightjar.io.Progress;
import dev.nightjar.restore.UnverifiedCopy;
import dev.nightjar.restore.Verifier;
import dev.nightjar.sqlite.CheckReport;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code nightjar verify}: reads backups again and compares them with what was proved. */
@Command(name = "verify")
final class VerifyCommand extends Action {
  @Mixin private PlaceOptions places = new PlaceOptions();

  @Option(names = "--all")
  private boolean all;

  @Parameters(arity = "0..1", paramLabel = "ID", descriptionKey = "id-or-latest")
  private String id = BackupFinder.LATEST;

  VerifyCommand(GlobalOptions globals) {
    super(globals);
  }

  @Override
  int run(App app, Console console) throws FailureException {
    BackupFinder backups = places.backups(app);
    Survey survey = backups.survey();
    Optional<Path> unverified = all ? Optional.empty() : survey.findUnverified(id);
    if (unverified.isPresent()) {
      return verifyUnverified(app, console, unverified.get());
    }
    List<KeptBackup> chosen = new ArrayList<>();
    if (all) {
      backups.jobs().forEach(job -> chosen.addAll(job.backups()));
      if (chosen.isEmpty() && survey.places().stream().allMatch(VerifyCommand::isEmpty)) {
        throw survey.whyThereIsNone();
      }
    } else {
      chosen.add(backups.find(id).kept());
    }
    List<Object> results = new ArrayList<>();
    int code = ExitCode.DONE;
    for (KeptBackup kept : chosen) {
      for (KeptBackup.Copy copy : kept.copies()) {
        code = ExitCode.worse(code, verify(app, console, copy, results));
      }
    }
    for (PlaceReport place : survey.places()) {
      if (place.failure().isPresent()) {
        console.failed("", place.failure().get());
        results.add(
            Map.of("place", place.location(), "error", Console.failure(place.failure().get())));
        code = ExitCode.worse(code, ExitCode.FAILED);
      }
      if (all) {
        for (var lost : place.inventory().lost()) {
          console.failed("", lost.failure());
          results.add(Map.of("id", lost.backup().id(), "error", Console.failure(lost.failure())));
          code = ExitCode.worse(code, ExitCode.FAILED);
        }
        for (var damaged : place.inventory().damaged()) {
          console.failed("", damaged.failure());
          results.add(Map.of("id", damaged.id(), "error", Console.failure(damaged.failure())));
          code = ExitCode.worse(code, ExitCode.FAILED);
        }
      }
    }
    console.object(Map.of("results", results));
    return code;
  }

  /** Whether nothing is there that could be wrong. */
  private static boolean isEmpty(PlaceReport place) {
    return place.inventory().lost().isEmpty() && place.inventory().damaged().isEmpty();
  }

  private static int verifyUnverified(App app, Console console, Path copy) throws FailureException {
    UnverifiedCopy checked = UnverifiedCopy.check(copy, app.home().stagingFolder(), Progress.NONE);
    console.done(
        "", Words.of("verify.unverified", copy, Words.counted("rows", checked.report().rows())));
    BesideTexts.print(console, copy, checked);
    Map<String, Object> result = new LinkedHashMap<>();
    result.put("file", copy);
    result.put("verified", false);
    result.put("whole", true);
    result.put("rows", checked.report().rows());
    result.put("beside", BesideTexts.object(copy, checked));
    console.object(Map.of("results", List.of(result)));
    return ExitCode.DONE;
  }

  private static int verify(App app, Console console, KeptBackup.Copy copy, List<Object> results) {
    Map<String, Object> result = new LinkedHashMap<>();
    result.put("id", copy.summary().id());
    result.put("place", copy.destination().location());
    int code = ExitCode.DONE;
    Failure failure = null;
    List<String> lacks = List.of();
    try {
      Verifier.verify(
          copy.destination(), copy.summary(), app.home().stagingFolder(), Progress.NONE);
      lacks = rebuildLacks(app, console, copy);
    } catch (FailureException e) {
      failure = e.failure();
    } catch (RuntimeException e) {
      failure = Failure.of(Reason.UNEXPECTED, e.toString());
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

  /** Where there is no room to try it, the backup is no worse for that. */
  private static List<String> rebuildLacks(App app, Console console, KeptBackup.Copy copy)
      throws FailureException {
    try {
      return Verifier.rebuildLacks(
          copy.destination(), copy.summary(), app.home().stagingFolder(), Progress.NONE);
    } catch (FailureException e) {
      if (e.reason().subject() != Reason.Subject.TARGET) {
        throw e;
      }
      console.warn("  ", Words.of(e.failure()));
      return List.of();
    }
  }
}
