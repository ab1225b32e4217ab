package dev.nightjar.cli;

import dev.nightjar.app.App;
import dev.nightjar.app.verdict.BackupFinder;
import dev.nightjar.app.verdict.KeptBackup;
import dev.nightjar.destination.BackupFile;
import dev.nightjar.destination.Inventory;
import dev.nightjar.destination.Manifest;
import dev.nightjar.failure.Failure;
import dev.nightjar.failure.FailureException;
import dev.nightjar.failure.Printable;
import dev.nightjar.io.FileHash;
import dev.nightjar.io.TrueOrLacks;
import dev.nightjar.sqlite.CheckReport;
import dev.nightjar.sqlite.TableRows;
import dev.nightjar.text.Figures;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
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
    BackupFinder backups = places.backups(app);
    KeptBackup kept;
    Set<String> where = new LinkedHashSet<>();
    List<Failure> lost = List.of();
    try {
      kept = backups.find(id).kept();
      kept.copies().forEach(copy -> where.add(copy.destination().location()));
    } catch (FailureException e) {
      kept = rest(backups, where).orElseThrow(() -> e);
      lost = lost(backups, kept);
    }
    Manifest manifest = kept.manifest();
    words(console, where, manifest);
    Map<String, Object> object = new LinkedHashMap<>(ListCommand.object(kept));
    object.put("database", manifest.database());
    object.put("files", files(manifest));
    object.put("tableRows", manifest.tables());
    object.put("checks", manifest.checks());
    if (!lost.isEmpty()) {
      object.put("lost", lost.stream().map(Console::failure).toList());
      lost.forEach(failure -> console.failed("", failure));
    }
    console.object(object);
    return lost.isEmpty() ? ExitCode.DONE : ExitCode.FAILED;
  }

  /** Of a backup that isn't whole at any place, what is left, each file where it is. */
  private Optional<KeptBackup> rest(BackupFinder backups, Set<String> where) {
    Optional<KeptBackup> first = Optional.empty();
    for (BackupFile file : BackupFile.values()) {
      Optional<KeptBackup> rest = backups.remains(id, file).map(BackupFinder.Found::kept);
      rest.ifPresent(
          left ->
              left.copies()
                  .forEach(
                      copy ->
                          where.add(
                              copy.destination().location()
                                  + ": "
                                  + file.pathFor(copy.summary().id()))));
      first = first.or(() -> rest);
    }
    return first;
  }

  private static List<Failure> lost(BackupFinder backups, KeptBackup kept) {
    return backups.survey().places().stream()
        .flatMap(place -> place.inventory().lost().stream())
        .filter(one -> one.backup().key().equals(kept.summary().key()))
        .map(Inventory.Lost::failure)
        .toList();
  }

  private record FileAnswer(long bytes, String sha256) {}

  private static Map<BackupFile, FileAnswer> files(Manifest manifest) {
    Map<BackupFile, FileAnswer> files = new EnumMap<>(BackupFile.class);
    manifest
        .files()
        .forEach((file, hash) -> files.put(file, new FileAnswer(hash.bytes(), hash.sha256())));
    return files;
  }

  private static void words(Console console, Set<String> where, Manifest manifest) {
    console.answer(Words.of("show.backup", manifest.id(), manifest.sequence()));
    console.answer(Words.of("show.of", manifest.database().source()));
    console.answer(Words.of("show.by", manifest.job().name(), manifest.job().host()));
    console.answer(Words.of("show.at", manifest.snapshotAt()));
    where.forEach(each -> console.answer(Words.of("show.kept", each)));
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
