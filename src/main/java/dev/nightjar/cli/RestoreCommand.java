package dev.nightjar.cli;

import dev.nightjar.app.App;
import dev.nightjar.app.GoodCopy;
import dev.nightjar.app.InPlaceRestore;
import dev.nightjar.app.verdict.BackupFinder;
import dev.nightjar.app.verdict.KeptBackup;
import dev.nightjar.destination.BackupFile;
import dev.nightjar.destination.BackupSummary;
import dev.nightjar.failure.Failure;
import dev.nightjar.failure.FailureException;
import dev.nightjar.failure.Reason;
import dev.nightjar.io.Progress;
import dev.nightjar.io.TrueOrLacks;
import dev.nightjar.restore.RestoredFile;
import dev.nightjar.restore.Restorer;
import dev.nightjar.restore.UnverifiedCopy;
import dev.nightjar.settings.Job;
import dev.nightjar.settings.Settings;
import dev.nightjar.sqlite.CheckReport;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code nightjar restore}: a backup as a new file, or back into the live one. */
@Command(name = "restore")
final class RestoreCommand extends Action {
  @Parameters(paramLabel = "ID", descriptionKey = "id")
  private String id = "";

  @Mixin private PlaceOptions places = new PlaceOptions();

  @Option(names = "--to", paramLabel = "FILE")
  private @Nullable Path target;

  @Option(names = "--replace")
  private boolean replace;

  @Option(names = "--database", paramLabel = "FILE")
  private @Nullable Path database;

  @Option(names = "--wait")
  private boolean wait;

  @Option(names = "--from", paramLabel = "database|json")
  private From from = From.database;

  private boolean hasJson;

  private enum From {
    database,
    json
  }

  RestoreCommand(GlobalOptions globals) {
    super(globals);
  }

  @Override
  int run(App app, Console console) throws FailureException {
    BackupFile file = from == From.json ? BackupFile.JSON : BackupFile.DATABASE;
    if (replace == (target != null)) {
      throw wrongUse("restore.to-or-replace");
    }
    if (!replace && (database != null || wait)) {
      throw wrongUse("restore.only-replace");
    }
    BackupFinder backups = places.backups(app);
    if (target == null) {
      console.object(intoLive(app, backups, file, console));
      return ExitCode.DONE;
    }
    try (Cancellation cancellation = Cancellation.onControlC()) {
      console.object(
          intoNewFile(
              app,
              backups,
              file,
              target.toAbsolutePath().normalize(),
              cancellation.asProgress(),
              console));
    }
    return ExitCode.DONE;
  }

  private Map<String, Object> intoNewFile(
      App app,
      BackupFinder backups,
      BackupFile file,
      Path absolute,
      Progress cancelled,
      Console console)
      throws FailureException {
    Progress progress = cancelled.then(console.percent("restore.replace.progress"));
    Optional<Path> unverified = backups.survey().remains().unverified(id);
    Map<String, Object> object = new LinkedHashMap<>();
    CheckReport report;
    if (unverified.isPresent() && file == BackupFile.DATABASE) {
      UnverifiedCopy taken = Restorer.restoreUnverified(unverified.get(), absolute, progress);
      report = taken.report();
      object.put("id", id);
      object.put("source", unverified.get());
      object.put("beside", BesideTexts.object(unverified.get(), taken));
      String words =
          backups.survey().remains().damagedManifest(unverified.get()).isPresent()
              ? "restore.manifest-damaged"
              : "restore.unverified";
      console.done("", Words.of(words, unverified.get(), absolute, contents(report)));
      BesideTexts.print(console, unverified.get(), taken);
    } else {
      KeptBackup kept = chosen(backups, file, console);
      BackupSummary summary = kept.summary();
      List<String> known = rebuildLacks(kept, file);
      RestoredFile restored =
          GoodCopy.of(
              app,
              kept,
              copy ->
                  Restorer.restore(copy.destination(), copy.summary(), file, absolute, progress),
              (copy, failure) ->
                  console.warn(
                      "",
                      Words.of(
                          "restore.passed-over",
                          copy.destination().location(),
                          Words.of(failure))));
      report = restored.report();
      object.put("id", summary.id());
      object.put("job", summary.job().name());
      object.put("host", summary.job().host());
      console.done(
          "",
          Words.of(
              "restore.done",
              summary.id(),
              summary.job().name(),
              summary.job().host(),
              absolute,
              contents(report)));
      lacksOf(object, restored.leftOut(), known, console);
    }
    object.put("file", absolute);
    object.put("from", from);
    return contents(object, report, console);
  }

