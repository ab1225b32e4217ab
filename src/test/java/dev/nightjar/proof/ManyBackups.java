package dev.nightjar.proof;

import dev.nightjar.destination.BackupFile;
import dev.nightjar.destination.Inventory;
import dev.nightjar.destination.JobIdentity;
import dev.nightjar.destination.Manifest;
import dev.nightjar.destination.ManifestFormat;
import dev.nightjar.destination.folder.FolderDestination;
import dev.nightjar.destination.folder.InventoryCache;
import dev.nightjar.destination.folder.Leases;
import dev.nightjar.io.FileHash;
import dev.nightjar.retention.Owed;
import dev.nightjar.retention.PlaceHolding;
import dev.nightjar.retention.RetentionPolicy;
import dev.nightjar.retention.Room;
import dev.nightjar.sqlite.TableRows;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.IntStream;

/** Years of backups of a database with many tables, listed and planned within 64 MB. */
public final class ManyBackups {
  private static final int TABLES = 100;
  private static final JobIdentity OWNER = new JobIdentity(new UUID(0, 1), "Shop", "SHOP-PC");

  private ManyBackups() {}

  /** Takes an empty folder, a seed, and the number of backups. */
  public static void main(String[] arguments) throws Exception {
    Path place = Path.of(arguments[0]).resolve("place");
    int count = Integer.parseInt(arguments[2]);
    FolderDestination.create(place, "NAS", OWNER, Clock.systemUTC());
    make(place, count);
    FolderDestination destination =
        new FolderDestination(
            place,
            "NAS",
            FolderDestination.Reach.REMOTE,
            Optional.empty(),
            Clock.systemUTC(),
            InventoryCache.in(Path.of(arguments[0]).resolve("cache")),
            Leases.brief(Clock.systemUTC()));
    long start = System.nanoTime();
    Inventory first = destination.inventory();
    long read = System.nanoTime();
    Inventory again = destination.inventory();
    long listed = System.nanoTime();
    if (!again.equals(first) || first.backups().size() != count) {
      throw new AssertionError(first.backups().size() + " and " + again.backups().size());
    }
    int owed =
        Owed.to(
                new PlaceHolding(List.of(), new RetentionPolicy.Everything(), Room.UNLIMITED),
                again.backups(),
                again.backups().get(0).snapshotAt(),
                ZoneOffset.UTC)
            .size();
    long planned = System.nanoTime();
    System.out.println(
        "done "
            + count
            + " backups: first "
            + millis(start, read)
            + " ms, again "
            + millis(read, listed)
            + " ms, owed "
            + owed
            + " in "
            + millis(listed, planned)
            + " ms");
  }

  private static long millis(long from, long to) {
    return (to - from) / 1_000_000;
  }

  private static void make(Path place, int count) throws Exception {
    for (String name : List.of("database", "json", "manifest")) {
      Files.createDirectories(place.resolve(name));
    }
    List<TableRows> tables =
        IntStream.range(0, TABLES).mapToObj(n -> new TableRows("table_" + n, n)).toList();
    LocalDateTime first = LocalDateTime.of(2000, 1, 1, 17, 0);
    for (int n = 0; n < count; n++) {
      OffsetDateTime at = first.plusHours(n).atOffset(ZoneOffset.UTC);
      String id = at.format(DateTimeFormatter.ofPattern("yyyy-MM-dd'T'HH-mm-ss"));
      String hash = String.format("%064x", n);
      Manifest manifest =
          new Manifest(
              "1",
              id,
              n,
              Manifest.Kind.SCHEDULED,
              OWNER,
              at,
              at,
              new Manifest.Database("/srv/shop/inventory.db", 4096, 2, "wal", 0, "3"),
              Map.of(
                  BackupFile.DATABASE, new FileHash(1, hash),
                  BackupFile.JSON, new FileHash(1, hash)),
              tables,
              new Manifest.Checks("ok", List.of(), 0, 0, true));
      for (BackupFile file : BackupFile.values()) {
        Files.write(place.resolve(file.pathFor(id)), new byte[1]);
      }
      Files.write(
          place.resolve("manifest/backup-" + id + ".json"), ManifestFormat.toBytes(manifest));
    }
  }
}
