package dev.nightjar.cli;

import dev.nightjar.app.App;
import dev.nightjar.app.verdict.BackupFinder;
import dev.nightjar.app.verdict.JobBackups;
import dev.nightjar.app.verdict.KeptBackup;
import dev.nightjar.app.verdict.PlaceReport;
import dev.nightjar.app.verdict.Survey;
import dev.nightjar.destination.BackupSummary;
import dev.nightjar.destination.Evidence;
import dev.nightjar.destination.Inventory;
import dev.nightjar.destination.Manifest;
import dev.nightjar.failure.FailureException;
import dev.nightjar.text.Figures;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
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
    BackupFinder found = places.backups(app);
    Survey survey = found.survey();
    Marks marks = new Marks(app);
    if (console.isJson()) {
      console.object(object(found, marks));
    } else {
      words(console, found, marks);
    }
    long unread = survey.places().stream().filter(place -> !isRead(place)).count();
    if (unread == 0) {
      return ExitCode.DONE;
    }
    return isAnyRead(survey) ? ExitCode.PARTIAL : ExitCode.FAILED;
  }

  /** Whether the place answered, and each backup there says what it is. */
  private static boolean isRead(PlaceReport place) {
    return place.failure().isEmpty() && place.inventory().damaged().isEmpty();
  }

  /** Whether there is a backup to list, or none to be read; an empty place is neither. */
  private static boolean isAnyRead(Survey survey) {
    return !survey.backups().isEmpty()
        || (survey.places().stream().allMatch(place -> place.inventory().damaged().isEmpty())
            && survey.places().stream().anyMatch(ListCommand::isRead));
  }

  private static void words(Console console, BackupFinder found, Marks marks) {
    List<String> names = BackupFinder.names(found.jobs());
    Survey survey = found.survey();
    boolean any = found.jobs().stream().anyMatch(job -> !job.backups().isEmpty());
    if (!any && isAnyRead(survey)) {
      console.answer(Words.of("list.none"));
    }
    for (int i = 0; i < names.size(); i++) {
      JobBackups job = found.jobs().get(i);
      if (names.size() > 1) {
        console.answer((i == 0 ? "" : System.lineSeparator()) + names.get(i));
      }
      if (!job.backups().isEmpty()) {
        table(console, job, marks);
      } else if (any) {
        console.answer(Words.of("list.none"));
      }
    }
    for (PlaceReport place : survey.places()) {
      place.failure().ifPresent(failure -> console.failed("", failure));
      place.inventory().lost().forEach(lost -> console.failed("", lost.failure()));
      place.inventory().damaged().forEach(one -> console.failed("", one.failure()));
      for (Evidence.Kept copy : place.inventory().evidence()) {
        console.warn(
            "",
            Words.of(
                "list.evidence",
                "damaged/backup-" + copy.id() + ".db",
                place.location(),
                copy.bytes()));
      }
      Set<String> damaged =
          place.inventory().damaged().stream()
              .map(Inventory.Damaged::id)
              .collect(Collectors.toSet());
      for (Inventory.Unverified file : place.inventory().unverified()) {
        String words = damaged.contains(file.id()) ? "list.manifest-damaged" : "list.unverified";
        console.warn("", Words.of(words, file.id(), place.location(), file.bytes()));
      }
    }
  }

  private static void table(Console console, JobBackups job, Marks marks) {
    List<String> rows = new ArrayList<>(job.backups().size() + 1);
    rows.add(
        row(
            Words.of("list.backup"),
            Words.of("list.size"),
            Words.of("list.rows"),
            Words.of("list.where")));
    for (KeptBackup kept : job.backups()) {
      BackupSummary backup = kept.summary();
      String where = marks.where(job, kept);
      if (backup.kind() == Manifest.Kind.BEFORE_RESTORE) {
        where = Words.of("list.before-restore", where);
      }
      boolean own = backup.job().job().equals(job.owner().job());
      rows.add(
          row(
              backup.id(),
              Figures.bytes(backup.bytes()),
              Figures.count(backup.rows()),
              own ? where : Words.of("list.continued", where, name(backup))));
    }
    console.answer(rows);
    console.answer(
        Words.of(
            "list.totals",
            Words.counted("backups", job.backups().size()),
            totals(job).values().stream()
                .map(
                    each ->
                        Words.of(
                            "list.total", Words.place(each.label()), each.backups(), each.bytes()))
                .collect(Collectors.joining(", "))));
  }

  private static String row(String id, String size, String rows, String where) {
    return Columns.left(id, 21)
        + " "
        + Columns.right(size, 10)
        + " "
        + Columns.right(rows, 12)
        + "  "
        + where;
  }

  private static String name(BackupSummary backup) {
    return Words.of("list.job", backup.job().name(), backup.job().host());
  }

  /** The backups of a job in one place. */
  private record Total(String label, long backups, long bytes) {
    Total plus(Total other) {
      long sum = bytes + other.bytes;
      return new Total(label, backups + other.backups, sum < 0 ? Long.MAX_VALUE : sum);
    }
  }

  /** By the place's location. */
  private static Map<String, Total> totals(JobBackups job) {
    Map<String, Total> totals = new LinkedHashMap<>();
    for (KeptBackup kept : job.backups()) {
      for (KeptBackup.Copy copy : kept.copies()) {
        Total one = new Total(copy.label(), 1, copy.summary().bytes());
        totals.merge(copy.destination().location(), one, Total::plus);
      }
    }
    return totals;
  }

  private static Map<String, Object> object(BackupFinder found, Marks marks) {
    List<Object> backups = new ArrayList<>();
    List<Object> totals = new ArrayList<>();
    for (JobBackups job : found.jobs()) {
      job.backups().forEach(kept -> backups.add(marks.object(job, kept)));
      totals(job).forEach((location, total) -> totals.add(object(job, location, total)));
    }
    List<Object> lost = new ArrayList<>();
    List<Object> damaged = new ArrayList<>();
    List<Object> unverified = new ArrayList<>();
    List<Object> evidence = new ArrayList<>();
    List<Object> errors = new ArrayList<>();
    for (PlaceReport place : found.survey().places()) {
      place.failure().ifPresent(failure -> errors.add(Console.failure(failure)));
      place.inventory().lost().forEach(one -> lost.add(Console.failure(one.failure())));
      place.inventory().damaged().forEach(one -> damaged.add(Console.failure(one.failure())));
      for (Evidence.Kept copy : place.inventory().evidence()) {
        evidence.add(file(copy.id(), place, copy.bytes()));
      }
      for (Inventory.Unverified file : place.inventory().unverified()) {
        unverified.add(file(file.id(), place, file.bytes()));
      }
    }
    Map<String, Object> object = new LinkedHashMap<>();
    object.put("backups", backups);
    object.put("totals", totals);
    object.put("lost", lost);
    object.put("damaged", damaged);
    object.put("unverified", unverified);
    object.put("evidence", evidence);
    object.put("errors", errors);
    return object;
  }

  private static Map<String, Object> object(JobBackups job, String location, Total total) {
    Map<String, Object> object = new LinkedHashMap<>();
    object.put("job", job.owner().name());
    object.put("host", job.owner().host());
    object.put("place", location);
    object.put("backups", total.backups());
    object.put("bytes", total.bytes());
    return object;
  }

  private static Map<String, Object> file(String id, PlaceReport place, long bytes) {
    Map<String, Object> object = new LinkedHashMap<>();
    object.put("id", id);
    object.put("place", place.location());
    object.put("bytes", bytes);
    return object;
  }

  static Map<String, Object> object(KeptBackup kept) {
    BackupSummary backup = kept.summary();
    Map<String, Object> object = new LinkedHashMap<>();
    object.put("id", backup.id());
    object.put("sequence", backup.sequence());
    object.put("kind", backup.kind().name().toLowerCase(Locale.ROOT).replace('_', '-'));
    object.put("job", backup.job().name());
    object.put("jobId", backup.job().job());
    object.put("host", backup.job().host());
    object.put("snapshotAt", backup.localSnapshotAt());
    object.put("bytes", backup.bytes());
    object.put("tables", (long) backup.tables());
    object.put("rows", backup.rows());
    object.put(
        "places", kept.copies().stream().map(copy -> copy.destination().location()).toList());
    return object;
  }
}