  @Override
  Optional<String> advice(App app, Failure failure) {
    return failure.reason() == Reason.BACKUP_DAMAGED && from == From.database && hasJson
        ? Optional.of(Words.of("restore.advice.json"))
        : super.advice(app, failure);
  }

  /** The other file of a backup may be gone: the one that is asked for is proved by itself. */
  private KeptBackup chosen(BackupFinder backups, BackupFile file, Console console)
      throws FailureException {
    try {
      return chosen(PlaceOptions.find(backups, id, console).kept());
    } catch (FailureException e) {
      hasJson = backups.remains(id, BackupFile.JSON).isPresent();
      Optional<KeptBackup> rest =
          e.reason() == Reason.BACKUP_DAMAGED ? backups.remains(id, file) : Optional.empty();
      return rest.orElseThrow(() -> e);
    }
  }

  private KeptBackup chosen(KeptBackup kept) {
    hasJson = kept.summary().files().containsKey(BackupFile.JSON);
    return kept;
  }

  private Map<String, Object> intoLive(
      App app, BackupFinder backups, BackupFile file, Console console) throws FailureException {
    BackupFinder.Found found = PlaceOptions.find(backups, id, console);
    Live live = Live.of(app, found, database);
    if (live.file().isEmpty()) {
      throw wrongUse("restore.no-database");
    }
    return new InPlaceRestoring(app, console)
        .run(
            new InPlaceRestore.Request(
                chosen(found.kept()), file, live.file().get(), live.job(), wait),
            undoIn(live));
  }

  /**
   * The live database that a backup is of: the job's, unless one is named.
   *
   * @param file empty if none is known
   * @param isOneOfSeveral whether the settings have more than one job
   */
  record Live(Optional<Path> file, Optional<Job> job, boolean isOneOfSeveral) {
    static Live of(App app, BackupFinder.Found found, @Nullable Path database)
        throws FailureException {
      Settings settings = app.settings().load();
      UUID owner = found.job().owner().job();
      Optional<Path> named =
          Optional.ofNullable(database).map(path -> path.toAbsolutePath().normalize());
      Optional<Job> job =
          named.isPresent()
              ? settings.jobs().stream()
                  .filter(one -> one.database().equals(named.get()))
                  .findFirst()
              : settings.find(owner);
      return new Live(named.or(() -> job.map(Job::database)), job, settings.jobs().size() > 1);
    }
  }

  /** Returns what the JSON alone can't bring back, as was found when the backup was made. */
  static List<String> rebuildLacks(KeptBackup kept, BackupFile from) throws FailureException {
    return from == BackupFile.JSON
        ? kept.manifest().checks().jsonRebuilds().map(TrueOrLacks::lacks).orElse(List.of())
        : List.of();
  }

  /** Adds to the answer what was left out now, and what was known before, and prints it. */
  static void lacksOf(
      Map<String, Object> object, List<String> leftOut, List<String> known, Console console) {
    Set<String> lacks = new LinkedHashSet<>(leftOut);
    lacks.addAll(known);
    object.put("rebuildLacks", List.copyOf(lacks));
    lacks.forEach(line -> console.warn("", Words.of("run.json.rebuild", line)));
  }

  /** Adds what was found in a restored file to the answer, and prints remarks. */
  static Map<String, Object> contents(
      Map<String, Object> object, CheckReport report, Console console) {
    object.put("rows", report.rows());
    object.put("valueViolations", report.valueViolations().count());
    object.put("valueViolationsIn", report.valueViolations().where());
    object.put("foreignKeyViolations", report.foreignKeyViolations().count());
    object.put("foreignKeyViolationsIn", report.foreignKeyViolations().where());
    if (!report.findings().isEmpty()) {
      console.note("", Words.of("run.rebuildable"));
      report.findings().forEach(line -> console.note("  ", line));
    }
    if (report.valueViolations().any()) {
      console.note("", Words.violations("restore.values", "values", report.valueViolations()));
    }
    if (report.foreignKeyViolations().any()) {
      console.note(
          "", Words.violations("restore.foreign-keys", "refer", report.foreignKeyViolations()));
    }
    return object;
  }

  static String contents(CheckReport report) {
    return Words.of(
        report.findings().isEmpty() ? "restore.contents" : "restore.contents.rebuildable",
        Words.counted("tables", report.tables().size()),
        Words.counted("rows", report.rows()));
  }
}
