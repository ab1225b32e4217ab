package dev.nightjar.desktop.settings;

import dev.nightjar.desktop.kit.SettingsHint;
import dev.nightjar.desktop.kit.SettingsHintLine;
import dev.nightjar.desktop.settings.SettingsForm.Field;
import dev.nightjar.failure.FailureException;
import dev.nightjar.text.Messages;
import java.util.Optional;
import java.util.concurrent.Executor;

/** Saves a form's wish, once at a time, and tells how that went. */
public final class SettingsSaving {
  private final SettingsForm form;
  private final SettingsWish.Saver saver;
  private final Executor work;
  private final Executor eventThread;
  private final Messages texts;
  private final SettingsHintLine told;
  private boolean busy;

  public SettingsSaving(
      SettingsForm form,
      SettingsWish.Saver saver,
      Executor work,
      Executor eventThread,
      Messages texts,
      SettingsHintLine told) {
    this.form = form;
    this.saver = saver;
    this.work = work;
    this.eventThread = eventThread;
    this.texts = texts;
    this.told = told;
  }

  public boolean busy() {
    return busy;
  }

  /**
   * Begins to save.
   *
   * @param saved told on the event thread, where it went well
   * @return the field that stands in the way
   */
  public Optional<Field> start(Runnable saved) {
    Optional<SettingsWish> wish = form.wish();
    if (wish.isEmpty()) {
      return form.firstProblem();
    }
    busy = true;
    told.show(SettingsHint.of(SettingsHint.Kind.BUSY, texts.of("settings.saving")));
    work.execute(() -> save(wish.get(), saved));
    return Optional.empty();
  }

  private void save(SettingsWish wish, Runnable saved) {
    SettingsHint ended = SettingsHint.NONE;
    try {
      saver.save(wish);
    } catch (FailureException e) {
      ended = SettingsHint.of(SettingsHint.Kind.PROBLEM, texts.failure(e.failure()));
    }
    SettingsHint shown = ended;
    eventThread.execute(
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
