package dev.nightjar.cli;

import dev.nightjar.app.App;
import dev.nightjar.app.verdict.KeptBackup;
import dev.nightjar.destination.BackupFile;
import dev.nightjar.destination.Manifest;
import dev.nightjar.failure.FailureException;
import dev.nightjar.failure.Printable;
import dev.nightjar.sqlite.TableRows;
import dev.nightjar.text.Figures;
import java.util.LinkedHashMap;
import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code nightjar show}: what one backup is, as its manifest says it. */
@Command(name = "show")
final class ShowCommand extends Action {
  @Mixin private PlaceOptions places = new PlaceOptions();

  @Parameters(arity = "0..1", paramLabel = "ID", descriptionKey = "id-or-latest")
  private String id = "latest";

  ShowCommand(GlobalOptions globals) {
    super(globals);
  }

  @Override
  int run(App app, Console console) throws FailureException {
    KeptBackup kept = places.survey(app).find(id);
    Manifest manifest = kept.manifest();
    words(console, kept, manifest);
    Map<String, Object> object = new LinkedHashMap<>(ListCommand.object(kept));
    object.put("database", manifest.database());
    object.put("files", manifest.files());
    object.put("tableRows", manifest.tables());
    object.put("checks", manifest.checks());
    console.object(object);
    return ExitCode.DONE;
  }

  private static void words(Console console, KeptBackup kept, Manifest manifest) {
    console.say("Backup      " + manifest.id() + " (number " + manifest.sequence() + ")");
    console.say("Of          " + manifest.database().source());
    console.say(
        "Made by     "
            + Printable.of(manifest.job().name())
            + " on "
            + Printable.of(manifest.job().host()));
    console.say("State of    " + manifest.snapshotAt());
    for (KeptBackup.Copy copy : kept.copies()) {
      console.say("Kept at     " + copy.destination().location());
    }
    manifest
        .files()
        .forEach(
            (BackupFile file, dev.nightjar.io.FileHash hash) ->
                console.say(
                    String.format(
                        "%-11s %s, SHA-256 %s",
                        file == BackupFile.DATABASE ? "Database" : "JSON",
                        Figures.bytes(hash.bytes()),
                        hash.sha256())));
    console.say("Whole       " + manifest.checks().integrityCheck());
    console.say(
        "JSON        "
            + (manifest.checks().jsonMatchesDatabase()
                ? "every value compared with the database"
                : "none"));
    for (TableRows table : manifest.tables()) {
      console.say(
          String.format(
              "  %-32s %12s rows", Printable.of(table.name()), Figures.count(table.rows())));
    }
  }
}
