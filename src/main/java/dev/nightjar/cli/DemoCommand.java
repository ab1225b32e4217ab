package dev.nightjar.cli;

import dev.nightjar.app.App;
import dev.nightjar.app.verdict.BackupFinder;
import dev.nightjar.app.verdict.JobBackups;
import dev.nightjar.app.verdict.KeptBackup;
import dev.nightjar.app.verdict.Survey;
import dev.nightjar.backup.BackupJob;
import dev.nightjar.backup.BackupRun;
import dev.nightjar.cli.Completes.With;
import dev.nightjar.demo.SampleShop;
import dev.nightjar.demo.ShopState;
import dev.nightjar.demo.WriterProcess;
import dev.nightjar.destination.BackupFile;
import dev.nightjar.destination.Manifest;
import dev.nightjar.failure.FailureException;
import dev.nightjar.failure.Reason;
import dev.nightjar.io.DiskFailures;
import dev.nightjar.io.DurableFiles;
import dev.nightjar.io.Progress;
import dev.nightjar.restore.Restorer;
import dev.nightjar.restore.Verifier;
import dev.nightjar.sqlite.SqliteLibrary;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** {@code nightjar demo}: all of it once, on a sample shop that another process keeps changing. */
@Command(name = "demo")
final class DemoCommand extends Action {
  @Parameters(arity = "0..1", paramLabel = "DIR", descriptionKey = "folder")
  @Completes(With.FOLDERS)
  private @Nullable Path folder;

  DemoCommand(GlobalOptions globals) {
    super(globals);
  }

  @Override
  int run(App app, Console console) throws FailureException {
    Path chosen =
        folder == null ? Path.of(System.getProperty("user.home"), "Nightjar Demo") : folder;
    Path home = chosen.toAbsolutePath().normalize();
    Path database = home.resolve("inventory.db");
    SqliteLibrary.load(); // The shop has connections of its own.
    make(home);
    try {
      if (!Files.exists(database)) {
        SampleShop.create(database, SampleShop.DEFAULT_BYTES);
        console.done("", Words.of("demo.made", database));
      }
      BackupRun run;
      try (WriterProcess writer = WriterProcess.start(database, 0)) {
        console.done("", Words.of("demo.writer"));
        BackupJob job =
            app.jobs()
                .once(
                    database,
                    home.resolve("local"),
                    Optional.of(home.resolve("nas")),
                    true,
                    Duration.ofSeconds(30));
        run = run(app, job, console);
        console.done("", Words.of("demo.commits", writer.stop().commits()));
        if (run.backup().isEmpty()) {
          console.object(InOrder.of("folder", home.toString(), "run", RunPrinter.object(run)));
          return ExitCode.of(run.outcome());
        }
        Survey survey = Survey.read(job.targets());
        JobBackups backups = JobBackups.of(job.identity(), survey);
        KeptBackup kept =
            new BackupFinder(survey, List.of(backups)).find(run.backup().get()).kept();
        for (KeptBackup.Copy copy : kept.copies()) {
          Verifier.verify(
              copy.destination(), copy.summary(), app.home().stagingFolder(), Progress.NONE);
          console.done("", Words.of("demo.verified", copy.destination().location()));
        }
        prove(console, home, kept);
      }
      console.say(Words.of("demo.look", home));
      console.object(InOrder.of("folder", home.toString(), "run", RunPrinter.object(run)));
      return ExitCode.of(run.outcome());
    } catch (WriterProcess.WriterFailedException e) {
      throw new FailureException(Reason.UNEXPECTED, String.valueOf(e.getMessage()));
    } catch (IOException | SQLException e) {
      throw FailureException.because(e, Reason.TARGET_IO, home);
    }
  }

  private static void make(Path home) throws FailureException {
    try {
      DurableFiles.makeFolders(home);
    } catch (IOException e) {
      throw DiskFailures.making(e, home);
    }
  }

  private static BackupRun run(App app, BackupJob job, Console console) throws FailureException {
    try (Cancellation cancellation = Cancellation.onControlC()) {
      RunPrinter printer = new RunPrinter(console, job, cancellation);
      BackupRun run = app.backUp(job, Manifest.Kind.MANUAL, false, printer);
      printer.finish(run);
      return run;
    }
  }

  /** The moves keep the sum of the stock: a torn copy would show another. */
  private static void prove(Console console, Path home, KeptBackup kept)
      throws FailureException, IOException, SQLException {
    for (BackupFile from : BackupFile.values()) {
      Path restored = home.resolve("restored-" + from.folder() + "-" + kept.summary().id() + ".db");
      KeptBackup.Copy copy = kept.copies().get(kept.copies().size() - 1);
      Restorer.restore(copy.destination(), copy.summary(), from, restored, Progress.NONE);
      ShopState state = SampleShop.check(restored);
      if (!state.consistent()) {
        throw new FailureException(Reason.UNEXPECTED, "the restored file is torn: " + state);
      }
      console.done(
          "",
          Words.of(
              "demo.restored", from.folder(), restored, state.stock(), state.movesInCounter()));
    }
  }
}
