package dev.nightjar.desktop.backups;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.nightjar.app.agent.Status;
import dev.nightjar.app.verdict.Checks;
import dev.nightjar.app.verdict.Finding;
import dev.nightjar.app.verdict.KeptBackup;
import dev.nightjar.app.verdict.Shortage;
import dev.nightjar.app.verdict.Verdict;
import dev.nightjar.app.verdict.Verdict.State;
import dev.nightjar.desktop.SampleBackups;
import dev.nightjar.desktop.Samples;
import dev.nightjar.desktop.backups.BackupsView.Choice;
import dev.nightjar.desktop.backups.BackupsView.JobLine;
import dev.nightjar.desktop.backups.BackupsView.Mark;
import dev.nightjar.desktop.backups.BackupsView.Notice;
import dev.nightjar.desktop.kit.Command;
import dev.nightjar.desktop.kit.Hint;
import dev.nightjar.desktop.kit.StatusIcon;
import dev.nightjar.desktop.progress.RunView;
import dev.nightjar.failure.Failure;
import dev.nightjar.failure.Reason;
import dev.nightjar.settings.JobPlace;
import dev.nightjar.settings.Keep;
import dev.nightjar.text.Language;
import dev.nightjar.text.Messages;
import java.time.LocalTime;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

final class BackupsPresenterTest {
  private final BackupTasks work =
      new BackupTasks(Samples.AT_ONCE, Samples.AT_ONCE, new FakeMemory(), Samples.SCRATCH);
  private final BackupsPresenter wording =
      new BackupsPresenter(Messages.in(Language.ENGLISH), Samples.CLOCK, work);

  private static final Optional<UUID> NONE = Optional.empty();

  static Stream<Arguments> headlines() {
    return Stream.of(
        Arguments.of(
            SampleBackups.well(),
            "Safe: today 17:00",
            "on this computer and NAS · next tomorrow 17:00",
            new Command.BackUpNow(Optional.of(Samples.JOB))),
        Arguments.of(
            SampleBackups.nasSilent(),
            "NAS is missing since Tue 17:00",
            "3 backups are on this computer only · next tomorrow 17:00",
            new Command.BackUpNow(Optional.of(Samples.JOB))),
        Arguments.of(
            SampleBackups.failed(),
            "Not backed up since Tue 17:00",
            "next tomorrow 17:00",
            new Command.BackUpNow(Optional.of(Samples.JOB))),
        Arguments.of(
            SampleBackups.running(),
            "Backing up inventory… 42 %",
            "last backup today 17:00",
            new Command.Cancel()),
        Arguments.of(
            SampleBackups.paused(),
            "Paused until tomorrow 00:00",
            "last backup today 17:00",
            new Command.Resume()),
        Arguments.of(
            SampleBackups.databaseGone(),
            "The database inventory is not there",
            "the last backup is of today 17:00 · next tomorrow 17:00",
            new Command.BackUpNow(Optional.of(Samples.JOB))),
        Arguments.of(
            SampleBackups.twoDatabases(),
            "Not backed up since Tue 17:00",
            "next tomorrow 17:00",
            new Command.BackUpNow(Optional.of(SampleBackups.SECOND))),
        Arguments.of(
            SampleBackups.stopped(),
            "Backups are stopped: the settings can't be read",
            "Your backups are not affected, but none are made until this is repaired.",
            new Command.ShowSettings()),
        Arguments.of(
            SampleBackups.unset(),
            "Nothing is backed up yet",
            "Select the file in which an app keeps its data; Nightjar does the rest.",
            new Command.ShowSettings()));
  }

  @ParameterizedTest
  @MethodSource("headlines")
  void theVerdictHasItsWordsAndItsOneButton(
      Status standing, String title, String detail, Command command) {
    BackupsView.Headline headline = wording.of(standing, NONE).headline();

    assertEquals(title, headline.title());
    assertEquals(detail, headline.detail());
    assertEquals(Optional.of(command), headline.choice().map(Choice::command));
  }

