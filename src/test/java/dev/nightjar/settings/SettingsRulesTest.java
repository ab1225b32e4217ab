package dev.nightjar.settings;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.nightjar.failure.Failure;
import dev.nightjar.failure.FailureException;
import dev.nightjar.failure.Reason;
import dev.nightjar.retention.RetentionPolicy;
import dev.nightjar.settings.Settings.Appearance;
import dev.nightjar.settings.Settings.Notifications;
import dev.nightjar.settings.Settings.SpokenLanguage;
import dev.nightjar.text.Language;
import dev.nightjar.text.Messages;
import java.nio.file.Path;
import java.time.DayOfWeek;
import java.time.LocalTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;

/** A value that can't be chosen is refused by its field's name and its rule. */
final class SettingsRulesTest {
  private static final Path ROOT = Path.of("").toAbsolutePath().getRoot();
  private static final PlaceSettings HERE = place("local");
  private static final UUID FIRST = UUID.fromString("aaaaaaaa-0000-0000-0000-000000000001");
  private static final UUID SECOND = UUID.fromString("aaaabbbb-0000-0000-0000-000000000002");

  private static PlaceSettings place(String folder) {
    return new PlaceSettings(ROOT.resolve(folder), new UUID(3, 4));
  }

  private static Job job(UUID id, String name, Optional<PlaceSettings> nas) {
    return new Job(id, name, ROOT.resolve("a.db"), HERE, nas, ScheduleSettings.standard());
  }

  private static Job job(UUID id, String name) {
    return job(id, name, Optional.empty());
  }

  private static Settings with(Job... jobs) {
    return Settings.empty().withJobs(List.of(jobs));
  }

  private static void assertRefused(String message, Executable made) {
    InvalidSettingException thrown = assertThrows(InvalidSettingException.class, made);
    assertEquals(message, thrown.getMessage());
    for (Language language : List.of(Language.GERMAN, Language.TURKISH)) {
      String told =
          Messages.in(language)
              .failure(
                  Failure.of(
                      Reason.SETTING_INVALID, thrown.field(), thrown.rule(), thrown.value()));
      assertFalse(told.contains("must"), told);
    }
  }

  private static Settings patience(int database, int place) {
    return new Settings(
        Settings.FORMAT,
        List.of(),
        database,
        place,
        Notifications.EVERY_STEP,
        Appearance.SYSTEM,
        SpokenLanguage.SYSTEM);
  }

  @Test
  void aNameIsOneLineOfOneToAHundredCharacters() {
    assertEquals("x".repeat(100), job(FIRST, "x".repeat(100)).name());
    assertEquals("a b ğ", job(FIRST, "a b ğ").name());
    for (String name : List.of("", "  ", "a\nb", "a\tb", "\u0000", "x".repeat(101))) {
      InvalidSettingException thrown =
          assertThrows(InvalidSettingException.class, () -> job(FIRST, name));
      assertEquals("Name", thrown.field());
      assertEquals("must be 1 to 100 characters on one line", thrown.rule());
      assertEquals(name, thrown.value());
    }
  }

  @Test
  void pathsAreWholeAndTheTwoPlacesAreTwo() {
    assertRefused(
        "Folder: must be a full path (got nas)", () -> new PlaceSettings(Path.of("nas"), FIRST));
    assertRefused(
        "Database: must be a full path (got a.db)",
        () ->
            new Job(
                FIRST, "a", Path.of("a.db"), HERE, Optional.empty(), ScheduleSettings.standard()));
    for (String same : List.of("local", "x/../local", "./local")) {
      assertRefused(
          "NAS folder: must not be the folder on this computer (got " + HERE.folder() + ")",
          () -> job(FIRST, "a", Optional.of(place(same))));
    }
  }

  @Test
  void aJobsPlacesAreTheOneHereAndThenTheOther() {
    assertEquals(List.of("this computer"), List.copyOf(job(FIRST, "a").places().keySet()));
    Job two = job(FIRST, "a", Optional.of(place("nas")));
    assertEquals(List.of("this computer", "NAS"), List.copyOf(two.places().keySet()));
    assertEquals(place("nas"), two.places().get(JobPlace.NAS.label()));
  }

