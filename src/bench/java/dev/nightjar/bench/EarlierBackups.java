package dev.nightjar.bench;

import dev.nightjar.destination.BackupFile;
import dev.nightjar.destination.Manifest;
import dev.nightjar.destination.ManifestFormat;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.stream.Stream;

/**
 * Makes many earlier backups of the one that a place has, an hour between two, whose files are the
 * same ones: {@code EarlierBackups PLACE NUMBER}. For the bench, and for what Java learns from when
 * a package is built.
 */
public final class EarlierBackups {
  private static final LocalDateTime FIRST = LocalDateTime.of(2000, 1, 1, 17, 0);

  private EarlierBackups() {}

  public static void main(String[] arguments) throws Exception {
    Path place = Path.of(arguments[0]);
    int number = Integer.parseInt(arguments[1]);
    Path only;
    try (Stream<Path> manifests = Files.list(place.resolve("manifest"))) {
      only = manifests.filter(file -> file.toString().endsWith(".json")).findFirst().orElseThrow();
    }
    String name = only.getFileName().toString();
    String id = name.substring("backup-".length(), name.length() - ".json".length());
    Manifest there = ManifestFormat.read(only, id);
    for (int n = 0; n < number; n++) {
      OffsetDateTime at = FIRST.plusHours(n).atOffset(ZoneOffset.UTC);
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
      Path written = place.resolve("manifest").resolve("backup-" + earlier + ".json");
      Files.write(written, ManifestFormat.toBytes(manifest));
      // A manifest that was written just before it is read is read once more.
      Files.setLastModifiedTime(written, FileTime.from(at.toInstant()));
    }
  }
}
