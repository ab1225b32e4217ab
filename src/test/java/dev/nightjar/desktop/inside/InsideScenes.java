package dev.nightjar.desktop.inside;

import dev.nightjar.desktop.Samples;
import dev.nightjar.desktop.kit.FileChooser;
import dev.nightjar.sqlite.RowPage;
import dev.nightjar.text.Messages;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import javax.swing.JComponent;

/** The window after a few steps of a user. */
public final class InsideScenes {
  private InsideScenes() {}

  private static InsideTask task(InsideTask.Source source) {
    return new InsideTask(source, Samples.AT_ONCE, Samples.AT_ONCE);
  }

  private static InsidePanel panel(InsideTask task, Messages texts) {
    RowActions actions = new RowActions(Optional.of((table, keys) -> {}), (table, keys) -> {});
    return new InsidePanel(task, FileChooser.SYSTEM, copied -> {}, actions, texts);
  }

  /** The rows of a table. */
  public static JComponent chosen(InsideTask.Source source, int table, Messages texts) {
    InsideTask task = task(source);
    InsidePanel panel = panel(task, texts);
    task.choose(table);
    return panel;
  }

  /** The rows in which something was searched, sorted. */
  public static JComponent searched(InsideTask.Source source, String text, Messages texts) {
    InsideTask task = task(source);
    InsidePanel panel = panel(task, texts);
    task.choose(1);
    task.search(text);
    task.sort(2);
    return panel;
  }

  /** The question whether a file that is there may be replaced. */
  public static JComponent exported(InsideTask.Source source, Path target, Messages texts) {
    InsideTask task = task(source);
    InsidePanel panel = panel(task, texts);
    task.export(target);
    return panel;
  }

  /** A long text for itself. */
  public static JComponent value(InsideTask.Source source, Messages texts) {
    InsideTask task = task(source);
    panel(task, texts);
    task.choose(1);
    AtomicReference<ShownValue> value = new AtomicReference<>();
    RowPage.Listed row = task.state().page().rows().get(28);
    task.read(pages -> ShownValue.read(pages, row, 3), value::set);
    return ValueDialog.panel("note, row 29", value.get(), "", texts, () -> {});
  }
}
