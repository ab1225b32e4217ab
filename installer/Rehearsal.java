import dev.nightjar.demo.SampleShop;
import dev.nightjar.destination.BackupFile;
import dev.nightjar.destination.Manifest;
import dev.nightjar.destination.ManifestFormat;
import dev.nightjar.sqlite.SqliteLibrary;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.stream.Stream;

/**
 * Makes what Java is to learn from: in a folder the databases of the backups, or, at a place that
 * is named after the word "kept", many earlier backups than the one that is there.
 */
class Rehearsal {
  private static final int KEPT = 3000;

  public static void main(String[] arguments) throws Exception {
    if (arguments[0].equals("kept")) {
      keep(Path.of(arguments[1]));
      return;
    }
    Path folder = Path.of(arguments[0]);
    SqliteLibrary.load();
    // Large enough that Nightjar checks its pages itself.
    SampleShop.create(folder.resolve("known.db"), 24_000_000);
    SampleShop.create(folder.resolve("new.db"), 1_000_000);
  }

  private static void keep(Path place) throws Exception {
    Path only;
    try (Stream<Path> manifests = Files.list(place.resolve("manifest"))) {
      only = manifests.filter(file -> file.toString().endsWith(".json")).findFirst().orElseThrow();
    }
    String name = only.getFileName().toString();
    String id = name.substring("backup-".length(), name.length() - ".json".length());
    Manifest there = ManifestFormat.read(only, id);
    for (int n = 0; n < KEPT; n++) {
      OffsetDateTime at = LocalDateTime.of(2000, 1, 1, 17, 0).plusHours(n).atOffset(ZoneOffset.UTC);
      String earlier = at.format(DateTimeFormatter.ofPattern("yyyy-MM-dd'T'HH-mm-ss"));
      Manifest manifest =
          new Manifest(
              there.nightjarVersion(),
              earlier,
              there.sequence() + 1 + n, // By it backups of one job are told apart.
              there.kind(),
              there.job(),
              at,
              at,
              there.database(),
              there.files(),
              there.tables(),
              there.checks());
      for (BackupFile file : BackupFile.values()) {
        Files.createLink(place.resolve(file.pathFor(earlier)), place.resolve(file.pathFor(id)));
      }
      Files.write(
          place.resolve("manifest").resolve("backup-" + earlier + ".json"),
          ManifestFormat.toBytes(manifest));
    }
  }
}
