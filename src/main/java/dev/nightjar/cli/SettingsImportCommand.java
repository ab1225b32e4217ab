package dev.nightjar.cli;

import dev.nightjar.app.App;
import dev.nightjar.app.NewComputer;
import dev.nightjar.app.setup.Consent;
import dev.nightjar.app.setup.JobDraft;
import dev.nightjar.failure.FailureException;
import dev.nightjar.failure.Reason;
import dev.nightjar.io.Progress;
import dev.nightjar.settings.ExportedJob;
import dev.nightjar.settings.Job;
import dev.nightjar.settings.SettingsStore;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code nightjar settings import}: goes on with a job on a new computer, or by a template. */
@Command(name = "import")
final class SettingsImportCommand extends Action {
  @Parameters(paramLabel = "FILE", descriptionKey = "import-file")
  @SuppressWarnings("NullAway.Init")
  private Path file;

  @Option(names = "--restore")
  private boolean restore;

  @Option(names = "--database", paramLabel = "FILE")
  private @Nullable Path database;

  @Option(names = "--job", paramLabel = "NAME")
  private @Nullable String name;

  @Mixin private ClaimOptions claims = new ClaimOptions();

  SettingsImportCommand(GlobalOptions globals) {
    super(globals);
  }

  @Override
  int run(App app, Console console) throws FailureException {
    if (restore) {
      return goOn(app, console);
    }
    if (database != null || name != null) {
      throw wrongUse("import.only-restore");
    }
    ExportedJob exported = SettingsStore.parseExport(file.toAbsolutePath());
    Job job = app.jobSetup().add(JobDraft.of(exported, claims.given()), exported.id());
    console.done("", Words.of("settings.imported", job.name(), job.database()));
    console.object(InOrder.of("job", job.name(), "id", job.id()));
    return ExitCode.DONE;
  }

  /** The database that is named, or the only one. */
  private NewComputer.Offer chosen(List<NewComputer.Offer> offers) throws FailureException {
    List<NewComputer.Offer> meant =
        offers.stream()
            .filter(
                offer ->
                    name == null
                        || offer.name().equalsIgnoreCase(name)
                        || offer.job().toString().equals(name))
            .toList();
    if (meant.size() == 1) {
      return meant.get(0);
    }
    if (name != null) {
      throw new FailureException(meant.isEmpty() ? Reason.JOB_UNKNOWN : Reason.JOB_AMBIGUOUS, name);
    }
    throw new FailureException(
        Reason.JOB_NOT_CHOSEN,
        String.join(", ", meant.stream().map(NewComputer.Offer::name).toList()));
  }

  /** With nothing but the folder: its newest backup, its settings, and the folder itself. */
  private int goOn(App app, Console console) throws FailureException {
    if (!claims.given().contains(Consent.TAKE_OVER)) {
      throw wrongUse("import.restore-takes-over");
    }
    Path folder = file.toAbsolutePath().normalize();
    NewComputer computer = app.newComputer(Path.of(System.getProperty("user.home", ".")));
    List<NewComputer.Offer> offers =
        computer.inspect(
            folder.endsWith(SettingsStore.EXPORT_FILE)
                ? java.util.Objects.requireNonNull(folder.getParent())
                : folder);
    NewComputer.Offer found = chosen(offers);
    NewComputer.Offer offer = database == null ? found : found.into(database);
    boolean isOneOfSeveral = !app.settings().load().jobs().isEmpty();
    NewComputer.GoneOn gone;
    try (Cancellation cancellation = Cancellation.onControlC()) {
      Progress cancelled = cancellation.asProgress();
      gone = computer.goOn(offer, cancelled.then(console.percent("restore.replace.progress")));
    }
    Job job = gone.job();
    gone.saved()
        .ifPresent(
            one -> console.done("  ", Words.of("restore.replace.saved", one.id(), one.location())));
    offer
        .unread()
        .ifPresent(
            why -> console.warn("  ", Words.of("import.usual-settings", unreadSettings(offer))));
    gone.rawCopy()
        .ifPresent(raw -> console.warn("  ", Words.of("restore.replace.raw", job.database(), raw)));
    console.done(
        "",
        Words.of(
            "import.restored",
            offer.newest().summary().id(),
            job.name(),
            offer.host(),
            job.database()));
    console.done("", Words.of("settings.imported", job.name(), job.database()));
    Map<String, Object> object = new LinkedHashMap<>();
    object.put("job", job.name());
    object.put("id", job.id());
    object.put("restored", offer.newest().summary().id());
    object.put("file", job.database());
    UndoCommand undo =
        undoIn(
            new RestoreCommand.Live(Optional.of(job.database()), Optional.of(job), isOneOfSeveral));
    gone.saved()
        .ifPresent(
            one -> {
              console.say(Words.of("restore.replace.undo", undo.of(one)));
              undo.put(object, one);
            });
    gone.rawCopy().ifPresent(raw -> object.put("rawCopy", raw));
    offer.unread().ifPresent(why -> object.put("unreadSettings", unreadSettings(offer)));
    console.object(object);
    return ExitCode.DONE;
  }

  private static Path unreadSettings(NewComputer.Offer offer) {
    return offer.folder().resolve(SettingsStore.EXPORT_FILE);
  }
}
