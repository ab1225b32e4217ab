package dev.nightjar.cli;

import dev.nightjar.app.App;
import dev.nightjar.app.verdict.KeptBackup;
import dev.nightjar.app.verdict.PlaceReport;
import dev.nightjar.app.verdict.Survey;
import dev.nightjar.destination.BackupSummary;
import dev.nightjar.destination.Evidence;
import dev.nightjar.destination.Inventory;
import dev.nightjar.failure.FailureException;
import dev.nightjar.text.Figures;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code nightjar list}: the backups there are, newest first, and what else lies beside them. */
@Command(name = "list")
final class ListCommand extends Action {
  @Mixin private PlaceOptions places = new PlaceOptions();

  ListCommand(GlobalOptions globals) {
    super(globals);
  }

  @Override
  int run(App app, Console console) throws FailureException {
    Survey survey = places.survey(app);
    words(console, survey);
    console.object(object(survey));
    boolean unread = survey.places().stream().anyMatch(place -> place.failure().isPresent());
    if (!unread) {
      return ExitCode.DONE;
    }
    return survey.places().stream().allMatch(place -> place.failure().isPresent())
        ? ExitCode.FAILED
        : ExitCode.PARTIAL;
  }

  private static void words(Console console, Survey survey) {
    if (survey.backups().isEmpty()) {
      if (survey.places().stream().anyMatch(place -> place.failure().isEmpty())) {
        console.say("No backups.");
      }
    } else {
      console.say(String.format("%-21s %10s %12s  %s", "Backup", "Size", "Rows", "Where"));
    }
    for (KeptBackup kept : survey.backups()) {
      BackupSummary backup = kept.summary();
      console.say(
          String.format(
              "%-21s %10s %12s  %s",
              backup.id(),
              Figures.bytes(backup.bytes()),
              Figures.count(backup.rows()),
              String.join(", ", kept.labels())));
    }
    for (PlaceReport place : survey.places()) {
      place.failure().ifPresent(failure -> console.failed("", failure));
      for (Inventory.Lost lost : place.inventory().lost()) {
        console.failed("", lost.failure());
      }
      for (Inventory.Damaged damaged : place.inventory().damaged()) {
        console.failed("", damaged.failure());
      }
      for (Evidence.Kept copy : place.inventory().evidence()) {
        console.warn(
            "",
            Words.of(
                "list.evidence",
                "damaged/backup-" + copy.id() + ".db",
                place.location(),
                copy.bytes()));
      }
      for (Inventory.Unverified file : place.inventory().unverified()) {
        console.warn(
            "",
            "backup-"
                + file.id()
                + ".db in "
                + place.location()
                + ": "
                + Figures.bytes(file.bytes())
                + ", not made by Nightjar, not verified");
      }
    }
  }

  private static Map<String, Object> object(Survey survey) {
    List<Object> backups = new ArrayList<>();
    survey.backups().forEach(kept -> backups.add(object(kept)));
    List<Object> lost = new ArrayList<>();
    List<Object> damaged = new ArrayList<>();
    List<Object> unverified = new ArrayList<>();
    List<Object> evidence = new ArrayList<>();
    List<Object> errors = new ArrayList<>();
    for (PlaceReport place : survey.places()) {
      place.failure().ifPresent(failure -> errors.add(Console.failure(failure)));
      place.inventory().lost().forEach(one -> lost.add(Console.failure(one.failure())));
      place.inventory().damaged().forEach(one -> damaged.add(Console.failure(one.failure())));
      place
          .inventory()
          .evidence()
          .forEach(
              copy ->
                  evidence.add(
                      Map.of("id", copy.id(), "place", place.location(), "bytes", copy.bytes())));
      place
          .inventory()
          .unverified()
          .forEach(
              file ->
                  unverified.add(
                      Map.of("id", file.id(), "place", place.location(), "bytes", file.bytes())));
    }
    Map<String, Object> object = new LinkedHashMap<>();
    object.put("backups", backups);
    object.put("lost", lost);
    object.put("damaged", damaged);
    object.put("unverified", unverified);
    object.put("evidence", evidence);
    object.put("errors", errors);
    return object;
  }

  static Map<String, Object> object(KeptBackup kept) {
    BackupSummary backup = kept.summary();
    Map<String, Object> object = new LinkedHashMap<>();
    object.put("id", backup.id());
    object.put("sequence", backup.sequence());
    object.put("kind", backup.kind().name().toLowerCase(Locale.ROOT).replace('_', '-'));
    object.put("job", backup.job().name());
    object.put("snapshotAt", backup.snapshotAt());
    object.put("bytes", backup.bytes());
    object.put("tables", (long) backup.tables());
    object.put("rows", backup.rows());
    object.put(
        "places", kept.copies().stream().map(copy -> copy.destination().location()).toList());
    return object;
  }
}
