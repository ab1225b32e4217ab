package dev.nightjar.desktop;

import dev.nightjar.app.agent.RunInProgress;
import dev.nightjar.app.agent.Status;
import dev.nightjar.app.verdict.BackupDays;
import dev.nightjar.app.verdict.Finding;
import dev.nightjar.app.verdict.KeptBackup;
import dev.nightjar.app.verdict.Shortage;
import dev.nightjar.app.verdict.Survey;
import dev.nightjar.app.verdict.Verdict;
import dev.nightjar.app.verdict.Verdict.JobVerdict;
import dev.nightjar.app.verdict.Verdict.PlaceVerdict;
import dev.nightjar.app.verdict.Verdict.State;
import dev.nightjar.backup.BackupRun;
import dev.nightjar.backup.Step;
import dev.nightjar.backup.StepFacts;
import dev.nightjar.backup.StepResult;
import dev.nightjar.desktop.backups.BackupTasks;
import dev.nightjar.desktop.backups.BackupsPanel;
import dev.nightjar.desktop.backups.FakeMemory;
import dev.nightjar.desktop.kit.Command;
import dev.nightjar.desktop.kit.FileChooser;
import dev.nightjar.destination.Address;
import dev.nightjar.destination.BackupFile;
import dev.nightjar.destination.JobIdentity;
import dev.nightjar.destination.Manifest;
import dev.nightjar.destination.folder.FolderDestination;
import dev.nightjar.destination.folder.FolderDestination.Reach;
import dev.nightjar.failure.Failure;
import dev.nightjar.failure.Reason;
import dev.nightjar.io.FileHash;
import dev.nightjar.settings.Settings;
import dev.nightjar.sqlite.TableRows;
import dev.nightjar.text.Messages;
import java.time.OffsetDateTime;
import java.time.ZonedDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/** How the sample shop's backups stand, in several states. */
public final class SampleBackups {
  public static final String HERE = "this computer";
  public static final String NAS = "NAS";

  private static final ZonedDateTime TODAY = Samples.NOW.withHour(17).withMinute(0);

  private SampleBackups() {}

  /** Saved today, before another backup was put back. */
  static Manifest beforeRestore() {
    return manifest(TODAY, 61, Manifest.Kind.BEFORE_RESTORE);
  }

  static Manifest manifest(ZonedDateTime at, long sequence) {
    return manifest(at, sequence, Manifest.Kind.SCHEDULED);
  }

  private static Manifest manifest(ZonedDateTime at, long sequence, Manifest.Kind kind) {
    OffsetDateTime moment = at.toOffsetDateTime();
    return new Manifest(
        "1.0.0",
        at.toLocalDate() + "T17-00-00",
        sequence,
        kind,
        new JobIdentity(Samples.JOB, "inventory", "SHOP-PC"),
        moment,
        moment,
        new Manifest.Database(Samples.DATABASE.toString(), 4096, 2099, "wal", 12, "3.51.1"),
        Map.of(BackupFile.DATABASE, new FileHash(8_200_000 + sequence * 4096, "0".repeat(64))),
        List.of(
            new TableRows("products", 1_204),
            new TableRows("sales", 51_106 - (60 - sequence) * 91)),
        new Manifest.Checks("ok", List.of(), 0, 0, true));
  }

  /**
   * @param nasUntil the last day, counted back from today, that is on the NAS, too
   */
  public static List<KeptBackup> kept(int days, int nasUntil) {
    List<KeptBackup> kept = new ArrayList<>();
    for (int back = 0; back < days; back++) {
      if (back == 11 || back == 12 || back == 30) {
        continue; // The computer was off.
      }
      Manifest manifest = manifest(TODAY.minusDays(back), 60 - back);
      List<KeptBackup.Copy> copies = new ArrayList<>();
      copies.add(copy(HERE, Reach.LOCAL, manifest));
      if (back >= nasUntil) {
        copies.add(copy(NAS, Reach.REMOTE, manifest));
      }
      kept.add(new KeptBackup(copies));
    }
    return kept;
  }

  private static KeptBackup.Copy copy(String label, Reach reach, Manifest manifest) {
    var folder = reach == Reach.LOCAL ? Samples.LOCAL : Samples.NAS;
    return new KeptBackup.Copy(
        label,
        new FolderDestination(folder, label, reach, Optional.empty(), Samples.CLOCK),
        manifest.summary());
  }

