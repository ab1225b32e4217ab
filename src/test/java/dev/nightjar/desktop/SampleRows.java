package dev.nightjar.desktop;

import dev.nightjar.app.RowsRestore.Request;
import dev.nightjar.desktop.rows.FakeRows;
import dev.nightjar.desktop.rows.RowsPanel;
import dev.nightjar.desktop.rows.RowsTask;
import dev.nightjar.rows.RowsEffect;
import dev.nightjar.rows.RowsEffect.Besides;
import dev.nightjar.rows.RowsEffect.Columns;
import dev.nightjar.rows.RowsRequest;
import dev.nightjar.text.Messages;
import java.util.List;
import java.util.Optional;

/** Rows of yesterday's backup of the sample shop come back, at several stages. */
public final class SampleRows {
  private SampleRows() {}

  public static Request request() {
    return new Request(
        SamplePutBack.request().backup(),
        new RowsRequest("products", List.of("17", "18", "21"), false),
        Samples.DATABASE,
        Optional.of(Samples.job()));
  }

  /** Two rows were deleted, one changed; other tables hang on them. */
  public static RowsEffect effect() {
    return new RowsEffect(
        List.of(
            new RowsEffect.Table("products", 2, 1, 0, false, Columns.SAME, Besides.NONE),
            new RowsEffect.Table("sales", 14, 0, 3, true, Columns.SAME, Besides.NONE),
            new RowsEffect.Table("stock", 0, 0, 0, false, Columns.SAME, new Besides(0, 14, 0))),
        1,
        2);
  }

  static RowsPanel panel(FakeRows engine, Messages texts) {
    RowsTask task = new RowsTask(engine, request(), Samples.AT_ONCE, Samples.AT_ONCE);
    return new RowsPanel(task, Samples.CLOCK, texts, backup -> {}, () -> {});
  }

  static RowsPanel asked(Messages texts) {
    return panel(new FakeRows(), texts);
  }

  static RowsPanel nothing(Messages texts) {
    FakeRows engine = new FakeRows();
    engine.effect = new RowsEffect(List.of(), 3, 0);
    return panel(engine, texts);
  }

  static RowsPanel done(Messages texts) {
    FakeRows engine = new FakeRows();
    engine.undo = Optional.of(SamplePutBack.undo().backup());
    RowsPanel panel = panel(engine, texts);
    panel.defaultButton().ifPresent(button -> button.doClick());
    return panel;
  }
}
