package dev.nightjar.app.verdict;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.nightjar.app.verdict.BackupFinder.Found;
import dev.nightjar.backup.BackupJob.Target;
import dev.nightjar.destination.BackupFile;
import dev.nightjar.destination.BackupSummary;
import dev.nightjar.destination.JobIdentity;
import dev.nightjar.destination.Manifest;
import dev.nightjar.destination.ManifestFormat;
import dev.nightjar.destination.Marker;
import dev.nightjar.destination.folder.FolderDestination;
import dev.nightjar.destination.folder.MarkerFile;
import dev.nightjar.failure.Failure;
import dev.nightjar.failure.FailureException;
import dev.nightjar.failure.Reason;
import dev.nightjar.io.DurableFiles;
import dev.nightjar.io.FileHash;
import dev.nightjar.io.JsonRecords;
import dev.nightjar.sqlite.TableRows;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Finds the owner of the latest backup, in every order of the jobs' ids. */
final class BackupFinderTest {
  private static final OffsetDateTime DAY = OffsetDateTime.parse("2026-03-02T17:00:00Z");

  @TempDir private Path folder;
  private int made;

  private static JobIdentity job(int id, String name, String host) {
    return new JobIdentity(new UUID(0, id), name, host);
  }

  /** Writes a backup as a run would have left it. */
  private void backup(String place, JobIdentity job, String id, long sequence, Manifest.Kind kind)
      throws Exception {
    backup(place, job, id, sequence, kind, BackupFile.DATABASE);
  }

  private void backup(
      String place,
      JobIdentity job,
      String id,
      long sequence,
      Manifest.Kind kind,
      BackupFile... files)
      throws Exception {
    Path root = folder.resolve(place);
    Map<BackupFile, FileHash> hashes = new EnumMap<>(BackupFile.class);
    for (BackupFile file : files) {
      byte[] content = ("content " + ++made).getBytes(StandardCharsets.UTF_8);
      hashes.put(file, new FileHash(content.length, String.format("%064x", made)));
      Files.createDirectories(root.resolve(file.pathFor(id)).getParent());
      Files.write(root.resolve(file.pathFor(id)), content);
    }
    Manifest manifest =
        new Manifest(
            "1",
            id,
            sequence,
            kind,
            job,
            DAY,
            DAY,
            new Manifest.Database("shop.db", 4096, 2, "wal", 0, "3"),
            hashes,
            List.of(new TableRows("products", 1)),
            new Manifest.Checks("ok", List.of(), 0, 0, true));
    Files.createDirectories(root.resolve("manifest"));
    DurableFiles.replace(
        root.resolve("manifest/backup-" + id + ".json"), ManifestFormat.toBytes(manifest));
  }

  private void mark(String place, JobIdentity owner, JobIdentity... continues) throws Exception {
    Path root = Files.createDirectories(folder.resolve(place));
    List<UUID> jobs = List.of(continues).stream().map(JobIdentity::job).toList();
    Marker marker = new Marker(Marker.FORMAT, UUID.randomUUID(), DAY, "NAS", owner, jobs);
    DurableFiles.replace(root.resolve(MarkerFile.NAME), JsonRecords.toBytes(marker));
  }

  private Survey survey(String... places) {
    List<Target> targets = new ArrayList<>();
    Clock clock = Clock.fixed(Instant.parse("2026-03-03T00:00:00Z"), ZoneOffset.UTC);
    for (String place : places) {
      targets.add(
          new Target(
              place,
              false,
              new FolderDestination(
                  folder.resolve(place),
                  place,
                  FolderDestination.Reach.REMOTE,
                  Optional.empty(),
                  clock)));
    }
    return Survey.read(targets);
  }

  private static BackupSummary latestOf(JobIdentity owner, Survey survey) throws Exception {
    return find(new BackupFinder(survey, List.of(JobBackups.of(owner, survey))), "latest");
  }

  private static BackupSummary find(BackupFinder finder, String id) throws Exception {
    Found found = finder.find(id);
    return found.kept().summary();
  }