  @Test
  void aDayIsToldInWords() {
    List<BackupsView.Day> days = wording.of(SampleBackups.nasSilent(), NONE).days();

    assertEquals(60, days.size());
    assertEquals("Thu 5 Mar: this computer", days.get(59).text());
    assertEquals(Mark.SOMEWHERE, days.get(59).mark());
    assertEquals("Mon 2 Mar: this computer and NAS", days.get(56).text());
    assertEquals(Mark.EVERYWHERE, days.get(56).mark());
    assertEquals("Sat 21 Feb: no backup", days.get(47).text());
    assertEquals("Mon 5 Jan: before the first backup", days.get(0).text());
    assertEquals(
        "Thu 5 Mar: failed", wording.of(SampleBackups.failed(), NONE).days().get(59).text());
  }

  @Test
  void aBackupIsOneRow() {
    BackupsView.Row row = wording.of(SampleBackups.well(), NONE).rows().get(0);

    assertEquals("Today 17:00", row.when());
    assertEquals("8.45 MB", row.size());
    assertEquals("52 310", row.rows());
    assertEquals("this computer, NAS", row.where());
    assertEquals("at backup time", row.checked());
  }

  @Test
  void backupsOfOneMinuteAreToldApartByTheirSeconds() {
    List<KeptBackup> kept = SampleBackups.kept(2, 2);
    List<KeptBackup> both = List.of(kept.get(0), kept.get(0), kept.get(1));
    assertEquals(
        List.of("Today 17:00:00", "Today 17:00:00", "Yesterday 17:00"),
        wording.of(SampleBackups.wellWith(both), NONE).rows().stream()
            .map(BackupsView.Row::when)
            .toList());
  }

  @Test
  void aBackupIsPutIntoWordsOnceItsRowIsShownAndOnlyOnce() {
    AtomicInteger asked = new AtomicInteger();
    FakeMemory memory =
        new FakeMemory() {
          @Override
          public Checks of(UUID job) {
            asked.incrementAndGet();
            return super.of(job);
          }
        };
    BackupRows rows = of(memory).rows();
    assertTrue(rows.size() > 1);
    BackupsTable table = new BackupsTable(Messages.in(Language.ENGLISH));
    table.show(rows);
    table.choose(rows.backup(1));
    table.show(rows);
    assertEquals(1, table.getSelectedRow());
    assertEquals(1, asked.get()); // The table asks for what was chosen.
    for (int column = 0; column < table.getColumnCount(); column++) {
      table.getValueAt(0, column);
    }
    assertEquals(2, asked.get());
    assertEquals(rows.get(0).when(), table.getValueAt(0, 0));
  }

  @Test
  void anUnreachableNasIsSaidOnce() {
    List<Notice> notices = wording.of(SampleBackups.nasSilent(), NONE).notices();

    assertEquals(
        Samples.NAS
            + " doesn't answer. What is saved elsewhere is safe. Check that it is switched on and"
            + " connected; this copy follows when it answers.",
        notices.get(0).text());
    assertEquals("“products” fell from 1 204 rows to 310. Was that you?", notices.get(1).text());
    assertEquals(2, notices.size());
  }

  @Test
  void aConcernIsAnsweredByItsButtons() {
    Finding off = new Finding.OftenOff(LocalTime.of(17, 0), LocalTime.of(16, 30));
    Finding same = new Finding.DataUnchanged(Samples.NOW.minusDays(2).toInstant());
    List<Notice> notices =
        wording
            .of(
                SampleBackups.standing(
                    SampleBackups.job(
                        State.ATTENTION,
                        List.of(SampleBackups.place(true, 0, Optional.empty())),
                        off,
                        same),
                    List.of(),
                    List.of()),
                NONE)
            .notices();

    assertEquals(
        "The computer is often off at 17:00. Back up at 16:30 instead?", notices.get(0).text());
    assertEquals(
        List.of(
            new Command.MoveTo(Samples.JOB, LocalTime.of(16, 30)),
            new Command.Answer(Samples.JOB, off)),
        notices.get(0).choices().stream().map(Choice::command).toList());
    assertEquals(
        "Your data has not changed since Tue 17:04. Is this still the app's file?",
        notices.get(1).text());
    assertEquals(
        List.of(new Command.Answer(Samples.JOB, same), new Command.FindDatabase(Samples.JOB)),
        notices.get(1).choices().stream().map(Choice::command).toList());
  }

