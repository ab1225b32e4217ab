package dev.nightjar.desktop;

import dev.nightjar.app.NewComputer.Offer;
import dev.nightjar.app.agent.Status;
import dev.nightjar.app.verdict.Verdict.State;
import dev.nightjar.backup.BackupRun;
import dev.nightjar.backup.Step;
import dev.nightjar.backup.StepFacts;
import dev.nightjar.backup.StepResult;
import dev.nightjar.desktop.firstrun.BackDoor;
import dev.nightjar.desktop.firstrun.FirstRunPanel;
import dev.nightjar.desktop.settings.FakeInspections;
import dev.nightjar.destination.Manifest;
import dev.nightjar.failure.Failure;
import dev.nightjar.failure.Reason;
import dev.nightjar.io.Progress;
import dev.nightjar.settings.Settings;
import dev.nightjar.settings.SettingsStore;
import dev.nightjar.text.Messages;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** The first run, at its three stages. */
public final class SampleFirstRun {
  private SampleFirstRun() {}

  static FirstRunPanel door(Messages texts) {
    FakeInspections inspections =
        Samples.inspections()
            .database(
                Samples.DATABASE.resolveSibling("accounts.db"),
                31,
                8_120,
                Samples.NOW.minusHours(3).toInstant())
            .database(
                Samples.DATABASE.resolveSibling("notes.sqlite"),
                3,
                410,
                Samples.NOW.minusDays(2).toInstant());
    return new FirstRunPanel(
        Samples.form(Settings.empty(), inspections, texts),
        change -> {},
        inspections,
        new NothingFound(),
        Samples.context(texts),
        command -> {},
        () -> {});
  }

  static FirstRunPanel chosen(Messages texts) {
    FirstRunPanel panel = door(texts);
    panel.choose(Samples.DATABASE);
    return panel;
  }

  private static BackDoor backDoor(BackDoor.Actions actions, Messages texts) {
    BackDoor door = new BackDoor(actions, Samples.context(texts), () -> {}, () -> {});
    door.inspect(Samples.NAS);
    return door;
  }

  public static Offer offer(Path folder) {
    return offer(folder, Optional.empty());
  }

  static Offer offer(Path folder, Optional<Failure> unread) {
    return new Offer(
        folder,
        Samples.JOB,
        "inventory",
        "SHOP-PC",
        68,
        SampleBackups.kept(1, 0).get(0),
        Samples.DATABASE,
        false,
        unread);
  }

  /** A folder in which there is nothing. */
  static BackDoor nothingBehind(Messages texts) {
    return backDoor(new NothingFound(), texts);
  }

  /** The folder of the shop's old computer. */
  static BackDoor secondDoor(Messages texts) {
    return secondDoor(texts, Optional.empty());
  }

  /** The same, if its settings were torn. */
  static BackDoor secondDoorWithoutSettings(Messages texts) {
    Path settings = Samples.NAS.resolve(SettingsStore.EXPORT_FILE);
    return secondDoor(texts, Optional.of(Failure.of(Reason.IMPORT_DAMAGED, settings)));
  }

  private static BackDoor secondDoor(Messages texts, Optional<Failure> unread) {
    return backDoor(
        new BackDoor.Actions() {
          @Override
          public List<Offer> inspect(Path folder) {
            return List.of(offer(folder, unread));
          }

          @Override
          public void goOn(Offer offer, Progress progress) {}
        },
        texts);
  }

  static FirstRunPanel made(Messages texts) {
    FirstRunPanel panel = chosen(texts);
    panel.defaultButton().doClick();
    panel.show(standing());
    return panel;
  }

  public static Status standing() {
    List<StepResult> results =
        List.of(
            done(Step.PLACE_READY, SampleBackups.HERE),
            done(Step.DATABASE, ""),
            done(Step.DATABASE_SAVED, SampleBackups.HERE),
            done(Step.JSON, ""),
            done(Step.JSON_SAVED, SampleBackups.HERE));
    return after(results, true);
  }

  /**
   * After a first backup.
   *
   * @param made whether it was saved on this computer
   */
  public static Status after(List<StepResult> results, boolean made) {
    BackupRun run =
        new BackupRun(
            Samples.JOB,
            "inventory",
            Manifest.Kind.MANUAL,
            Samples.NOW.toInstant(),
            Samples.NOW.plusSeconds(2).toInstant(),
            results,
            made ? Optional.of("2026-03-05T17-04-00") : Optional.empty(),
            1);
    return SampleBackups.standing(
        SampleBackups.job(
            State.OK, made ? List.of(SampleBackups.place(true, 0, Optional.empty())) : List.of()),
        SampleBackups.kept(1, 1),
        List.of(run));
  }

  private static StepResult done(Step step, String place) {
    return new StepResult(step, place, 100, StepFacts.NONE, Optional.empty());
  }
}