  private static BackupFinder allIn(Survey survey) {
    return new BackupFinder(survey, JobBackups.allIn(survey));
  }

  /** Two of one second: the whole id of the first is the beginning of the second's. */
  @Test
  void theWholeIdOfALostBackupIsNotTheBeginningOfAnothers() throws Exception {
    String id = "2026-03-01T17-00-00";
    JobIdentity shop = job(1, "shop", "PC");
    mark("shop", shop);
    backup("shop", shop, id, 1, Manifest.Kind.SCHEDULED);
    backup("shop", shop, id + "-2", 2, Manifest.Kind.SCHEDULED);
    Files.delete(folder.resolve("shop/database/backup-" + id + ".db"));
    BackupFinder finder = allIn(survey("shop"));
    assertEquals(
        Reason.BACKUP_DAMAGED,
        assertThrows(FailureException.class, () -> finder.find(id)).reason());
    assertEquals(2, find(finder, id + "-2").sequence());
    assertEquals(2, find(finder, "2026-03-01").sequence());
  }

  /** It is asked for by its id: never the rest of another. */
  @Test
  void ofALostBackupNothingElseIsGivenBack() throws Exception {
    String id = "2026-03-01T17-00-00";
    JobIdentity shop = job(1, "shop", "PC");
    mark("shop", shop);
    for (int number : List.of(1, 2)) {
      backup(
          "shop",
          shop,
          number == 1 ? id : id + "-2",
          number,
          Manifest.Kind.SCHEDULED,
          BackupFile.values());
    }
    Path root = folder.resolve("shop");
    Files.delete(root.resolve(BackupFile.DATABASE.pathFor(id)));
    Files.delete(root.resolve(BackupFile.JSON.pathFor(id + "-2")));
    BackupFinder finder = allIn(survey("shop"));
    assertEquals(Optional.empty(), finder.remains(id, BackupFile.DATABASE));
    assertEquals(Optional.empty(), finder.remains("2026-03-01", BackupFile.DATABASE));
    assertEquals(Optional.empty(), finder.remains("", BackupFile.DATABASE));
    assertEquals(1, finder.remains(id, BackupFile.JSON).orElseThrow().summary().sequence());
    assertEquals(
        2, finder.remains(id + "-2", BackupFile.DATABASE).orElseThrow().summary().sequence());
  }

  /** The folder was taken over: its backups are its owner's, whoever made them. */
  @Test
  void whatIsLeftOfABackupThatWasTakenOverIsFound() throws Exception {
    String id = "2026-03-01T17-00-00";
    JobIdentity before = job(1, "shop", "old PC");
    JobIdentity owner = job(2, "shop", "PC");
    mark("shop", owner, before);
    backup("shop", before, id, 1, Manifest.Kind.SCHEDULED, BackupFile.values());
    backup("shop", owner, "2026-03-02T17-00-00", 2, Manifest.Kind.SCHEDULED);
    Files.delete(folder.resolve("shop").resolve(BackupFile.JSON.pathFor(id)));
    BackupFinder finder = allIn(survey("shop"));
    assertEquals(1, finder.remains(id, BackupFile.DATABASE).orElseThrow().copies().size());
  }

  @Test
  void theIdOfABackupIsNotTheBeginningOfAFileThatNobodyProved() throws Exception {
    String id = "2026-03-01T17-00-00";
    JobIdentity shop = job(1, "shop", "PC");
    mark("shop", shop);
    backup("shop", shop, id, 1, Manifest.Kind.SCHEDULED);
    Path other = folder.resolve("shop").resolve(BackupFile.DATABASE.pathFor(id + "-2"));
    Files.writeString(other, "no manifest names it");
    Survey survey = survey("shop");
    assertEquals(Optional.empty(), survey.remains().unverified(id));
    assertEquals(Optional.of(other), survey.remains().unverified(id + "-2"));
    assertEquals(Optional.of(other), survey.remains().unverified("2026-03-01T17-00-00-"));
    Files.delete(folder.resolve("shop").resolve(BackupFile.DATABASE.pathFor(id)));
    assertEquals(Optional.empty(), survey("shop").remains().unverified(id));
  }

