package dev.nightjar.desktop;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import dev.nightjar.app.agent.Status;
import dev.nightjar.app.verdict.Finding;
import dev.nightjar.app.verdict.Verdict;
import dev.nightjar.app.verdict.Verdict.JobVerdict;
import dev.nightjar.app.verdict.Verdict.State;
import dev.nightjar.desktop.backups.BackupTasks;
import dev.nightjar.desktop.backups.BackupsPresenter;
import dev.nightjar.desktop.backups.FakeMemory;
import dev.nightjar.desktop.kit.VerdictTexts;
import dev.nightjar.desktop.tray.TrayMenu;
import dev.nightjar.failure.Failure;
import dev.nightjar.failure.Reason;
import dev.nightjar.text.Language;
import dev.nightjar.text.Messages;
import java.time.Instant;
import java.time.LocalTime;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** The verdict's words, the same wherever they stand. */
final class VerdictTextsTest {
  private static final VerdictTexts WORDS = new VerdictTexts(Messages.current());
  private static final Instant MONDAY =
      Samples.NOW.minusDays(3).withHour(17).withMinute(0).toInstant();
  private static final Failure SILENT = Failure.of(Reason.PLACE_UNREACHABLE, Samples.NAS);

  static Stream<Arguments> findings() {
    return Stream.of(
        Arguments.of(new Finding.NeverBackedUp(), "inventory is not backed up yet"),
        Arguments.of(new Finding.DueMissed(MONDAY, MONDAY), "Not backed up since Mon 17:00"),
        Arguments.of(
            database(Reason.DATABASE_MISSING),
            "The database inventory is not there. The last backup is of today 17:00."),
        Arguments.of(
            database(Reason.DATABASE_EMPTY),
            "The database inventory is empty. The last backup is of today 17:00."),
        Arguments.of(
            database(Reason.DATABASE_LOCKED),
            "inventory can't be backed up just now. The last backup is of today 17:00."),
        Arguments.of(
            SampleBackups.behind(Optional.empty()),
            "NAS is missing since Tue 17:00. 3 backups are on this computer only."),
        Arguments.of(
            new Finding.PlaceBehind(
                "NAS", Optional.of(MONDAY), Optional.empty(), 1, Optional.empty()),
            "NAS has nothing newer than Mon 17:00. 1 backup is on this computer only."),
        Arguments.of(
            new Finding.PlaceBehind(
                "NAS", Optional.empty(), Optional.empty(), 1, Optional.of(SILENT)),
            "No access to NAS. 1 backup is on this computer only."),
        Arguments.of(
            new Finding.PlaceBehind("NAS", Optional.empty(), Optional.empty(), 0, Optional.empty()),
            "NAS has no proved backup. The backups are on this computer."),
        Arguments.of(
            new Finding.PlaceTrouble("NAS", Failure.of(Reason.PLACE_NOT_CHOSEN, Samples.NAS)),
            "NAS can't be used just now. It has all backups so far."),
        Arguments.of(
            new Finding.PlaceTrouble(
                "this computer", Failure.of(Reason.PLACE_NOT_CHOSEN, Samples.NAS)),
            "This computer can't be used just now. It has all backups so far."),
        Arguments.of(
            new Finding.PlaceBehind(
                "this computer", Optional.empty(), Optional.empty(), 0, Optional.empty()),
            "This computer has no proved backup. The backups are on this computer."),
        Arguments.of(
            new Finding.DamagedCopies("NAS", List.of(), List.of("a", "b"), List.of()),
            "2 backups on NAS damaged or gone"),
        Arguments.of(
            new Finding.JsonMissing("a"),
            "The last backup has no readable copy (JSON). Its database is whole."),
        Arguments.of(
            new Finding.Rebuildable("a"),
            "An index in the database of inventory is broken. Every row is in the backup."),
        Arguments.of(
            new Finding.JsonLacks("a", "12/14"),
            "The readable copy (JSON) lacks some rows. The database copy has them all."),
        Arguments.of(
            new Finding.Shrunk("products", 1_204, 310), "\"products\" fell from 1 204 rows to 310"),
        Arguments.of(new Finding.DataUnchanged(MONDAY), "The data has not changed since Mon 17:00"),
        Arguments.of(
            new Finding.OftenOff(LocalTime.of(17, 0), LocalTime.of(16, 30)),
            "The computer is often off at 17:00"));
  }

  private static Finding database(Reason reason) {
    return new Finding.DatabaseTrouble(Failure.of(reason, Samples.DATABASE));
  }

