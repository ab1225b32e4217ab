package dev.nightjar.cli;

import dev.nightjar.app.App;
import dev.nightjar.app.verdict.BackupFinder;
import dev.nightjar.app.verdict.KeptBackup;
import dev.nightjar.destination.BackupFile;
import dev.nightjar.destination.Manifest;
import dev.nightjar.failure.FailureException;
import dev.nightjar.failure.Printable;
import dev.nightjar.io.FileHash;
import dev.nightjar.io.TrueOrLacks;
import dev.nightjar.sqlite.CheckReport;
import dev.nightjar.sqlite.TableRows;
import dev.nightjar.text.Figures;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code nightjar show}: what one backup is, as its manifest says it. */
@Command(name = "show")
final class ShowCommand extends Action {
  @Parameters(arity = "0..1", paramLabel = "ID", descriptionKey = "id-or-latest")
  private String id = BackupFinder.LATEST;

  @Mixin private PlaceOptions places = new PlaceOptions();

  ShowCommand(GlobalOptions globals) {
    super(globals);
  }

  @Override
  int run(App app, Console console) throws FailureException {
    KeptBackup kept = PlaceOptions.find(places.backups(app), id, console).kept();
    Manifest manifest = kept.manifest();
    words(console, kept, manifest);
    Map<String, Object> object = new LinkedHashMap<>(ListCommand.object(kept));
    object.put("database", manifest.database());
    object.put("files", files(manifest));
    object.put("tableRows", manifest.tables());
    object.put("checks", manifest.checks());
    console.object(object);
    return ExitCode.DONE;
  }

  private record FileAnswer(long bytes, String sha256) {}

  private static Map<BackupFile, FileAnswer> files(Manifest manifest) {
    Map<BackupFile, FileAnswer> files = new EnumMap<>(BackupFile.class);
    manifest
        .files()
        .forEach((file, hash) -> files.put(file, new FileAnswer(hash.bytes(), hash.sha256())));
    return files;
  }

  private static void words(Console console, KeptBackup kept, Manifest manifest) {
    console.answer(Words.of("show.backup", manifest.id(), manifest.sequence()));
    console.answer(Words.of("show.of", manifest.database().source()));
    console.answer(Words.of("show.by", manifest.job().name(), manifest.job().host()));
    console.answer(Words.of("show.at", manifest.snapshotAt()));
    for (KeptBackup.Copy copy : kept.copies()) {
      console.answer(Words.of("show.kept", copy.destination().location()));
    }
    manifest.files().forEach((file, hash) -> file(console, file, hash));
    checks(console, manifest.checks());
    for (TableRows table : manifest.tables()) {
      console.answer(
          String.format(
              "  %-32s %s",
              Printable.of(table.name()),
              Words.of(
                  table.rows() == 1 ? "show.row" : "show.rows", pad(Figures.count(table.rows())))));
    }
  }

  private static void checks(Console console, Manifest.Checks checks) {
    if (checks.findings().isEmpty()) {
      boolean byPages = checks.judge().filter(CheckReport.Judge.PAGES.word()::equals).isPresent();
      console.answer(
          byPages && checks.integrityCheckAt().isPresent()
              ? Words.of(
                  "show.whole.pages", checks.integrityCheck(), checks.integrityCheckAt().get())
              : Words.of("show.whole", checks.integrityCheck()));
    } else {
      console.answer(Words.of("show.rebuildable"));
      checks.findings().forEach(line -> console.answer("  " + Printable.of(line)));
    }
    if (!checks.notChecked().isEmpty()) {
      String tables = Printable.of(String.join(", ", checks.notChecked()));
      console.answer("  " + Words.of("run.not-checked", tables));
    }
    console.answer(Words.of(checks.jsonMatchesDatabase() ? "show.json.proved" : "show.json.none"));
    for (String lack : checks.jsonLacks()) {
      console.answer("  " + Words.of("run.json.lacks", Printable.of(lack)));
    }
    for (String lack : checks.jsonRebuilds().map(TrueOrLacks::lacks).orElse(List.of())) {
      console.answer("  " + Words.of("run.json.rebuild", Printable.of(lack)));
    }
  }

  private static void file(Console console, BackupFile file, FileHash hash) {
    String key = file == BackupFile.DATABASE ? "show.file.database" : "show.file.json";
    console.answer(Words.of(key, hash.bytes(), hash.sha256()));
  }

  private static String pad(String number) {
    return String.format("%12s", number);
  }
}