  /** The backup is there, though its manifest is of a newer Nightjar, and no other is meant. */
  @Test
  void aBackupOfANewerNightjarIsNotUnknownAndNeverAnother() throws Exception {
    String id = "2026-03-01T17-00-00";
    JobIdentity shop = job(1, "shop", "PC");
    for (String place : List.of("local", "nas")) {
      mark(place, shop);
      backup(place, shop, id, 1, Manifest.Kind.SCHEDULED);
      Path manifest = folder.resolve(place).resolve("manifest/backup-" + id + ".json");
      Files.writeString(manifest, "{\"format\": \"nightjar-manifest/2\"}");
    }
    for (String given : List.of(id, "2026-03-01", "latest")) {
      assertEquals(
          Reason.MANIFEST_TOO_NEW,
          assertThrows(FailureException.class, () -> allIn(survey("local", "nas")).find(given))
              .reason(),
          given);
    }
    backup("nas", shop, "2026-03-02T17-00-00", 2, Manifest.Kind.SCHEDULED);
    BackupFinder both = allIn(survey("local", "nas"));
    assertEquals(
        Reason.MANIFEST_TOO_NEW,
        assertThrows(FailureException.class, () -> both.find("2026-03-01")).reason());
    backup("nas", shop, id + "-2", 3, Manifest.Kind.SCHEDULED);
    BackupFinder finder = allIn(survey("local", "nas"));
    assertEquals(
        Reason.MANIFEST_TOO_NEW,
        assertThrows(FailureException.class, () -> finder.find(id)).reason());
    assertEquals(3, find(finder, id + "-2").sequence());
    assertEquals(
        Reason.BACKUP_UNKNOWN,
        assertThrows(FailureException.class, () -> finder.find("2025")).reason());
  }

  /** Files of one name need not be the same: two databases may each have one of that day. */
  @Test
  void ofCopiesOfAnotherProgramThatFitNoneIsGuessed() throws Exception {
    for (String place : List.of("local", "nas")) {
      Files.createDirectories(folder.resolve(place).resolve("database"));
      Files.writeString(folder.resolve(place).resolve("database/backup-monday.db"), "another's");
    }
    BackupFinder finder = allIn(survey("nas", "local"));
    assertEquals(Optional.empty(), finder.survey().remains().unverified("monday"));
    assertEquals(
        Failure.of(
            Reason.COPY_NOT_CHOSEN,
            "mon",
            folder.resolve("nas/database/backup-monday.db")
                + ", "
                + folder.resolve("local/database/backup-monday.db")),
        assertThrows(FailureException.class, () -> finder.find("mon")).failure());
    assertEquals(
        Optional.of(folder.resolve("nas/database/backup-monday.db")),
        allIn(survey("nas")).survey().remains().unverified("mon"));
  }

  @Test
  void aManifestThatCannotBeReadIsBlamedForItsOwnDatabaseOnly() throws Exception {
    JobIdentity shop = job(1, "shop", "PC");
    JobIdentity office = job(2, "office", "PC");
    String id = "2026-03-01T17-00-00";
    for (JobIdentity job : List.of(shop, office)) {
      mark(job.name(), job);
      backup(job.name(), job, "2026-02-01T17-00-00", 1, Manifest.Kind.SCHEDULED);
    }
    Files.writeString(folder.resolve("shop/manifest/backup-" + id + ".json"), "{");
    BackupFinder all = allIn(survey("shop", "office"));
    assertEquals(
        Reason.MANIFEST_DAMAGED,
        assertThrows(FailureException.class, () -> all.of("shop").find(id)).reason());
    for (String given : List.of(id, "2026-03")) {
      assertEquals(
          Reason.BACKUP_UNKNOWN,
          assertThrows(FailureException.class, () -> all.of("office").find(given)).reason());
    }
  }