  public static PlaceVerdict place(boolean local, int behindDays, Optional<Failure> failure) {
    return new PlaceVerdict(
        local ? HERE : NAS,
        local ? Samples.LOCAL.toString() : Samples.NAS.toString(),
        local,
        Optional.of(Address.of(local ? Samples.LOCAL : Samples.NAS)),
        Optional.of(manifest(TODAY.minusDays(behindDays), 60 - behindDays).summary()),
        behindDays,
        behindDays > 0
            ? Optional.of(TODAY.minusDays(behindDays - 1).toInstant())
            : Optional.empty(),
        behindDays > 0,
        behindDays,
        0,
        failure,
        Optional.empty());
  }

  public static JobVerdict job(State state, List<PlaceVerdict> places, Finding... concerns) {
    return new JobVerdict(
        Samples.JOB,
        "inventory",
        state,
        places,
        places.isEmpty() ? Optional.empty() : places.get(0).newest(),
        Optional.of(TODAY.plusDays(1)),
        List.of(concerns));
  }

  public static Status standing(JobVerdict job, List<KeptBackup> kept, List<BackupRun> runs) {
    return status(
        new Verdict(job.state(), List.of(job), Optional.empty(), Optional.empty()),
        Optional.empty(),
        Samples.settings(),
        List.of(new Survey(kept, List.of())),
        runs);
  }

  private static Status status(
      Verdict verdict,
      Optional<RunInProgress> running,
      Settings settings,
      List<Survey> surveys,
      List<BackupRun> runs) {
    List<BackupDays> days =
        surveys.stream().map(one -> BackupDays.of(one.backups(), Samples.NOW)).toList();
    return new Status(verdict, running, settings, surveys, days, Map.of(), runs);
  }

  public static Status well() {
    return wellWith(kept(52, 0));
  }

  /** The same with other backups. */
  public static Status wellWith(List<KeptBackup> kept) {
    return standing(
        job(State.OK, List.of(place(true, 0, Optional.empty()), place(false, 0, Optional.empty()))),
        kept,
        List.of());
  }

  public static Status nasSilent() {
    Failure silent = Failure.of(Reason.PLACE_UNREACHABLE, Samples.NAS);
    return standing(
        job(
            State.ATTENTION,
            List.of(place(true, 0, Optional.empty()), place(false, 3, Optional.of(silent))),
            behind(Optional.of(silent)),
            new Finding.Shrunk("products", 1_204, 310)),
        kept(52, 3),
        List.of(run(TODAY, Step.PLACE_READY, NAS, silent)));
  }

  /** The NAS lacks the last three days. */
  static Finding.PlaceBehind behind(Optional<Failure> failure) {
    return new Finding.PlaceBehind(
        NAS,
        Optional.of(TODAY.minusDays(3).toInstant()),
        Optional.of(TODAY.minusDays(2).toInstant()),
        3,
        failure);
  }

  /** The NAS had no room for today's backup. */
  public static Status nasFull(Shortage shortage) {
    Failure full = Failure.of(Reason.PLACE_FULL, Samples.NAS, 8_200_000L, 3_100_000L);
    PlaceVerdict nas = place(false, 1, Optional.empty());
    return standing(
        job(
            State.ATTENTION,
            List.of(
                place(true, 0, Optional.empty()),
                new PlaceVerdict(
                    nas.label(),
                    nas.location(),
                    false,
                    nas.address(),
                    nas.newest(),
                    nas.missed(),
                    nas.behindSince(),
                    true,
                    1,
                    0,
                    Optional.empty(),
                    Optional.of(shortage))),
            behind(Optional.empty())),
        kept(52, 1),
        List.of(run(TODAY, Step.DATABASE_SAVED, NAS, full)));
  }

  /** The app's file was moved. */
  public static Status databaseGone() {
    Failure gone = Failure.of(Reason.DATABASE_MISSING, Samples.DATABASE);
    return standing(
        job(
            State.ATTENTION,
            List.of(place(true, 0, Optional.empty()), place(false, 0, Optional.empty())),
            new Finding.DatabaseTrouble(gone)),
        kept(52, 0),
        List.of(run(TODAY, Step.DATABASE, "", gone)));
  }

  /** The settings can't be read. */
  public static Status stopped() {
    return status(
        new Verdict(
            State.FAILED,
            List.of(),
            Optional.empty(),
            Optional.of(Failure.of(Reason.SETTINGS_DAMAGED, "settings.json", 4L, 7L))),
        Optional.empty(),
        Settings.empty(),
        List.of(),
        List.of());
  }

  public static final java.util.UUID SECOND = new java.util.UUID(1, 2);