  private static Status status(Finding finding) {
    return SampleBackups.standing(
        SampleBackups.job(
            State.ATTENTION,
            List.of(
                SampleBackups.place(true, 0, Optional.empty()),
                SampleBackups.place(false, 3, Optional.empty())),
            finding),
        SampleBackups.kept(3, 0),
        List.of());
  }

  @ParameterizedTest
  @MethodSource("findings")
  void theTooltipSaysEachOfThem(Finding finding, String line) {
    assertEquals(line, WORDS.line(status(finding), Samples.NOW));
  }

  @ParameterizedTest
  @MethodSource("findings")
  void ofSeveralDatabasesTheOneInTroubleIsNamedOnce(Finding finding, String line) {
    String said = WORDS.line(two("inventory", finding), Samples.NOW);
    assertEquals(line.contains("inventory") ? line : "inventory: " + line, said);
  }

  @Test
  void aPlaceIsNamedInTheUsersLanguageWithACapital() {
    Status status =
        status(
            new Finding.PlaceTrouble(
                "this computer", Failure.of(Reason.PLACE_NOT_CHOSEN, Samples.NAS)));
    assertEquals(
        "Dieser Computer ist zurzeit nicht nutzbar. Alle bisherigen Sicherungen sind dort.",
        new VerdictTexts(Messages.in(Language.GERMAN)).line(status, Samples.NOW));
    assertEquals(
        "Bu bilgisayar şu anda kullanılamıyor. Şimdiye kadarki tüm yedekler orada.",
        new VerdictTexts(Messages.in(Language.TURKISH)).line(status, Samples.NOW));
  }

  @Test
  void aNameThatIsPartOfAnotherWordIsNamedAllTheSame() {
    assertEquals(
        "data: The data has not changed since Mon 17:00",
        WORDS.line(two("data", new Finding.DataUnchanged(MONDAY)), Samples.NOW));
  }

  private static Status two(String name, Finding finding) {
    Status one = status(finding);
    JobVerdict job = one.verdict().jobs().get(0);
    JobVerdict named =
        new JobVerdict(
            job.job(), name, job.state(), job.places(), job.newest(), job.next(), job.findings());
    return new Status(
        new Verdict(job.state(), List.of(named, job), Optional.empty(), Optional.empty()),
        one.running(),
        one.settings(),
        one.surveys(),
        one.days(),
        one.checks(),
        one.runs());
  }

  /** Tooltip, menu and window say the same, word for word. */
  @ParameterizedTest
  @MethodSource("findings")
  void theWindowBeginsWithTheSameWords(Finding finding, String line) {
    BackupTasks work =
        new BackupTasks(Samples.AT_ONCE, Samples.AT_ONCE, new FakeMemory(), Samples.SCRATCH);
    String title =
        new BackupsPresenter(Messages.in(Language.ENGLISH), Samples.CLOCK, work)
            .of(status(finding), Optional.empty())
            .headline()
            .title();

    assertEquals(title, line.substring(0, title.length()));
  }

  @Test
  void noKindOfFindingIsLeftOut() {
    Set<Object> worded =
        findings().map(arguments -> arguments.get()[0].getClass()).collect(Collectors.toSet());

    assertEquals(Set.copyOf(Arrays.asList(Finding.class.getPermittedSubclasses())), worded);
  }

  @Test
  void ofSeveralDatabasesTheWorstIsNamed() {
    assertEquals(
        "accounts: Not backed up since Tue 17:00",
        WORDS.line(SampleBackups.twoDatabases(), Samples.NOW));
  }

  @Test
  void aDatabaseThatIsNewIsNotCalledSafe() {
    JobVerdict well = SampleBackups.well().verdict().jobs().get(0);
    JobVerdict fresh =
        new JobVerdict(
            well.job(), well.name(), State.OK, List.of(), Optional.empty(), well.next(), List.of());
    String line = WORDS.line(SampleBackups.standing(fresh, List.of(), List.of()), Samples.NOW);

    assertEquals("inventory is not backed up yet. The first backup is due tomorrow 17:00.", line);
  }

  @Test
  void settingsThatCantBeReadAreNotCalledMissing() {
    assertEquals(
        "Backups are stopped: the settings can't be read",
        WORDS.line(SampleBackups.stopped(), Samples.NOW));
    assertFalse(
        TrayMenu.of(SampleBackups.stopped(), Samples.NOW, Messages.current())
            .toString()
            .contains("Set up"));
  }
}
