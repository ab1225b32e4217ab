package dev.nightjar.cli;

import dev.nightjar.app.App;
import dev.nightjar.app.verdict.BackupFinder;
import dev.nightjar.app.verdict.JobBackups;
import dev.nightjar.app.verdict.KeptBackup;
import dev.nightjar.app.verdict.PlaceReport;
import dev.nightjar.app.verdict.Survey;
import dev.nightjar.destination.Inventory;
import dev.nightjar.failure.Failure;
import dev.nightjar.failure.FailureException;
import dev.nightjar.failure.Reason;
import dev.nightjar.io.HeldLock;
import dev.nightjar.io.Progress;
import dev.nightjar.restore.UnverifiedCopy;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code nightjar verify}: reads backups again and compares them with what was proved. */
@Command(name = "verify")
final class VerifyCommand extends Action {
  /** The ids of other programs' copies that are named at once. */
  private static final int MAX_NAMED = 5;

  @Mixin private PlaceOptions places = new PlaceOptions();

  @Option(names = "--all")
  private boolean all;

  @Parameters(arity = "0..1", paramLabel = "ID", descriptionKey = "id-or-latest")
  private String id = BackupFinder.LATEST;

  private Optional<Survey> read = Optional.empty();

  VerifyCommand(GlobalOptions globals) {
    super(globals);
  }

  @Override
  int run(App app, Console console) throws FailureException {
    BackupFinder backups = places.backups(app);
    Survey survey = backups.survey();
    read = Optional.of(survey);
    Optional<Path> unverified = all ? Optional.empty() : survey.remains().unverified(id);
    if (unverified.isPresent()) {
      return verifyUnverified(app, console, unverified.get(), survey);
    }
    List<BackupFinder.Found> chosen = new ArrayList<>();
    if (all) {
      for (JobBackups job : backups.jobs()) {
        job.backups().forEach(kept -> chosen.add(new BackupFinder.Found(job, kept)));
      }
      if (chosen.isEmpty() && survey.places().stream().allMatch(VerifyCommand::isEmpty)) {
        throw survey.whyThereIsNone();
      }
    } else {
      chosen.add(backups.find(id));
    }
    List<Object> results = new ArrayList<>();
    int code = ExitCode.DONE;
    Set<String> told;
    try (Cancellation cancellation = Cancellation.onControlC();
        @Nullable HeldLock first = app.readFirst().orElse(null)) {
      CopyCheck check = new CopyCheck(app, console, cancellation.asProgress(), copies(chosen));
      for (BackupFinder.Found found : chosen) {
        for (KeptBackup.Copy copy : found.kept().copies()) {
          code = ExitCode.worse(code, check.verify(copy, results));
        }
      }
      told = check.tellAway();
    }
    for (PlaceReport place : survey.places()) {
      if (place.failure().isPresent()) {
        if (!told.contains(place.location())) {
          console.failed("", place.failure().get());
        }
        results.add(
            InOrder.of("place", place.location(), "error", Console.failure(place.failure().get())));
        code = ExitCode.worse(code, ExitCode.FAILED);
      }
      if (all) {
        for (var lost : place.inventory().lost()) {
          console.failed("", lost.failure());
          results.add(
              InOrder.of("id", lost.backup().id(), "error", Console.failure(lost.failure())));
          code = ExitCode.worse(code, ExitCode.FAILED);
        }
        for (var damaged : place.inventory().damaged()) {
          console.failed("", damaged.failure());
          results.add(InOrder.of("id", damaged.id(), "error", Console.failure(damaged.failure())));
          code = ExitCode.worse(code, ExitCode.FAILED);
        }
      }
    }
    console.object(Map.of("results", results));
    return code;
  }

  @Override
  Optional<String> advice(App app, Failure failure) {
    List<String> others =
        failure.reason() == Reason.NO_BACKUPS
            ? read.map(VerifyCommand::ofOtherPrograms).orElse(List.of())
            : List.of();
    return others.isEmpty()
        ? super.advice(app, failure)
        : Optional.of(Words.of("verify.advice.unverified", String.join(", ", others)));
  }

  /** The ids of the first copies that Nightjar didn't make and that can be verified by them. */
  private static List<String> ofOtherPrograms(Survey survey) {
    return survey.places().stream()
        .map(PlaceReport::inventory)
        .flatMap(
            inventory ->
                inventory.unverified().stream()
                    .map(Inventory.Unverified::id)
                    .filter(
                        id -> inventory.damaged().stream().noneMatch(one -> one.id().equals(id))))
        .distinct()
        .filter(id -> survey.remains().unverified(id).isPresent())
        .limit(MAX_NAMED)
        .toList();
  }

  /** Whether nothing is there that could be wrong. */
  private static boolean isEmpty(PlaceReport place) {
    return place.inventory().lost().isEmpty() && place.inventory().damaged().isEmpty();
  }

  private static int verifyUnverified(App app, Console console, Path copy, Survey survey)
      throws FailureException {
    Optional<Failure> damaged = survey.remains().damagedManifest(copy);
    UnverifiedCopy checked = UnverifiedCopy.check(copy, app.home().stagingFolder(), Progress.NONE);
    String words = damaged.isPresent() ? "verify.manifest-damaged" : "verify.unverified";
    console.done("", Words.of(words, copy, Words.counted("rows", checked.report().rows())));
    BesideTexts.print(console, copy, checked);
    Map<String, Object> result = new LinkedHashMap<>();
    result.put("file", copy);
    result.put("verified", false);
    result.put("whole", true);
    result.put("rows", checked.report().rows());
    result.put("beside", BesideTexts.object(copy, checked));
    damaged.ifPresent(
        failure -> {
          console.failed("", failure);
          result.put("error", Console.failure(failure));
        });
    console.object(Map.of("results", List.of(result)));
    return damaged.isPresent() ? ExitCode.FAILED : ExitCode.DONE;
  }

  private static int copies(List<BackupFinder.Found> chosen) {
    return chosen.stream().mapToInt(found -> found.kept().copies().size()).sum();
  }
}