  /** Two databases, of which the second one in the settings fares worse. */
  public static Status twoDatabases() {
    JobVerdict well = well().verdict().jobs().get(0);
    JobVerdict bad = failed().verdict().jobs().get(0);
    JobVerdict second =
        new JobVerdict(
            SECOND,
            "accounts",
            bad.state(),
            bad.places(),
            bad.newest(),
            bad.next(),
            bad.findings());
    return status(
        new Verdict(State.FAILED, List.of(second, well), Optional.empty(), Optional.empty()),
        Optional.empty(),
        Samples.settings(),
        List.of(failed().surveys().get(0), well().surveys().get(0)),
        List.of());
  }

  public static Status failed() {
    Failure full = Failure.of(Reason.DATABASE_LOCKED, Samples.DATABASE, 30);
    return standing(
        job(
            State.FAILED,
            List.of(place(true, 2, Optional.empty()), place(false, 2, Optional.empty())),
            new Finding.DueMissed(TODAY.toInstant(), TODAY.minusDays(2).toInstant())),
        kept(52, 0).stream().skip(2).toList(),
        List.of(
            run(TODAY, Step.DATABASE, "", full), run(TODAY.minusDays(1), Step.DATABASE, "", full)));
  }

  public static BackupRun run(ZonedDateTime at, Step step, String place, Failure failure) {
    List<StepResult> results = new ArrayList<>();
    if (step != Step.DATABASE) {
      results.add(new StepResult(Step.DATABASE_SAVED, HERE, 200, StepFacts.NONE, Optional.empty()));
    }
    results.add(new StepResult(step, place, 200, StepFacts.NONE, Optional.of(failure)));
    return new BackupRun(
        Samples.JOB,
        "inventory",
        Manifest.Kind.SCHEDULED,
        at.toInstant(),
        at.plusSeconds(31).toInstant(),
        results,
        Optional.empty(),
        60);
  }

  public static Status running() {
    Status before = well();
    List<StepResult> ended =
        List.of(
            done(Step.PLACE_READY, HERE),
            done(Step.PLACE_READY, NAS),
            done(Step.CHECKPOINT, ""),
            done(Step.DATABASE, ""),
            done(Step.DATABASE_SAVED, HERE));
    return status(
        before.verdict(),
        Optional.of(
            new RunInProgress(
                Samples.JOB,
                "inventory",
                Samples.NOW.toInstant(),
                Step.DATABASE_SAVED,
                NAS,
                3_100_000,
                8_200_000,
                42,
                false,
                ended)),
        before.settings(),
        before.surveys(),
        before.runs());
  }

  public static StepResult done(Step step, String place) {
    return new StepResult(step, place, 100, StepFacts.NONE, Optional.empty());
  }

  public static Status unset() {
    return status(
        new Verdict(State.NOT_SET_UP, List.of(), Optional.empty(), Optional.empty()),
        Optional.empty(),
        Settings.empty(),
        List.of(),
        List.of());
  }

  /** Two databases, paused. */
  public static Status paused() {
    Status one = well();
    JobVerdict first = one.verdict().jobs().get(0);
    JobVerdict second =
        new JobVerdict(
            new java.util.UUID(1, 2),
            "accounts",
            State.OK,
            first.places(),
            first.newest(),
            first.next(),
            List.of());
    return status(
        new Verdict(
            State.PAUSED,
            List.of(first, second),
            Optional.of(TODAY.plusDays(1).withHour(0).toInstant()),
            Optional.empty()),
        Optional.empty(),
        one.settings(),
        List.of(one.surveys().get(0), new Survey(List.of(), List.of())),
        List.of());
  }

  /** The newest backup is being checked, and that doesn't end. */
  static BackupsPanel checking(Messages texts) {
    Status standing = well();
    BackupTasks work =
        new BackupTasks(never -> {}, Samples.AT_ONCE, new FakeMemory(), Samples.SCRATCH);
    work.check(Samples.JOB, standing.surveys().get(0).backups().get(0));
    return panel(standing, work, texts, command -> {});
  }

  public static BackupsPanel panel(Status standing, Messages texts, Consumer<Command> commands) {
    return panel(
        standing,
        new BackupTasks(Samples.AT_ONCE, Samples.AT_ONCE, new FakeMemory(), Samples.SCRATCH),
        texts,
        commands);
  }

  public static BackupsPanel panel(
      Status standing, BackupTasks work, Messages texts, Consumer<Command> commands) {
    BackupsPanel panel = new BackupsPanel(commands, work, FileChooser.SYSTEM, Samples.CLOCK, texts);
    panel.show(standing);
    return panel;
  }
}