  @Test
  void aPlaceForWhichNothingWasChosenGetsFewerAsTheyGetOlder() {
    PlaceSettings nas = place("nas").keeping(Optional.of(Keep.last(3)));
    Job job = job(FIRST, "a", Optional.of(nas));
    assertEquals(new RetentionPolicy.Last(3), job.wantedAt(JobPlace.NAS.label()));
    assertEquals(RetentionPolicy.Thinning.USUAL, job.wantedAt(JobPlace.HERE.label()));
    assertEquals(RetentionPolicy.Thinning.USUAL, job.wantedAt("no such place"));
    assertEquals(place("nas"), nas.keeping(Optional.empty()));
  }

  @Test
  void ofTwoJobsEachHasItsOwnIdAndName() {
    assertRefused(
        "id: must be one job's only (got " + FIRST + ")",
        () -> with(job(FIRST, "a"), job(FIRST, "b")));
    assertRefused(
        "Name: must be one job's only (got SHOP)",
        () -> with(job(FIRST, "Shop"), job(SECOND, "SHOP")));
  }

  @Test
  void aJobIsAskedForByItsNameOrByTheBeginningOfItsId() throws Exception {
    Settings settings = with(job(FIRST, "Shop"), job(SECOND, " Sales "));
    assertEquals(FIRST, settings.job("shop").id());
    assertEquals(FIRST, settings.job("  SHOP ").id());
    assertEquals(SECOND, settings.job("sales").id());
    assertEquals(SECOND, settings.job(" Sales ").id());
    assertEquals(FIRST, settings.job("aaaaa").id());
    assertEquals(SECOND, settings.job("AAAAB").id());
    assertEquals(SECOND, settings.job(SECOND.toString()).id());
    assertFails(Reason.JOB_AMBIGUOUS, settings, "aaaa");
    for (String unknown : List.of("", "  ", "sho", "aaaac", "bbbb")) {
      assertFails(Reason.JOB_UNKNOWN, settings, unknown);
    }
  }

  private static void assertFails(Reason reason, Settings settings, String wanted) {
    FailureException thrown =
        assertThrows(FailureException.class, () -> settings.job(wanted), wanted);
    assertEquals(reason, thrown.reason());
    assertEquals(List.of(wanted), thrown.failure().arguments());
  }

  @Test
  void aNameComesBeforeAnId() throws Exception {
    Settings settings = with(job(FIRST, "Shop"), job(SECOND, "aaaaa"));
    assertEquals(SECOND, settings.job("aaaaa").id());
  }

  @Test
  void aJobIsFoundByItsIdWhileItIsThere() {
    Settings settings = with(job(FIRST, "a"), job(SECOND, "b"));
    assertEquals(Optional.of("b"), settings.find(SECOND).map(Job::name));
    assertEquals(Optional.empty(), with(job(FIRST, "a")).find(SECOND));
  }

  @Test
  void patienceLastsFromNothingToAnHour() {
    for (int seconds : new int[] {0, 3600}) {
      assertEquals(seconds, patience(seconds, seconds).patienceSeconds());
    }
    for (int seconds : new int[] {-1, 3601}) {
      String rule = ": must be 0 to 3600 (got " + seconds + ")";
      assertRefused("patienceSeconds" + rule, () -> patience(seconds, 0));
      assertRefused("placePatienceSeconds" + rule, () -> patience(0, seconds));
    }
  }

  @Test
  void whatAnOlderFileDoesntHaveIsTheUsual() {
    Settings usual = new Settings(Settings.FORMAT, null, null, null, null, null, null);
    assertEquals(Settings.empty(), usual);
    assertEquals(
        "format: must be nightjar-settings/1 (got nightjar-settings/2)",
        assertThrows(
                IllegalArgumentException.class,
                () -> new Settings("nightjar-settings/2", null, null, null, null, null, null))
            .getMessage());
    assertEquals(ScheduleSettings.standard(), new ScheduleSettings(null, null, null, null));
    assertEquals(job(FIRST, "a"), new Job(FIRST, "a", ROOT.resolve("a.db"), HERE, null, null));
  }

