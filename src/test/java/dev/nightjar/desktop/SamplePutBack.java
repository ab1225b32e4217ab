package dev.nightjar.desktop;

import dev.nightjar.app.BeforeRestore;
import dev.nightjar.app.InPlaceRestore.Done;
import dev.nightjar.app.InPlaceRestore.Preview;
import dev.nightjar.app.InPlaceRestore.Request;
import dev.nightjar.app.InPlaceRestore.Stage;
import dev.nightjar.app.verdict.KeptBackup;
import dev.nightjar.desktop.restore.FakePutBack;
import dev.nightjar.desktop.restore.PutBackPanel;
import dev.nightjar.desktop.restore.PutBackTask;
import dev.nightjar.destination.BackupFile;
import dev.nightjar.destination.Manifest;
import dev.nightjar.failure.Failure;
import dev.nightjar.failure.FailureException;
import dev.nightjar.failure.Reason;
import dev.nightjar.platform.FileHolders.Holder;
import dev.nightjar.restore.InPlaceRestorer.Restored;
import dev.nightjar.restore.RestoredFile;
import dev.nightjar.sqlite.CheckReport;
import dev.nightjar.sqlite.TableRows;
import dev.nightjar.sqlite.Violations;
import dev.nightjar.text.Messages;
import java.util.List;
import java.util.Optional;

/** Yesterday's backup of the sample shop is put back, at several stages. */
public final class SamplePutBack {
  private static final Holder APP = new Holder("Inventory Manager", 4711);

  private SamplePutBack() {}

  public static Request request() {
    KeptBackup yesterday = SampleBackups.kept(2, 0).get(1);
    return new Request(
        yesterday, BackupFile.DATABASE, Samples.DATABASE, Optional.of(Samples.job()), true);
  }

  /** The same with today's data, saved before. */
  public static Request undo() {
    KeptBackup today = SampleBackups.kept(1, 1).get(0);
    KeptBackup.Copy copy = today.copies().get(0);
    Manifest manifest = SampleBackups.beforeRestore();
    KeptBackup before =
        new KeptBackup(
            List.of(new KeptBackup.Copy(copy.label(), copy.destination(), manifest.summary())));
    return new Request(before, BackupFile.DATABASE, Samples.DATABASE, request().job(), true);
  }

  /** All is as it should be. */
  public static Preview preview() {
    return new Preview(
        12,
        Optional.of(12L),
        Optional.of(Samples.NOW.minusMinutes(2).toInstant()),
        Optional.empty(),
        List.of());
  }

  public static Done done() {
    return new Done(
        new Restored(
            Samples.DATABASE,
            new RestoredFile(
                new CheckReport(
                    CheckReport.Judge.INTEGRITY_CHECK,
                    CheckReport.Grade.WHOLE,
                    List.of(),
                    List.of(),
                    Violations.NONE,
                    Violations.NONE,
                    List.of(new TableRows("products", 1_204), new TableRows("sales", 51_015))),
                List.of()),
            Optional.of("2026-03-05T17-04-02"),
            Optional.empty(),
            "wal",
            Optional.of(13L)),
        Optional.of(
            new BeforeRestore.Saved(
                "2026-03-05T17-04-02", Samples.LOCAL.toString(), Optional.empty())));
  }

  private static PutBackPanel panel(FakePutBack engine, Messages texts) {
    PutBackTask task = new PutBackTask(engine, request(), Samples.AT_ONCE, engine::onEventThread);
    return new PutBackPanel(task, Samples.CLOCK, texts, () -> {});
  }

  /** The app is open, and was updated since. */
  static PutBackPanel asked(Messages texts) {
    FakePutBack engine = new FakePutBack();
    engine.preview =
        new Preview(12, Optional.of(13L), preview().changedAt(), Optional.empty(), List.of(APP));
    return panel(engine, texts);
  }

  static PutBackPanel unreadable(Messages texts) {
    FakePutBack engine = new FakePutBack();
    engine.preview =
        new Preview(
            12,
            Optional.empty(),
            Optional.empty(),
            Optional.of(Failure.of(Reason.DATABASE_DAMAGED, Samples.DATABASE)),
            List.of());
    return panel(engine, texts);
  }

  /** Stops while the app is open. */
  static PutBackPanel waiting(Messages texts) {
    FakePutBack engine = new FakePutBack();
    engine.stopAt(listener -> listener.waiting(List.of(APP)));
    return gone(engine, texts);
  }

  static PutBackPanel writing(Messages texts) {
    FakePutBack engine = new FakePutBack();
    engine.stopAt(listener -> listener.begins(Stage.WRITING));
    return gone(engine, texts);
  }

  static PutBackPanel done(Messages texts) {
    FakePutBack engine = new FakePutBack();
    engine.undo = Optional.of(request());
    return gone(engine, texts);
  }

  static PutBackPanel failed(Messages texts) {
    FakePutBack engine = new FakePutBack();
    engine.failure =
        Optional.of(new FailureException(Reason.TARGET_FULL, Samples.DATABASE, 8_200_000L, 1L));
    return gone(engine, texts);
  }

  private static PutBackPanel gone(FakePutBack engine, Messages texts) {
    PutBackPanel panel = panel(engine, texts);
    panel.defaultButton().ifPresent(button -> button.doClick());
    return panel;
  }
}
