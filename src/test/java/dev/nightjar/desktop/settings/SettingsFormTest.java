package dev.nightjar.desktop.settings;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.nightjar.app.KeepPreview;
import dev.nightjar.app.setup.Consent;
import dev.nightjar.app.setup.FolderInspection.State;
import dev.nightjar.app.setup.JobDraft;
import dev.nightjar.app.setup.LegacyBackups;
import dev.nightjar.desktop.Samples;
import dev.nightjar.desktop.kit.DesktopContext;
import dev.nightjar.desktop.kit.FileChooser;
import dev.nightjar.desktop.kit.Hint;
import dev.nightjar.desktop.kit.Hint.Answer;
import dev.nightjar.desktop.kit.Hint.Kind;
import dev.nightjar.desktop.settings.SettingsForm.Field;
import dev.nightjar.failure.Failure;
import dev.nightjar.failure.Reason;
import dev.nightjar.platform.autostart.Autostart;
import dev.nightjar.settings.Job;
import dev.nightjar.settings.JobPlace;
import dev.nightjar.settings.Keep;
import dev.nightjar.settings.PlaceSettings;
import dev.nightjar.settings.Settings;
import dev.nightjar.text.Language;
import dev.nightjar.text.Messages;
import java.nio.file.Path;
import java.time.DayOfWeek;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class SettingsFormTest {
  private static final Messages TEXTS = Messages.in(Language.ENGLISH);

  private final FakeInspections inspections = Samples.inspections();
  private final SettingsForm empty = Samples.form(Settings.empty(), inspections, TEXTS);
  private final SettingsForm form = Samples.form(Samples.settings(), inspections, TEXTS);

  private static JobDraft first(SettingsForm form) {
    return form.change().orElseThrow().jobs().get(0).draft();
  }

  private static Set<Path> folders(SettingsChange change, Consent consent) {
    return change.jobs().stream()
        .flatMap(row -> Stream.of(Optional.of(row.draft().local()), row.draft().nas()))
        .flatMap(Optional::stream)
        .filter(chosen -> chosen.consent() == consent)
        .map(JobDraft.ChosenFolder::folder)
        .collect(Collectors.toSet());
  }

  private static void assertHint(Kind kind, String text, Hint hint) {
    assertEquals(text, hint.text());
    assertEquals(kind, hint.kind());
  }

  @Test
  void whatIsSavedIsShownWithWhatTheDiskSays() {
    assertEquals(Samples.DATABASE.toString(), form.text(Field.DATABASE));
    assertHint(
        Kind.GOOD, "14 tables, 52 310 rows, changed 2 minutes ago", form.hint(Field.DATABASE));
    assertHint(Kind.GOOD, "212 GB free.", form.hint(Field.LOCAL));
    assertHint(Kind.GOOD, "812 GB free.", form.hint(Field.NAS));
    assertEquals(Optional.empty(), form.firstProblem());
  }

  @Test
  void toKeepFewerSelectsTheRuleAndSaysThatSavingDeletes() {
    inspections.previews.put(
        Keep.last(5), new KeepPreview(120, 12_000_000_000L, 5, 11_000_000_000L));
    Settings saved = Samples.settings();
    SettingsForm form = Samples.form(saved, inspections, TEXTS);
    assertEquals(
        Field.KEEP_LOCAL, form.keepFewer(saved.jobs().get(0).id(), JobPlace.HERE, Keep.last(5)));
    assertHint(
        Kind.INFO,
        "Keeps 5 of 120 backups. Saving deletes the others at once, which frees 11.0 GB.",
        form.hint(Field.KEEP_LOCAL));
    assertEquals(Optional.of(Keep.last(5)), first(form).local().keep());
  }

  @Test
  void aRuleIsChosenPerPlaceAndItsMeaningIsShownFirst() {
    inspections.previews.put(Keep.EVERYTHING, new KeepPreview(120, 12_000_000_000L, 120, 0));
    inspections.previews.put(Keep.last(200), new KeepPreview(120, 12_000_000_000L, 120, 5_000L));
    inspections.previews.put(Keep.SMART, new KeepPreview(120, 12_000_000_000L, 43, 3_100_000_000L));
    inspections.previews.put(
        Keep.last(5), new KeepPreview(120, 12_000_000_000L, 5, 11_000_000_000L));
    SettingsForm form = Samples.form(Samples.settings(), inspections, TEXTS);
    assertEquals(KeepField.Choice.EVERYTHING, form.keep(Field.KEEP_LOCAL));
    assertHint(Kind.INFO, "Keeps all 120 backups (12.0 GB).", form.hint(Field.KEEP_LOCAL));
    assertEquals(KeepField.Choice.SMART, form.keep(Field.KEEP_NAS));
    assertHint(Kind.INFO, "Keeps 43 of 120 backups, frees 3.10 GB.", form.hint(Field.KEEP_NAS));
    form.keep(Field.KEEP_LOCAL, KeepField.Choice.LAST);
    form.edit(Field.KEEP_LOCAL, "0");
    assertHint(
        Kind.PROBLEM, "Enter how many backups to keep, 1 or more.", form.hint(Field.KEEP_LOCAL));
    assertEquals(Optional.of(Field.KEEP_LOCAL), form.firstProblem());
    form.edit(Field.KEEP_LOCAL, "200");
    assertHint(
        Kind.INFO,
        "Keeps all 120 backups; damaged copies are deleted, which frees 5.00 kB.",
        form.hint(Field.KEEP_LOCAL));
    form.edit(Field.KEEP_LOCAL, "5");
    assertHint(Kind.INFO, "Keeps 5 of 120 backups, frees 11.0 GB.", form.hint(Field.KEEP_LOCAL));
    JobDraft draft = first(form);
    assertEquals(Optional.of(Keep.last(5)), draft.local().keep());
    assertEquals(Optional.of(Keep.SMART), draft.nas().orElseThrow().keep());
  }

  @Test
  void aRuleThatNobodyChoseStaysNobodysUntilItIsChanged() {
    JobDraft draft = first(form);
    assertEquals(Optional.empty(), draft.local().keep());
    form.keep(Field.KEEP_LOCAL, KeepField.Choice.SMART);
    form.keep(Field.KEEP_LOCAL, KeepField.Choice.EVERYTHING);
    assertEquals(Optional.empty(), first(form).local().keep());
  }

  @Test
  void ofAFolderThatIsNotSavedYetNothingIsCounted() {
    inspections.asked.clear();
    SettingsForm form = Samples.form(Samples.settings(), inspections, TEXTS);
    assertEquals(List.of("this computer everything", "NAS smart"), inspections.asked);
    form.edit(Field.NAS, Samples.ROOT.resolve("Another").toString());
    inspections.asked.clear();
    form.keep(Field.KEEP_NAS, KeepField.Choice.EVERYTHING);
    assertEquals(List.of(), inspections.asked);
  }

  @Test
  void theAppsOwnBackupIsToldAndKeptApart() {
    LocalDateTime last = LocalDateTime.ofInstant(Samples.CLOCK.instant(), Samples.CLOCK.getZone());
    Path folder = Samples.ROOT.resolve("Old");
    inspections.places.put(
        folder,
        FakeInspections.found(
            State.OTHER_FILES,
            Optional.empty(),
            Optional.of(1L << 40),
            false,
            Optional.empty(),
            Optional.of(new LegacyBackups(last.minusDays(1).withHour(17).withMinute(0), 7)),
            Optional.empty(),
            false));
    inspections.place(folder.resolve("Nightjar"), State.EMPTY, 812_000_000_000L);
    form.edit(Field.NAS, folder.toString());
    assertEquals(Optional.of(Answer.KEEP_APART), form.hint(Field.NAS).answer());
    assertEquals(Kind.QUESTION, form.hint(Field.NAS).kind());

    form.answer(Field.NAS);

    assertEquals(folder.resolve("Nightjar").toString(), form.text(Field.NAS));
    assertEquals("17:05", form.text(Field.TIME));
    assertEquals(Kind.GOOD, form.hint(Field.NAS).kind());
    assertEquals(
        Set.of(folder.resolve("Nightjar")), folders(form.change().orElseThrow(), Consent.CREATE));
  }

  @Test
  void savingWhatIsThereChangesNothing() {
    SettingsChange wish = form.change().orElseThrow();

    Settings saved = Samples.settings();
    Job job = saved.jobs().get(0);
    assertEquals(
        new SettingsChange(
            List.of(new SettingsChange.Row(0, JobDraft.of(job, job.database()))),
            Set.of(),
            saved.notifications(),
            saved.appearance(),
            saved.language(),
            Optional.empty()),
        wish);
    assertTrue(wish.jobs().get(0).draft().isAs(job));
  }

  @Test
  void oneFileIsEnoughForAFirstJob() {
    empty.edit(Field.DATABASE, Samples.DATABASE.toString());

    assertEquals(Samples.LOCAL.toString(), empty.text(Field.LOCAL));
    JobDraft job = first(empty);
    assertEquals("inventory", job.name());
    assertEquals(LocalTime.of(17, 0), job.schedule().at());
    assertEquals(Samples.LOCAL, job.local().folder());
    assertEquals(Optional.empty(), job.nas());
  }

  @Test
  void aFolderThatTheUserChoseStaysWhenTheDatabaseChanges() {
    empty.edit(Field.LOCAL, Samples.NAS.toString());
    empty.edit(Field.DATABASE, Samples.DATABASE.toString());

    assertEquals(Samples.NAS.toString(), empty.text(Field.LOCAL));
  }

  @Test
  void anEmptyFormSaysWhatIsMissingOnlyOnceItIsToBeSaved() {
    assertEquals(Kind.INFO, empty.hint(Field.DATABASE).kind());

    assertEquals(Optional.empty(), empty.change());
    assertHint(
        Kind.PROBLEM,
        "Select the file in which the app keeps its data.",
        empty.hint(Field.DATABASE));
    assertEquals(Optional.of(Field.DATABASE), empty.firstProblem());
  }

  @Test
  void aPathInQuotesIsUnderstood() {
    empty.edit(Field.DATABASE, " \"" + Samples.DATABASE + "\" ");

    assertEquals(Kind.GOOD, empty.hint(Field.DATABASE).kind());
  }

  @ParameterizedTest
  @ValueSource(strings = {"inventory.db", "a\0b", "./x"})
  void halfAPathIsAProblem(String path) {
    form.edit(Field.DATABASE, path);

    assertHint(
        Kind.PROBLEM, "Enter the full path of the file, or select it.", form.hint(Field.DATABASE));
  }

  @Test
  void aLockedDatabaseCantBeChosen() {
    Path locked = Samples.DATABASE.resolveSibling("locked.db");
    inspections.failures.put(locked, Failure.of(Reason.DATABASE_ENCRYPTED, locked));
    form.edit(Field.DATABASE, locked.toString());

    assertHint(
        Kind.PROBLEM,
        "The app locks "
            + locked
            + " with a password, so it can't be backed up from outside. Ask the app's maker how to"
            + " back it up.",
        form.hint(Field.DATABASE));
    assertEquals(Optional.empty(), form.change());
  }

  @Test
  void aSavedNasThatIsOffKeepsNobodyFromChangingTheTime() {
    inspections.failures.put(Samples.NAS, Failure.of(Reason.PLACE_UNREACHABLE, Samples.NAS));
    SettingsForm off = Samples.form(Samples.settings(), inspections, TEXTS);
    off.edit(Field.TIME, "16:30");

    assertEquals(Kind.WARNING, off.hint(Field.NAS).kind());
    assertEquals(LocalTime.of(16, 30), first(off).schedule().at());
  }

  @Test
  void aFolderWorksOnlyOnceItIsTested() {
    form.test();

    assertHint(Kind.GOOD, "This folder works. 812 GB free.", form.hint(Field.NAS));
  }

  @Test
  void toSaveIsConsentEnoughForAnEmptyFolder() {
    Path other = Samples.NAS.resolveSibling("New");
    inspections.place(other, State.EMPTY, 812_000_000_000L);
    form.edit(Field.NAS, other.toString());

    assertHint(Kind.GOOD, "812 GB free.", form.hint(Field.NAS));
    SettingsChange wish = form.change().orElseThrow();
    assertEquals(Set.of(other), folders(wish, Consent.CREATE));
    assertEquals(other, wish.jobs().get(0).draft().nas().orElseThrow().folder());
  }

  @Test
  void aFolderThatIsNotThereIsSaidToBeMade() {
    Path other = Samples.NAS.resolveSibling("New");
    inspections.place(other, State.MISSING, 812_000_000_000L);
    form.edit(Field.NAS, other.toString());

    assertHint(Kind.GOOD, "Nightjar will make this folder. 812 GB free.", form.hint(Field.NAS));
    assertEquals(Set.of(other), folders(form.change().orElseThrow(), Consent.CREATE));
    form.test();
    assertHint(
        Kind.GOOD,
        "Nightjar can make this folder, and it works. 812 GB free.",
        form.hint(Field.NAS));
  }

  @Test
  void otherFilesWaitForTheUsersConsentAndTheHintThenSaysWhatIsMissing() {
    Path other = Samples.NAS.resolveSibling("Letters");
    inspections.place(other, State.OTHER_FILES, 812_000_000_000L);
    form.edit(Field.NAS, other.toString());

    assertHint(
        Kind.QUESTION,
        "There are other files in this folder, but no backups.",
        form.hint(Field.NAS));
    assertEquals(Optional.empty(), form.change());
    assertEquals(Optional.of(Field.NAS), form.firstProblem());
    assertHint(
        Kind.PROBLEM,
        "There are other files in this folder, but no backups. Press “Use This Folder” to go on,"
            + " or choose another folder.",
        form.hint(Field.NAS));
    assertEquals(Optional.of(Answer.USE_THIS_FOLDER), form.hint(Field.NAS).answer());

    form.answer(Field.NAS);
    assertEquals(Set.of(other), folders(form.change().orElseThrow(), Consent.CREATE));
  }

  @Test
  void aFullDiskIsSaid() {
    inspections.place(Samples.NAS, State.OURS, 0);
    form.test();

    assertHint(
        Kind.WARNING, "This folder works. 0 bytes free. Its disk is full.", form.hint(Field.NAS));
  }

  @Test
  void oneFolderUnderTwoNamesIsNoSecondPlace() {
    Path twin = Samples.NAS.resolveSibling("Link");
    inspections.twins.put(twin, Samples.LOCAL);
    form.edit(Field.NAS, twin.toString());

    assertHint(
        Kind.PROBLEM,
        "This is the folder "
            + Samples.LOCAL
            + " under another name: it would be one copy, not two. Choose another folder here;"
            + " nothing has to be moved.",
        form.hint(Field.NAS));
    assertEquals(Optional.empty(), form.change());
  }

  @Test
  void theSecondFolderIsHeldAgainstTheOneHere() {
    Path nested = Samples.LOCAL.resolve("NAS");
    form.edit(Field.NAS, nested.toString());

    assertEquals(Optional.of(Samples.LOCAL), inspections.own);
  }

  @Test
  void theFolderHereIsComparedAgainWhenItIsTheOneThatChanges() {
    Path other = Samples.LOCAL.resolveSibling("Link");
    inspections.twins.put(Samples.NAS, other);
    form.edit(Field.LOCAL, other.toString());

    // It stands in the settings already: a warning, so that all else can still be saved.
    assertEquals(Kind.WARNING, form.hint(Field.NAS).kind());
  }

  @Test
  void anotherDatabasesFolderUnderAnotherNameIsRefused() {
    Path twin = Samples.NAS.resolveSibling("Link");
    inspections.twins.put(twin, Samples.NAS);
    form.addDatabase();
    form.edit(Field.LOCAL, twin.toString());

    assertHint(
        Kind.PROBLEM,
        "Another database is backed up into this folder, under the name "
            + Samples.NAS
            + ". Choose one of its own; nothing has to be moved.",
        form.hint(Field.LOCAL));
  }

  @ParameterizedTest
  @ValueSource(strings = {"smb://NAS/Backups", "\\\\NAS\\Backups", "//NAS/Backups"})
  void anAddressThatThisSystemMakesNoFolderOfIsRefused(String address) {
    assumeTrue(java.io.File.separatorChar == '/', "Windows knows two of them");
    form.edit(Field.NAS, address);

    assertHint(
        Kind.PROBLEM,
        "Connect to the NAS in the file manager first, then select its folder here.",
        form.hint(Field.NAS));
  }

  @Test
  void somebodyElsesFolderIsTakenOverOnTheUsersWordOnly() {
    Path old = Samples.NAS.resolveSibling("Old");
    inspections.place(old, State.ANOTHERS, 1_000_000_000);
    form.edit(Field.NAS, old.toString());

    assertHint(
        Kind.QUESTION,
        "This folder holds the backups of “Old shop” from the computer OLD-PC.",
        form.hint(Field.NAS));
    assertEquals(Optional.empty(), form.change());

    form.answer(Field.NAS);
    SettingsChange wish = form.change().orElseThrow();
    assertEquals(Set.of(old), folders(wish, Consent.TAKE_OVER));
    assertEquals(Set.of(), folders(wish, Consent.CREATE));
  }

  @Test
  void theFolderOfADatabaseThatIsSetUpHereIsNotOfferedToBeTakenOver() {
    Settings saved = Samples.settings();
    Job shop = saved.jobs().get(0);
    Path elsewhere = Samples.LOCAL.resolveSibling("Old");
    Job old =
        new Job(
            new UUID(7, 7),
            "Old shop",
            Samples.DATABASE.resolveSibling("old.db"),
            new PlaceSettings(elsewhere, new UUID(7, 8)),
            Optional.empty(),
            shop.schedule());
    SettingsForm both = Samples.form(saved.withJobs(List.of(shop, old)), inspections, TEXTS);
    Path swapped = Samples.NAS.resolveSibling("Swapped");
    inspections.place(swapped, State.ANOTHERS, 1_000_000_000);
    both.edit(Field.NAS, swapped.toString());

    assertHint(
        Kind.PROBLEM,
        "This folder holds the backups of “Old shop”, which is set up here, too. Select another"
            + " folder.",
        both.hint(Field.NAS));
    assertEquals(Optional.empty(), both.hint(Field.NAS).answer());
    assertEquals(Optional.empty(), both.change());
  }

  @Test
  void aWordAboutOneFolderIsNotAboutTheNext() {
    inspections.place(Samples.NAS.resolveSibling("One"), State.OTHER_FILES, 1);
    inspections.place(Samples.NAS.resolveSibling("Two"), State.OTHER_FILES, 1);
    form.edit(Field.NAS, Samples.NAS.resolveSibling("One").toString());
    form.answer(Field.NAS);
    form.edit(Field.NAS, Samples.NAS.resolveSibling("Two").toString());

    assertEquals(Kind.QUESTION, form.hint(Field.NAS).kind());
  }

  @Test
  void oneDiskForBothIsSaid() {
    empty.edit(Field.DATABASE, Samples.DATABASE.toString());
    inspections.places.put(
        Samples.LOCAL, FakeInspections.found(State.EMPTY, 212_000_000_000L, true));
    empty.edit(Field.LOCAL, Samples.LOCAL + "2");

    assertHint(
        Kind.INFO,
        "Nightjar will make this folder. 212 GB free. The database is on the same disk: add a"
            + " second place, so that one broken disk can't take both.",
        empty.hint(Field.LOCAL));
  }

  @Test
  void aSyncedFolderIsSaid() {
    inspections.places.put(
        Samples.NAS,
        FakeInspections.found(
            State.OURS,
            Optional.empty(),
            Optional.empty(),
            false,
            Optional.of("OneDrive"),
            Optional.empty(),
            Optional.empty(),
            false));
    form.test();

    assertHint(
        Kind.WARNING,
        "This folder works. OneDrive syncs this folder and may change or remove what is in it.",
        form.hint(Field.NAS));
    assertTrue(inspections.tests.get(inspections.tests.size() - 1));
  }

  @Test
  void bothPlacesCantBeOneFolder() {
    form.edit(Field.NAS, Samples.LOCAL.toString());

    assertHint(
        Kind.PROBLEM, "Choose another folder than the one on this computer.", form.hint(Field.NAS));
  }

  @ParameterizedTest
  @CsvSource({"17:00, 17:00", "9, 09:00", "5 pm, 17:00", "12 am, 00:00", "17.30, 17:30"})
  void timesAreReadAsPeopleWriteThem(String text, String time) {
    form.edit(Field.TIME, text);

    assertEquals(LocalTime.parse(time), first(form).schedule().at());
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "25:00", "17:60", "noon", "13 pm"})
  void whatIsNoTimeIsAProblem(String text) {
    form.edit(Field.TIME, text);

    assertHint(Kind.PROBLEM, "Enter a time, such as 17:00.", form.hint(Field.TIME));
    assertEquals(Optional.empty(), form.change());
  }

  @Test
  void noDayIsAProblem() {
    for (DayOfWeek day : DayOfWeek.values()) {
      form.edit(day, false);
    }

    assertHint(Kind.PROBLEM, "Select one day or more.", form.hint(Field.DAYS));
  }

  @Test
  void aSecondDatabaseOfTheSameNameGetsItsOwnNameAndFolder() {
    Path second = Samples.DATABASE.getParent().resolveSibling("Other").resolve("inventory.db");
    inspections.database(second, 1, 1, Samples.NOW.toInstant());
    form.addDatabase();
    form.edit(Field.DATABASE, second.toString());

    assertEquals(Samples.LOCAL + " 2", form.text(Field.LOCAL));
    assertEquals(
        List.of("inventory", "inventory 2"),
        form.change().orElseThrow().jobs().stream().map(row -> row.draft().name()).toList());
  }

  @Test
  void oneFileIsBackedUpOnce() {
    form.addDatabase();
    form.edit(Field.DATABASE, Samples.DATABASE.toString());

    assertHint(Kind.PROBLEM, "This file is backed up already.", form.hint(Field.DATABASE));
  }

  @Test
  void aDatabaseThatIsRemovedIsNamedInTheWish() {
    Path second = Samples.DATABASE.resolveSibling("accounts.db");
    inspections.database(second, 1, 1, Samples.NOW.toInstant());
    form.addDatabase();
    form.edit(Field.DATABASE, second.toString());
    form.select(0);
    form.removeSelected();

    assertEquals(Set.of(Samples.JOB), form.change().orElseThrow().removed());
  }

  @Test
  void theProblemOfAnotherDatabaseIsBroughtUp() {
    form.addDatabase();
    form.select(0);

    assertEquals(Optional.empty(), form.change());
    assertEquals(1, form.selected());
  }

  @Test
  void onlyTheLatestEditsAnswerCounts() {
    ArrayDeque<Runnable> work = new ArrayDeque<>();
    ArrayDeque<Runnable> answers = new ArrayDeque<>();
    SettingsForm slow =
        new SettingsForm(
            Settings.empty(),
            Autostart.State.OFF,
            inspections,
            Samples.USER,
            new DesktopContext(work::add, answers::add, Samples.CLOCK, FileChooser.SYSTEM, TEXTS));
    slow.edit(Field.DATABASE, Samples.DATABASE.resolveSibling("missing.db").toString());
    assertTrue(slow.checking());
    work.forEach(Runnable::run);
    work.clear();
    slow.edit(Field.DATABASE, Samples.DATABASE.toString());
    answers.forEach(Runnable::run);
    answers.clear();
    assertEquals(Kind.BUSY, slow.hint(Field.DATABASE).kind());

    work.forEach(Runnable::run);
    answers.forEach(Runnable::run);
    assertEquals(Kind.GOOD, slow.hint(Field.DATABASE).kind());
    assertFalse(slow.checking());
  }

  @Test
  void startingAtSignInIsChangedOnlyWhereTheUserChangesIt() {
    form.startWhenSigningIn(false);

    assertEquals(Optional.of(false), form.change().orElseThrow().startWhenSigningIn());
  }
}
