package dev.nightjar.desktop.settings;

import dev.nightjar.desktop.kit.DesktopContext;
import dev.nightjar.desktop.kit.Ending;
import dev.nightjar.desktop.kit.Hint;
import dev.nightjar.desktop.kit.HintLine;
import dev.nightjar.desktop.settings.SettingsForm.Field;
import java.util.Optional;

/** Saves a form's change, once at a time, and tells how that went. */
public final class SaveAction {
  private final SettingsForm form;
  private final SettingsChange.Saver saver;
  private final DesktopContext desktop;
  private final HintLine told;
  private boolean busy;

  public SaveAction(
      SettingsForm form, SettingsChange.Saver saver, DesktopContext desktop, HintLine told) {
    this.form = form;
    this.saver = saver;
    this.desktop = desktop;
    this.told = told;
  }

  public boolean busy() {
    return busy;
  }

  /**
   * Begins to save.
   *
   * @param saved told on the event thread, if it went well
   * @return the field that stands in the way
   */
  public Optional<Field> start(Runnable saved) {
    Optional<SettingsChange> change = form.change();
    if (change.isEmpty()) {
      return form.firstProblem();
    }
    busy = true;
    told.show(Hint.of(Hint.Kind.BUSY, desktop.texts().of("settings.saving")));
    desktop.inBackground(() -> save(change.get(), saved));
    return Optional.empty();
  }

  private void save(SettingsChange change, Runnable saved) {
    Hint shown =
        Ending.of("settings", () -> saver.save(change))
            .map(why -> Hint.of(Hint.Kind.PROBLEM, desktop.texts().failure(why)))
            .orElse(Hint.NONE);
    desktop.onEventThread(
        () -> {
          busy = false;
          told.show(shown);
          form.refresh();
          if (!shown.blocks()) {
            saved.run();
          }
        });
  }
}