  @Test
  void aChangeOfOneChoiceLeavesTheOthers() {
    Settings changed =
        with(job(FIRST, "a"))
            .with(Notifications.PROBLEMS_ONLY, Appearance.DARK, SpokenLanguage.TR)
            .withPlacePatienceSeconds(7);
    assertEquals(List.of(job(FIRST, "a")), changed.jobs());
    assertEquals(30, changed.patienceSeconds());
    assertEquals(Appearance.DARK, changed.withJobs(List.of()).appearance());
    Job daily = job(FIRST, "a").withSchedule(ScheduleSettings.daily(LocalTime.NOON));
    assertEquals(job(FIRST, "a"), daily.withSchedule(ScheduleSettings.standard()));
  }

  @Test
  void theListOfJobsIsACopy() {
    List<Job> jobs = new ArrayList<>(List.of(job(FIRST, "a")));
    Settings settings = Settings.empty().withJobs(jobs);
    jobs.clear();
    assertEquals(1, settings.jobs().size());
  }

  @Test
  void aLanguageIsTheSystemsOrOneByItsCode() {
    assertEquals(Optional.empty(), SpokenLanguage.SYSTEM.locale());
    assertEquals(Optional.of(Locale.GERMAN), SpokenLanguage.DE.locale());
  }

  @Test
  void aRuleIsNamedAsTheCommandLineHasIt() {
    for (Keep keep : List.of(Keep.SMART, Keep.EVERYTHING, Keep.last(1), Keep.last(1_000_000))) {
      assertEquals(keep, Keep.of(keep.policy()));
    }
    assertEquals("smart", Keep.SMART.word());
    assertEquals("everything", Keep.EVERYTHING.word());
    assertEquals("30", Keep.last(30).word());
    assertEquals(Keep.SMART, Keep.of(new RetentionPolicy.Thinning(1, 2, 3, 4)));
    assertEquals(Keep.SMART, new Keep(null, 7));
    assertEquals(Keep.SMART, new Keep("thinning", 7));
    assertEquals(Keep.EVERYTHING, new Keep("everything", 7), "a number without a meaning goes");
    for (int none : new int[] {0, -1, 1_000_001}) {
      assertRefused("Keep, last: must be 1 to 1000000 (got " + none + ")", () -> Keep.last(none));
    }
  }

  @Test
  void daysAreEachDayWhereNoneIsNamedAndElseInTheWeeksOrder() {
    assertEquals(List.of(DayOfWeek.values()), ScheduleSettings.standard().days());
    List<DayOfWeek> days =
        new ScheduleSettings(
                LocalTime.NOON,
                List.of(DayOfWeek.SUNDAY, DayOfWeek.MONDAY, DayOfWeek.SUNDAY),
                Optional.empty(),
                false)
            .days();
    assertEquals(List.of(DayOfWeek.MONDAY, DayOfWeek.SUNDAY), days);
  }

  @Test
  void aCronLineIsRefusedWithWhatIsWrongWithIt() {
    for (String line :
        List.of("", "now", "* * * *", "61 * * * *", "0 2 * * * *", "x".repeat(300))) {
      InvalidSettingException thrown =
          assertThrows(InvalidSettingException.class, () -> cron(line), line);
      assertEquals("When, cron", thrown.field());
      assertEquals(line, thrown.value());
    }
  }

  private static ScheduleSettings cron(String line) {
    return new ScheduleSettings(null, null, Optional.of(line), null);
  }

  @Test
  void aCronLineIsSaidInEnglishAndStaysItselfInOtherLanguages() {
    ScheduleSettings noon = cron("30 12 * * *");
    assertEquals(Optional.of("at 12:30"), noon.cronInWords(Locale.UK));
    assertEquals(Optional.of("30 12 * * *"), noon.cronInWords(Locale.GERMANY));
    assertEquals(Optional.empty(), ScheduleSettings.standard().cronInWords(Locale.UK));
  }
}