  /** To write more of its name would help nobody. */
  @Test
  void ofAnIdThatTwoJobsHaveTheJobIsAskedFor() throws Exception {
    String id = "2026-03-01T17-00-00";
    for (String name : List.of("office", "shop")) {
      JobIdentity job = job(name.length(), name, "PC");
      mark(name, job);
      backup(name, job, id, 1, Manifest.Kind.SCHEDULED);
    }
    BackupFinder both = allIn(survey("office", "shop"));
    for (String given : List.of(id, "2026-03-01")) {
      Failure asked = assertThrows(FailureException.class, () -> both.find(given)).failure();
      assertEquals(Failure.of(Reason.JOB_NOT_CHOSEN, "office, shop"), asked);
    }
    assertEquals("shop", find(both.of("shop"), id).job().name());
    backup("shop", job(4, "shop", "PC"), "2026-03-01T18-00-00", 2, Manifest.Kind.SCHEDULED);
    BackupFinder three = allIn(survey("office", "shop"));
    assertEquals(
        Reason.BACKUP_AMBIGUOUS,
        assertThrows(FailureException.class, () -> three.find("2026-03-01")).reason());
  }

  @Test
  void aPlacesOnlyBackupIsSaidToBeDamagedAndNotToBeNone() throws Exception {
    String id = "2026-03-01T17-00-00";
    backup("nas", job(1, "shop", "PC"), id, 1, Manifest.Kind.SCHEDULED);
    Files.writeString(folder.resolve("nas/database/backup-" + id + ".db"), "cut");
    BackupFinder all = allIn(survey("nas"));
    assertEquals(
        Reason.BACKUP_DAMAGED, assertThrows(FailureException.class, () -> all.find(id)).reason());
    for (String other : List.of("latest", "2025-03-01")) {
      assertEquals(
          Reason.NO_BACKUPS,
          assertThrows(FailureException.class, () -> all.find(other)).reason(),
          other);
    }
  }

  @ParameterizedTest
  @CsvSource({"1, 2", "2, 1"})
  void afterATakeOverTheLatestIsTheNewOwnersWhateverTheOldOnesNumbers(int old, int now)
      throws Exception {
    JobIdentity before = job(old, "Shop", "OLD-PC");
    JobIdentity after = job(now, "Shop", "NEW-PC");
    backup("nas", before, "2026-03-01T17-00-00", 900, Manifest.Kind.SCHEDULED);
    mark("nas", after, before);
    assertEquals("2026-03-01T17-00-00", latestOf(after, survey("nas")).id());
    backup("nas", after, "2026-02-01T17-00-00", 1, Manifest.Kind.SCHEDULED);
    Survey nas = survey("nas");
    assertEquals(after, latestOf(after, nas).job());
    assertEquals(after, find(allIn(nas), "latest").job());
    assertEquals(before, latestOf(before, nas).job(), "the old computer finds its own");
    assertEquals(
        List.of(after, before),
        JobBackups.of(after, nas).backups().stream().map(kept -> kept.summary().job()).toList());
  }

  @ParameterizedTest
  @CsvSource({"1, 2", "2, 1"})
  void theOldComputersLaterBackupsAreNeverTheNewOnes(int old, int now) throws Exception {
    JobIdentity before = job(old, "Shop", "OLD-PC");
    JobIdentity after = job(now, "Shop", "NEW-PC");
    mark("old-local", before);
    mark("nas", after, before);
    backup("old-local", before, "2026-03-05T17-00-00", 950, Manifest.Kind.SCHEDULED);
    backup("nas", before, "2026-03-01T17-00-00", 900, Manifest.Kind.SCHEDULED);
    backup("nas", after, "2026-03-02T17-00-00", 901, Manifest.Kind.SCHEDULED);
    Survey both = survey("old-local", "nas");
    assertEquals("2026-03-05T17-00-00", latestOf(before, both).id());
    assertEquals("2026-03-02T17-00-00", latestOf(after, both).id());
    FailureException refused =
        assertThrows(FailureException.class, () -> allIn(both).find("latest"));
    assertEquals(Reason.JOB_NOT_CHOSEN, refused.reason());
    assertEquals(List.of("Shop@NEW-PC, Shop@OLD-PC"), refused.failure().arguments());
    assertEquals(after, find(allIn(both).of("shop@new-pc"), "latest").job());
  }