  @Test
  void aFullPlaceOffersToKeepFewer() {
    Shortage shortage = new Shortage(true, -1, Keep.SMART, false, 3_100_000_000L);
    Choice fewer =
        new Choice(
            "backups.keep-fewer",
            List.of(3_100_000_000L),
            new Command.KeepFewer(Samples.JOB, JobPlace.NAS, Keep.SMART));
    List<Notice> notices = wording.of(SampleBackups.nasFull(shortage), NONE).notices();
    assertEquals(1, notices.size());
    assertEquals(
        List.of(fewer, new Choice("backups.log", new Command.OpenLog())), notices.get(0).choices());
    assertEquals(
        "Free 3.10 GB by keeping fewer…",
        Messages.in(Language.ENGLISH).caption(fewer.key(), fewer.figures().toArray()).text());
  }

  @Test
  void aDiskThatIsToHaveMoreRoomIsANoticeOfItsOwn() {
    Shortage shortage = new Shortage(false, 2_000_000_000L, Keep.last(10), false, 10);
    Notice notice = wording.of(SampleBackups.nasFull(shortage), NONE).notices().get(1);
    assertEquals("Only 2.00 GB are free where the database is.", notice.text());
    assertEquals(
        List.of(new Command.KeepFewer(Samples.JOB, JobPlace.NAS, Keep.last(10))),
        notice.choices().stream().map(Choice::command).toList());
  }

  @Test
  void aRunTellsItsStepsAndBytes() {
    RunView running = wording.of(SampleBackups.running(), NONE).running().orElseThrow();

    assertEquals("Saving the database on NAS… 3.10 MB of 8.20 MB", running.now());
    assertEquals(
        List.of(
            "This computer is ready",
            "NAS is ready",
            "Database copied and checked",
            "Database saved on this computer, read back and compared"),
        running.ended().stream().map(RunView.Line::text).toList());
  }

  @Test
  void theDatabaseThatFaresWorstIsShownFirstAndEachHasItsOwnSign() {
    BackupsView view = wording.of(SampleBackups.twoDatabases(), NONE);

    assertEquals(StatusIcon.Kind.PROBLEM, view.headline().sign());
    assertEquals(
        List.of(
            new JobLine(
                SampleBackups.SECOND,
                StatusIcon.Kind.PROBLEM,
                "accounts",
                "Not backed up since Tue 17:00"),
            new JobLine(Samples.JOB, StatusIcon.Kind.DONE, "inventory", "Safe: today 17:00")),
        view.jobs());
  }

  @Test
  void theDatabaseThatIsChosenIsShownWhereverItStands() {
    BackupsView view = wording.of(SampleBackups.twoDatabases(), Optional.of(Samples.JOB));

    assertEquals("Safe: today 17:00", view.headline().title());
    assertTrue(
        wording.of(SampleBackups.paused(), Optional.of(SampleBackups.SECOND)).rows().isEmpty());
  }

  @Test
  void aDatabaseThatIsGoneIsFoundAgainByItsButtonAndSaidOnce() {
    List<Notice> notices = wording.of(SampleBackups.databaseGone(), NONE).notices();

    assertEquals(1, notices.size());
    assertEquals(
        "The database "
            + Samples.DATABASE
            + " is not there. Backups made earlier are kept. If the app was renamed or moved,"
            + " choose its file again.",
        notices.get(0).text());
    assertEquals(
        List.of(new Choice("backups.find", new Command.FindDatabase(Samples.JOB))),
        notices.get(0).choices());
  }

