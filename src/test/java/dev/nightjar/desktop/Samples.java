package dev.nightjar.desktop;

import dev.nightjar.app.KeepPreview;
import dev.nightjar.app.setup.FolderInspection.State;
import dev.nightjar.app.setup.LegacyBackups;
import dev.nightjar.desktop.kit.DesktopContext;
import dev.nightjar.desktop.kit.FileChooser;
import dev.nightjar.desktop.settings.BrokenSettingsPanel;
import dev.nightjar.desktop.settings.FakeInspections;
import dev.nightjar.desktop.settings.Inspections;
import dev.nightjar.desktop.settings.SettingsForm;
import dev.nightjar.desktop.settings.SettingsPanel;
import dev.nightjar.failure.Failure;
import dev.nightjar.failure.Reason;
import dev.nightjar.platform.autostart.Autostart;
import dev.nightjar.settings.Job;
import dev.nightjar.settings.Keep;
import dev.nightjar.settings.PlaceSettings;
import dev.nightjar.settings.ScheduleSettings;
import dev.nightjar.settings.Settings;
import dev.nightjar.text.Messages;
import java.nio.file.Path;
import java.time.Clock;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.Executor;

/** A small shop's settings and windows, at one instant. */
public final class Samples {
  public static final ZonedDateTime NOW =
      ZonedDateTime.of(2026, 3, 5, 17, 4, 0, 0, ZoneId.of("Europe/Berlin"));
  public static final Clock CLOCK = Clock.fixed(NOW.toInstant(), NOW.getZone());
  public static final Executor AT_ONCE = Runnable::run;
  public static final Path ROOT = Path.of("").toAbsolutePath().getRoot();
  public static final Path DATABASE =
      ROOT.resolve("Apps").resolve("Inventory").resolve("inventory.db");
  public static final Path USER = ROOT.resolve("Users").resolve("me");
  static final Path BACKUPS = USER.resolve("Nightjar Backups");
  public static final Path SCRATCH = BACKUPS.resolve("scratch");
  public static final Path LOCAL = BACKUPS.resolve("inventory");
  public static final Path NAS = ROOT.resolve("nas").resolve("Operations").resolve("Backups");
  public static final UUID JOB = new UUID(1, 1);

  private Samples() {}

  public static FakeInspections inspections() {
    return new FakeInspections()
        .preview(Keep.EVERYTHING, new KeepPreview(68, 1_500_000_000, 68, 0))
        .preview(Keep.SMART, new KeepPreview(68, 1_500_000_000, 43, 550_000_000))
        .database(DATABASE, 14, 52_310, NOW.minusMinutes(2).toInstant())
        .place(LOCAL, State.OURS, 212_000_000_000L)
        .place(NAS, State.OURS, 812_000_000_000L);
  }

  static Job job() {
    return new Job(
        JOB,
        "inventory",
        DATABASE,
        new PlaceSettings(LOCAL, new UUID(2, 1)),
        Optional.of(new PlaceSettings(NAS, new UUID(2, 2), Optional.of(Keep.SMART))),
        ScheduleSettings.daily(LocalTime.of(17, 0)));
  }

  public static Settings settings() {
    return Settings.empty().withJobs(List.of(job()));
  }

  public static SettingsForm form(Settings settings, Inspections inspections, Messages texts) {
    return new SettingsForm(settings, Autostart.State.ON, inspections, USER, context(texts));
  }

  /** With answers at once. */
  static DesktopContext context(Messages texts) {
    return new DesktopContext(AT_ONCE, AT_ONCE, CLOCK, FileChooser.SYSTEM, texts);
  }

  static SettingsPanel settingsPanel(SettingsForm form, Messages texts) {
    return new SettingsPanel(form, change -> {}, context(texts), saved -> {});
  }

  /** All is well. */
  static SettingsPanel settings(Messages texts) {
    return settingsPanel(form(settings(), inspections(), texts), texts);
  }

  /** Several databases, and each kind of hint. */
  static SettingsPanel troubledSettings(Messages texts) {
    Job other =
        new Job(
            new UUID(1, 2),
            "accounts",
            DATABASE.resolveSibling("accounts.db"),
            new PlaceSettings(BACKUPS.resolve("accounts"), new UUID(3, 1)),
            Optional.empty(),
            new ScheduleSettings(null, List.of(), Optional.of("0 17 * * 1-5"), true));
    FakeInspections inspections = inspections();
    Path others = NAS.resolveSibling("Old");
    inspections.place(others, State.ANOTHERS, 812_000_000_000L);
    inspections.failures.put(
        DATABASE.resolveSibling("locked.db"),
        Failure.of(Reason.DATABASE_ENCRYPTED, DATABASE.resolveSibling("locked.db")));
    SettingsForm form = form(Settings.empty().withJobs(List.of(job(), other)), inspections, texts);
    form.addDatabase();
    form.edit(SettingsForm.Field.DATABASE, DATABASE.resolveSibling("locked.db").toString());
    form.edit(SettingsForm.Field.NAS, others.toString());
    form.edit(SettingsForm.Field.TIME, "25:00");
    return settingsPanel(form, texts);
  }

  /** The folder that was chosen is the one of the app's own backup, which still runs. */
  static SettingsPanel keptApart(Messages texts) {
    FakeInspections inspections = inspections();
    LocalDateTime last = LocalDateTime.ofInstant(CLOCK.instant(), CLOCK.getZone()).minusHours(20);
    Path old = NAS.resolveSibling("Old");
    inspections.places.put(
        old,
        FakeInspections.found(
            State.OTHER_FILES,
            Optional.empty(),
            Optional.of(812_000_000_000L),
            false,
            Optional.empty(),
            Optional.of(new LegacyBackups(last, 7)),
            Optional.empty(),
            false));
    SettingsForm form = form(settings(), inspections, texts);
    form.edit(SettingsForm.Field.NAS, old.toString());
    return settingsPanel(form, texts);
  }

  /** A comma too many, and settings to go back to. */
  static BrokenSettingsPanel brokenSettings(Messages texts) {
    return new BrokenSettingsPanel(
        Failure.of(Reason.SETTINGS_DAMAGED, USER.resolve("settings.json"), 4L, 7L),
        Optional.of(NOW.minusDays(2).toInstant()),
        new NoRepair(),
        context(texts));
  }

  private static final class NoRepair implements BrokenSettingsPanel.Actions {
    @Override
    public void restore() {}

    @Override
    public void open() {}

    @Override
    public void quit() {}

    @Override
    public void restored() {}
  }

  /** Set up by a cron line, with one place only. */
  static SettingsPanel cronSettings(Messages texts) {
    Job job =
        new Job(
            JOB,
            "inventory",
            DATABASE,
            new PlaceSettings(LOCAL, new UUID(3, 1)),
            Optional.empty(),
            new ScheduleSettings(null, List.of(), Optional.of("0 17 * * 1-5"), true));
    FakeInspections inspections = inspections();
    inspections.places.put(LOCAL, FakeInspections.found(State.OURS, 212_000_000_000L, true));
    return settingsPanel(form(Settings.empty().withJobs(List.of(job)), inspections, texts), texts);
  }
}