  @ParameterizedTest
  @CsvSource({"1, 2", "2, 1"})
  void oneJobThatMovedToAnotherComputerIsStillToldApart(int id, int unused) throws Exception {
    JobIdentity before = job(id, "Shop", "OLD-PC");
    JobIdentity after = job(id, "Shop", "NEW-PC");
    mark("old-local", before);
    mark("nas", after);
    backup("old-local", before, "2026-03-05T17-00-00", 950, Manifest.Kind.SCHEDULED);
    backup("nas", after, "2026-03-02T17-00-00", 901, Manifest.Kind.SCHEDULED);
    Survey both = survey("old-local", "nas");
    assertEquals(before, latestOf(before, both).job());
    assertEquals(after, latestOf(after, both).job());
    JobIdentity renamed = job(id, "Shop", "RENAMED-PC");
    assertEquals(id, latestOf(renamed, both).job().job().getLeastSignificantBits());
  }

  @ParameterizedTest
  @CsvSource({"1, 2", "2, 1"})
  void severalJobsInOneFolderAskForOne(int one, int other) throws Exception {
    backup("nas", job(one, "Shop", "PC"), "2026-03-01T17-00-00", 1, Manifest.Kind.SCHEDULED);
    backup("nas", job(other, "Office", "PC"), "2026-03-02T17-00-00", 2, Manifest.Kind.SCHEDULED);
    BackupFinder all = allIn(survey("nas"));
    assertEquals(List.of("Office", "Shop"), BackupFinder.names(all.jobs()));
    FailureException refused = assertThrows(FailureException.class, () -> all.find("latest"));
    assertEquals(List.of("Office, Shop"), refused.failure().arguments());
    assertEquals("2026-03-01T17-00-00", find(all.of("shop"), "latest").id());
    assertEquals("2026-03-02T17-00-00", find(all, "2026-03-02").id());
    FailureException unclear = assertThrows(FailureException.class, () -> all.find("2026"));
    assertEquals(Reason.BACKUP_AMBIGUOUS, unclear.reason());
  }

  @ParameterizedTest
  @CsvSource({"1, 2"})
  void theSequenceOrdersAndWhatWasSavedBeforeARestoreIsNotLatest(int id, int unused)
      throws Exception {
    JobIdentity shop = job(id, "Shop", "PC");
    mark("nas", shop);
    backup("nas", shop, "2036-03-02T17-00-00", 1, Manifest.Kind.SCHEDULED); // The clock was wrong.
    backup("nas", shop, "2026-03-02T17-00-00", 2, Manifest.Kind.MANUAL);
    backup("nas", shop, "2026-03-03T17-00-00", 3, Manifest.Kind.BEFORE_RESTORE);
    backup("nas", shop, "2026-03-04T17-00-00", 4, Manifest.Kind.SCHEDULED);
    Files.delete(folder.resolve("nas/database/backup-2026-03-04T17-00-00.db"));
    Survey nas = survey("nas");
    assertEquals("2026-03-02T17-00-00", latestOf(shop, nas).id());
    assertEquals("2026-03-03T17-00-00", find(allIn(nas), "2026-03-03T17").id());
    FailureException lost =
        assertThrows(FailureException.class, () -> allIn(nas).find("2026-03-04T17-00-00"));
    assertEquals(Reason.BACKUP_DAMAGED, lost.reason());
    FailureException none = assertThrows(FailureException.class, () -> allIn(nas).find("2099"));
    assertEquals(Reason.BACKUP_UNKNOWN, none.reason());
  }
}
