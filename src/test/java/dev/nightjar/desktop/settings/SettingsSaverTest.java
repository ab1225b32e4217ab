package dev.nightjar.desktop.settings;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.nightjar.app.App;
import dev.nightjar.app.setup.DatabaseFinder;
import dev.nightjar.app.setup.DatabaseInspector;
import dev.nightjar.app.setup.FolderInspector;
import dev.nightjar.demo.SampleShop;
import dev.nightjar.desktop.Samples;
import dev.nightjar.desktop.kit.DesktopContext;
import dev.nightjar.desktop.kit.FileChooser;
import dev.nightjar.desktop.settings.SettingsForm.Field;
import dev.nightjar.failure.FailureException;
import dev.nightjar.failure.Reason;
import dev.nightjar.platform.Home;
import dev.nightjar.platform.SyncedFolders;
import dev.nightjar.platform.autostart.Autostart;
import dev.nightjar.settings.Job;
import dev.nightjar.settings.Settings;
import dev.nightjar.settings.Settings.Appearance;
import dev.nightjar.text.Language;
import dev.nightjar.text.Messages;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The form on a real disk, from an empty field to the settings' file. */
final class SettingsSaverTest {
  @TempDir private Path folder;
  private Path database;
  private App app;
  private SettingsDisk disk;
  private final HandAutostart autostart = new HandAutostart();

  @BeforeEach
  void setUp() throws Exception {
    database = folder.resolve("inventory.db");
    makeShop(database);
    app = new App(Home.at(folder.resolve("home")), Samples.CLOCK, "1.0.0");
    disk =
        new SettingsDisk(
            new DatabaseInspector(Duration.ofSeconds(10)),
            new FolderInspector(Samples.CLOCK, Duration.ofSeconds(10), SyncedFolders.here()),
            DatabaseFinder.here(app.home(), Duration.ofMillis(1), 1),
            app);
  }

  @AfterEach
  void tearDown() {
    app.close();
  }

  private SettingsForm form() throws FailureException {
    return new SettingsForm(
        app.settings().load(),
        autostart.state(),
        disk,
        folder,
        new DesktopContext(
            Samples.AT_ONCE,
            Samples.AT_ONCE,
            Samples.CLOCK,
            FileChooser.SYSTEM,
            Messages.in(Language.ENGLISH)));
  }

  private SettingsSaver keeper() {
    return new SettingsSaver(app.settings(), app.jobSetup(), autostart);
  }

  @Test
  void oneFileAndSaveIsEnough() throws Exception {
    SettingsForm form = form();
    form.edit(Field.DATABASE, database.toString());
    form.startWhenSigningIn(true);
    assertTrue(form.hint(Field.DATABASE).text().contains(" rows, changed "));
    SettingsChange wish = form.change().orElseThrow();
    keeper().save(wish);

    Job job = app.settings().load().jobs().get(0);
    assertEquals(database, job.database());
    assertTrue(Files.exists(job.local().folder().resolve(".nightjar-place.json")));
    assertEquals(Autostart.State.ON, autostart.state());
  }

  @Test
  void tryingAgainAddsNothingTwice() throws Exception {
    SettingsForm form = form();
    form.edit(Field.DATABASE, database.toString());
    SettingsSaver keeper = keeper();
    keeper.save(form.change().orElseThrow());
    keeper.save(form.change().orElseThrow());

    assertEquals(1, app.settings().load().jobs().size());
  }

  @Test
  void aNasFolderIsMadeOnTheUsersWordAndWhatIsRemovedStaysOnDisk() throws Exception {
    SettingsForm form = form();
    Path nas = folder.resolve("nas");
    form.edit(Field.DATABASE, database.toString());
    form.edit(Field.NAS, nas.toString());
    form.answer(Field.NAS);
    keeper().save(form.change().orElseThrow());
    assertTrue(Files.exists(nas.resolve(".nightjar-place.json")));

    Path second = folder.resolve("accounts.db");
    makeShop(second);
    SettingsForm again = form();
    again.appearance(Appearance.DARK);
    again.addDatabase();
    again.edit(Field.DATABASE, second.toString());
    again.select(0);
    again.removeSelected();
    keeper().save(again.change().orElseThrow());

    Settings settings = app.settings().load();
    assertEquals(List.of("accounts"), settings.jobs().stream().map(Job::name).toList());
    assertEquals(Appearance.DARK, settings.appearance());
    assertTrue(Files.exists(nas.resolve(".nightjar-place.json")));
  }

  @Test
  void whereTheSystemRefusesToStartItNothingIsSaved() throws Exception {
    SettingsForm form = form();
    form.edit(Field.DATABASE, database.toString());
    form.startWhenSigningIn(true);
    autostart.refuses = true;
    SettingsChange wish = form.change().orElseThrow();

    assertThrows(FailureException.class, () -> keeper().save(wish));
    assertEquals(Settings.empty(), app.settings().load());
  }

  private static void makeShop(Path file) throws Exception {
    SampleShop.create(file, 100_000);
  }

  /** A system's own setting, moved by hand. */
  private static final class HandAutostart implements Autostart {
    private boolean on;
    private boolean refuses;

    @Override
    public State state() {
      return on ? State.ON : State.OFF;
    }

    @Override
    public void set(boolean wanted) throws FailureException {
      if (refuses) {
        throw new FailureException(Reason.AUTOSTART_FAILED, "refused");
      }
      on = wanted;
    }
  }
}