  @Test
  void aPlaceThatBeginsALineAboutDamagedCopiesHasACapital() {
    BackupsPresenter turkish =
        new BackupsPresenter(Messages.in(Language.TURKISH), Samples.CLOCK, work);
    Finding damaged =
        new Finding.DamagedCopies("this computer", List.of("one"), List.of(), List.of());
    Status status =
        SampleBackups.standing(
            SampleBackups.job(Verdict.State.ATTENTION, List.of(), damaged), List.of(), List.of());

    assertEquals(
        "Bu bilgisayar üzerinde 1 yedek hasarlı ya da yok; sağlamı başka konumda da yok.",
        turkish.of(status, NONE).notices().get(0).text());
  }

  @Test
  void noToTheShrunkTableLeadsToTheBackupsFromBefore() {
    Finding.Shrunk shrunk = new Finding.Shrunk("products", 1_204, 310);
    Notice notice = wording.of(SampleBackups.nasSilent(), NONE).notices().get(1);

    assertEquals(
        List.of(
            new Choice("backups.was-me", new Command.Answer(Samples.JOB, shrunk)),
            new Choice("backups.was-not-me", new Command.ShowBefore(Samples.JOB, shrunk))),
        notice.choices());
  }

  @Test
  void whatWasCheckedIsKnownFromStartToStart() {
    KeptBackup newest = SampleBackups.well().surveys().get(0).backups().get(0);
    FakeMemory memory = new FakeMemory();
    String id = newest.summary().id();
    memory.checked(Samples.JOB, Samples.LOCAL.toString(), id, true);
    assertEquals("today 17:04", checked(memory));

    memory.checked(Samples.JOB, Samples.NAS.toString(), id, false);
    assertEquals("damaged", checked(memory));
  }

  private static String ended(int backups, int whole, List<KeptBackup> damaged, Failure... why) {
    Hint hint =
        new WorkPresenter(Messages.in(Language.ENGLISH), Samples.CLOCK)
            .ended(
                new WorkEnd.Checked(
                    Optional.empty(),
                    new BackupsCheck.Result(
                        backups, whole, damaged, Arrays.stream(why).findFirst())));
    return hint.kind() + ": " + hint.text();
  }

  @Test
  void howACheckOfAllEndedIsSaidInASentenceOrTwo() {
    List<KeptBackup> kept = SampleBackups.well().surveys().get(0).backups();
    Failure damaged = Failure.of(Reason.BACKUP_DAMAGED, "a", "b", "c");
    Failure away = Failure.of(Reason.PLACE_UNREACHABLE, "/nas");
    Failure cancelled = Failure.of(Reason.CANCELLED);
    String why = Messages.in(Language.ENGLISH).failure(away);

    assertEquals("GOOD: 40 backups checked: every copy is whole.", ended(40, 40, List.of()));
    assertEquals("GOOD: 1 backup checked: every copy is whole.", ended(1, 1, List.of()));
    assertEquals(
        "PROBLEM: 1 backup damaged: today 17:00. All others that were checked are whole, and"
            + " nothing was deleted.",
        ended(40, 39, kept.subList(0, 1), damaged));
    assertEquals(
        "PROBLEM: 2 backups could not be checked everywhere. " + why,
        ended(40, 38, List.of(), away));
    assertEquals(
        "INFO: Cancelled: 12 of 40 checked, and remembered.", ended(40, 12, List.of(), cancelled));
    String some = ended(40, 12, kept.subList(0, 4), cancelled);
    assertTrue(
        some.startsWith(
            "PROBLEM: Cancelled: 16 of 40 checked, and remembered. 4 backups damaged: today 17:00,"),
        some);
    assertTrue(some.contains(", …. All others"), some);
    String ofOneMinute = ended(40, 38, List.of(kept.get(0), kept.get(0)), damaged);
    assertTrue(ofOneMinute.contains(": today 17:00:00, today 17:00:00. "), ofOneMinute);
  }

  private static String checked(FakeMemory memory) {
    return of(memory).rows().get(0).checked();
  }

  private static BackupsView of(FakeMemory memory) {
    BackupTasks again = new BackupTasks(Samples.AT_ONCE, Samples.AT_ONCE, memory, Samples.SCRATCH);
    return new BackupsPresenter(Messages.in(Language.ENGLISH), Samples.CLOCK, again)
        .of(SampleBackups.well(), NONE);
  }
}
