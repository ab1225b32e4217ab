package dev.nightjar.cli;

import dev.nightjar.app.App;
import dev.nightjar.app.verdict.KeptBackup;
import dev.nightjar.app.verdict.Survey;
import dev.nightjar.destination.BackupFile;
import dev.nightjar.failure.FailureException;
import dev.nightjar.failure.Reason;
import dev.nightjar.io.Progress;
import dev.nightjar.restore.Restorer;
import dev.nightjar.restore.UnverifiedCopy;
import dev.nightjar.sqlite.CheckReport;
import dev.nightjar.text.FailureTexts;
import dev.nightjar.text.Figures;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code nightjar restore}: a backup as a new file. */
@Command(name = "restore")
final class RestoreCommand extends Action {
  @Mixin private PlaceOptions places = new PlaceOptions();

  @Parameters(paramLabel = "ID", descriptionKey = "id")
  private String id = "latest";

  @Option(names = "--to", required = true, paramLabel = "FILE")
  @SuppressWarnings("NullAway.Init")
  private Path target;

  @Option(names = "--from", paramLabel = "database|json")
  private From from = From.database;

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
    Survey survey = places.survey(app);
    Path absolute = target.toAbsolutePath().normalize();
    Optional<Path> unverified = survey.findUnverified(id);
    String restored;
    CheckReport report;
    Optional<UnverifiedCopy> foreign = Optional.empty();
    if (unverified.isPresent() && file == BackupFile.DATABASE) {
      restored = unverified.get() + " (not made by Nightjar)";
      UnverifiedCopy taken = Restorer.restoreUnverified(unverified.get(), absolute, Progress.NONE);
      report = taken.report();
      foreign = Optional.of(taken);
    } else {
      KeptBackup kept = survey.find(id);
      restored = kept.summary().id();
      report = restore(console, kept, file, absolute);
    }
    console.done(
        "",
        "Restored backup "
            + restored
            + " to "
            + absolute
            + ": whole, "
            + Figures.counted(report.tables().size(), "table")
            + ", "
            + Figures.counted(report.rows(), "row"));
    foreign.ifPresent(taken -> BesideTexts.print(console, unverified.get(), taken));
    if (report.valueViolations() > 0) {
      console.warn(
          "",
          Figures.counted(report.valueViolations(), "value")
              + " against their column's type or NOT NULL");
    }
    if (report.foreignKeyViolations() > 0) {
      console.warn(
          "", Figures.count(report.foreignKeyViolations()) + " rows refer to rows not there");
    }
    console.object(
        Map.of(
            "id", restored,
            "file", absolute.toString(),
            "from", from,
            "beside",
                foreign.map(taken -> BesideTexts.object(unverified.get(), taken)).orElse(List.of()),
            "rows", report.rows(),
            "valueViolations", report.valueViolations(),
            "foreignKeyViolations", report.foreignKeyViolations()));
    return ExitCode.DONE;
  }

  /** From the first place whose copy is good. */
  private static CheckReport restore(Console console, KeptBackup kept, BackupFile file, Path target)
      throws FailureException {
    FailureException last = null;
    for (KeptBackup.Copy copy : kept.copies()) {
      try {
        return Restorer.restore(copy.destination(), copy.summary(), file, target, Progress.NONE);
      } catch (FailureException e) {
        if (e.reason().subject() == Reason.Subject.TARGET) {
          throw e;
        }
        if (last != null) {
          console.warn("", FailureTexts.of(last.failure()));
        }
        last = e;
      }
    }
    throw last == null ? new FailureException(Reason.BACKUP_UNKNOWN, kept.summary().id()) : last;
  }
}
