package dev.nightjar.cli;

import dev.nightjar.app.App;
import dev.nightjar.app.verdict.KeptBackup;
import dev.nightjar.app.verdict.Survey;
import dev.nightjar.backup.BackupJob;
import dev.nightjar.backup.BackupRun;
import dev.nightjar.demo.SampleShop;
import dev.nightjar.demo.ShopState;
import dev.nightjar.demo.WriterProcess;
import dev.nightjar.destination.BackupFile;
import dev.nightjar.failure.FailureException;
import dev.nightjar.failure.Reason;
import dev.nightjar.io.Progress;
import dev.nightjar.restore.Restorer;
import dev.nightjar.restore.Verifier;
import dev.nightjar.text.Figures;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code nightjar demo}: all of it once, on a sample shop that another process keeps changing. */
@Command(
    name = "demo",
    description =
        "A sample inventory database in use by a writer, backed up to DIR/local and DIR/nas.")
final class DemoCommand implements Callable<Integer> {
  @Mixin private CommonOptions common = new CommonOptions();

  @Parameters(arity = "0..1", paramLabel = "DIR", description = "Default: ~/Nightjar Demo")
  private @Nullable Path folder;

  @Override
  public Integer call() throws FailureException {
    Console console = common.console();
    Path chosen =
        folder == null ? Path.of(System.getProperty("user.home"), "Nightjar Demo") : folder;
    Path home = chosen.toAbsolutePath().normalize();
    Path database = home.resolve("inventory.db");
    try (App app = common.app()) {
      Files.createDirectories(home);
      if (!Files.exists(database)) {
        SampleShop.create(database, SampleShop.DEFAULT_BYTES);
        console.done("", "Sample shop made: " + database);
      }
      BackupRun run;
      try (WriterProcess writer = WriterProcess.start(database, 0)) {
        console.done("", "Another process is moving its stock now, in transactions");
        BackupJob job =
            app.jobs()
                .once(
                    database,
                    home.resolve("local"),
                    Optional.of(home.resolve("nas")),
                    true,
                    Duration.ofSeconds(30));
        run = BackupCommand.run(app, job, false, console);
        console.done(
            "", "The writer committed " + Figures.count(writer.stop().commits()) + " times");
        if (run.backup().isEmpty()) {
          return ExitCode.of(run.outcome());
        }
        Survey survey = Survey.of(job.targets());
        KeptBackup kept = survey.find(run.backup().get());
        for (KeptBackup.Copy copy : kept.copies()) {
          Verifier.verify(copy.destination(), copy.summary(), Progress.NONE);
          console.done("", "Verified in " + copy.destination().location());
        }
        prove(console, home, kept);
      }
      console.say("Look at the files in " + home);
      console.object("demo", Map.of("folder", home.toString(), "run", RunPrinter.object(run)));
      return ExitCode.of(run.outcome());
    } catch (IOException | SQLException e) {
      throw FailureException.because(e, Reason.TARGET_IO, home);
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
          "Restored from the "
              + from.folder()
              + " to "
              + restored
              + ": "
              + Figures.count(state.stock())
              + " pieces in stock, as it must be; "
              + Figures.count(state.movesInCounter())
              + " moves");
    }
  }
}
