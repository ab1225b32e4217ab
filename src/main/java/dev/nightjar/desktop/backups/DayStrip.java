package dev.nightjar.desktop.backups;

import com.formdev.flatlaf.util.UIScale;
import dev.nightjar.desktop.backups.BackupsView.Day;
import dev.nightjar.desktop.backups.BackupsView.Mark;
import dev.nightjar.desktop.kit.Theme;
import dev.nightjar.text.Messages;
import java.awt.Dimension;
import java.awt.Graphics;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.event.FocusAdapter;
import java.awt.event.FocusEvent;
import java.awt.event.KeyEvent;
import java.awt.event.MouseAdapter;
import java.awt.event.MouseEvent;
import java.awt.geom.RoundRectangle2D;
import java.util.List;
import java.util.function.Consumer;
import javax.accessibility.AccessibleContext;
import javax.accessibility.AccessibleRole;
import javax.swing.AbstractAction;
import javax.swing.JComponent;
import javax.swing.KeyStroke;
import javax.swing.ToolTipManager;
import org.jspecify.annotations.Nullable;

/** A mark a day; the day under the pointer, or reached by the arrow keys, is told in words. */
public final class DayStrip extends JComponent {
  private static final int HEIGHT = 30;

  private final transient Messages texts;
  private final transient Consumer<String> teller;
  private transient List<Day> days = List.of();
  private int chosen = -1;

  /**
   * @param teller told the words about the day that is pointed at; empty for none
   */
  DayStrip(Messages texts, Consumer<String> teller) {
    this.texts = texts;
    this.teller = teller;
    setFocusable(true);
    ToolTipManager.sharedInstance().registerComponent(this);
    MouseAdapter pointer =
        new MouseAdapter() {
          @Override
          public void mouseMoved(MouseEvent event) {
            choose(dayAt(event.getX()));
          }

          @Override
          public void mouseExited(MouseEvent event) {
            choose(-1);
          }
        };
    addMouseMotionListener(pointer);
    addMouseListener(pointer);
    addFocusListener(
        new FocusAdapter() {
          @Override
          public void focusGained(FocusEvent event) {
            choose(days.size() - 1);
          }

          @Override
          public void focusLost(FocusEvent event) {
            choose(-1);
          }
        });
    onKey(KeyEvent.VK_LEFT, -1);
    onKey(KeyEvent.VK_RIGHT, 1);
  }

  private void onKey(int key, int step) {
    getInputMap().put(KeyStroke.getKeyStroke(key, 0), step);
    getActionMap()
        .put(
            step,
            new AbstractAction() {
              @Override
              public void actionPerformed(java.awt.event.ActionEvent event) {
                // From nowhere, if the pointer has left them, the keys begin at today.
                int next = chosen < 0 ? days.size() - 1 : chosen + step;
                choose(Math.max(0, Math.min(days.size() - 1, next)));
              }
            });
  }

  void show(List<Day> newDays) {
    days = newDays;
    chosen = Math.min(chosen, days.size() - 1);
    getAccessibleContext().setAccessibleName(texts.of("backups.days"));
    getAccessibleContext()
        .setAccessibleDescription(
            texts.of(
                "backups.days.summary",
                count(Mark.EVERYWHERE),
                count(Mark.SOMEWHERE),
                count(Mark.FAILED)));
    repaint();
  }

  private long count(Mark mark) {
    return days.stream().filter(day -> day.mark() == mark).count();
  }

  private void choose(int day) {
    if (day != chosen) {
      chosen = day;
      String words = day >= 0 && day < days.size() ? days.get(day).text() : "";
      teller.accept(words);
      if (!words.isEmpty()) {
        getAccessibleContext().setAccessibleDescription(words);
      }
      repaint();
    }
  }

  private int dayAt(int x) {
    int day = days.isEmpty() ? -1 : (int) (x / step());
    return day < days.size() ? day : -1;
  }

  private double step() {
    return (double) getWidth() / Math.max(1, days.size());
  }

  @Override
  public @Nullable String getToolTipText(MouseEvent event) {
    int day = dayAt(event.getX());
    return day < 0 ? null : days.get(day).text();
  }

  @Override
  public Dimension getPreferredSize() {
    return new Dimension(UIScale.scale(300), UIScale.scale(HEIGHT));
  }

  @Override
  public Dimension getMinimumSize() {
    return new Dimension(UIScale.scale(120), UIScale.scale(HEIGHT));
  }

  @Override
  protected void paintComponent(Graphics graphics) {
    Graphics2D g = (Graphics2D) graphics.create();
    g.setRenderingHint(RenderingHints.KEY_ANTIALIASING, RenderingHints.VALUE_ANTIALIAS_ON);
    g.setRenderingHint(RenderingHints.KEY_STROKE_CONTROL, RenderingHints.VALUE_STROKE_PURE);
    double step = step();
    double width = Math.max(2, step * 0.62);
    for (int i = 0; i < days.size(); i++) {
      Mark mark = days.get(i).mark();
      // Height tells as much as colour does.
      double height = getHeight() * share(mark);
      g.setColor((i == chosen ? Theme.Tone.PLAIN : tone(mark)).color());
      g.fill(
          new RoundRectangle2D.Double(
              i * step + (step - width) / 2,
              getHeight() - height,
              width,
              height,
              width / 2,
              width / 2));
    }
    g.dispose();
  }

  private static double share(Mark mark) {
    return switch (mark) {
      case EVERYWHERE -> 0.9;
      case SOMEWHERE -> 0.5;
      case FAILED -> 0.28;
      case NONE, BEFORE -> 0.1;
    };
  }

  private static Theme.Tone tone(Mark mark) {
    return switch (mark) {
      case EVERYWHERE -> Theme.Tone.ACCENT;
      case SOMEWHERE -> Theme.Tone.AMBER;
      case FAILED -> Theme.Tone.PROBLEM;
      case NONE, BEFORE -> Theme.Tone.FAINT;
    };
  }

  @Override
  public AccessibleContext getAccessibleContext() {
    if (accessibleContext == null) {
      accessibleContext =
          new AccessibleJComponent() {
            @Override
            public AccessibleRole getAccessibleRole() {
              return AccessibleRole.CANVAS;
            }
          };
    }
    return accessibleContext;
  }
}
