package dev.nightjar.retention;

import dev.nightjar.destination.BackupFile;
import dev.nightjar.destination.BackupSummary;
import dev.nightjar.destination.Backups;
import dev.nightjar.destination.JobIdentity;
import dev.nightjar.destination.Manifest;
import dev.nightjar.io.FileHash;
import dev.nightjar.sqlite.CheckReport;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;

/** Years of backups at two places, made by a clock that is set back and forth at times. */
final class RandomHistory {
  private static final List<ZoneId> ZONES =
      List.of(
          ZoneId.of("UTC"),
          ZoneId.of("Europe/Berlin"),
          ZoneId.of("America/New_York"),
          ZoneId.of("Australia/Lord_Howe"),
          ZoneId.of("Pacific/Apia"),
          ZoneId.of("Asia/Kathmandu"));

  final Random random;
  final ZoneId zone;
  final List<BackupSummary> all = new ArrayList<>();
  final List<PlaceHolding> places;
  Instant now = Instant.parse("2024-10-20T10:00:00Z");
  private int version = 1;
  private JobIdentity job = Backups.OTHER;

  RandomHistory(long seed, int number) {
    random = new Random(seed * 31 + number);
    zone = ZONES.get(random.nextInt(ZONES.size()));
    now = now.plus(Duration.ofMinutes(random.nextInt(60 * 24 * 700)));
    int count = 1 + random.nextInt(40);
    Duration rhythm = Duration.ofMinutes(10 + random.nextInt(60 * 24 * 20));
    if (random.nextInt(4) > 0) {
      job = Backups.OWNER;
    }
    for (int i = 0; i < count; i++) {
      add(rhythm);
    }
    List<BackupSummary> here = new ArrayList<>();
    List<BackupSummary> there = new ArrayList<>();
    for (BackupSummary backup : all) {
      int where = random.nextInt(8);
      if (where != 0) {
        here.add(backup);
      }
      if (where == 0 || where > 3) {
        there.add(backup);
      }
    }
    places = List.of(holding(here, there), holding(there, here));
  }

  /** Makes one more backup; the numbers go up whatever the clock says. */
  BackupSummary add(Duration rhythm) {
    now = now.plus(Duration.ofMillis((long) (rhythm.toMillis() * 2 * random.nextDouble()) + 1));
    Instant said = now;
    switch (random.nextInt(40)) {
      case 0 -> said = now.minus(Duration.ofDays(random.nextInt(900)));
      case 1 -> said = now.plus(Duration.ofDays(random.nextInt(900)));
      case 2 -> version += random.nextInt(3) - 1;
      case 3 -> job = Backups.OWNER; // Taken over.
      default -> {}
    }
    BackupSummary backup =
        new BackupSummary(
            "backup " + all.size(),
            all.size() + 1,
            random.nextInt(8) == 0 ? Manifest.Kind.BEFORE_RESTORE : Manifest.Kind.SCHEDULED,
            job,
            said,
            said,
            zone.getRules().getOffset(said),
            Map.of(
                BackupFile.DATABASE,
                new FileHash(1 + random.nextInt(100), "%064x".formatted(all.size()))),
            "shop.db",
            version,
            1,
            1,
            false,
            true,
            random.nextInt(6) == 0 ? CheckReport.Grade.REBUILDABLE : CheckReport.Grade.WHOLE);
    all.add(backup);
    return backup;
  }

  private PlaceHolding holding(List<BackupSummary> backups, List<BackupSummary> other) {
    Room room =
        random.nextInt(3) > 0
            ? Room.UNLIMITED
            : new Room(
                random.nextInt(1500), Set.copyOf(other.stream().map(BackupSummary::key).toList()));
    return new PlaceHolding(backups, policy(), room);
  }

  RetentionPolicy policy() {
    return switch (random.nextInt(5)) {
      case 0 -> new RetentionPolicy.Everything();
      case 1 -> new RetentionPolicy.Last(1 + random.nextInt(12));
      case 2 ->
          new RetentionPolicy.Thinning(
              random.nextInt(4), random.nextInt(40), random.nextInt(20), random.nextInt(30));
      default -> RetentionPolicy.Thinning.USUAL;
    };
  }
}
