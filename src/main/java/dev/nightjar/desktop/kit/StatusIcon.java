package dev.nightjar.desktop.kit;

import com.formdev.flatlaf.util.UIScale;
import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Component;
import java.awt.Graphics;
import java.awt.Graphics2D;
import java.awt.Shape;
import java.awt.geom.Ellipse2D;
import java.awt.geom.Path2D;
import java.awt.geom.RoundRectangle2D;
import javax.swing.Icon;
import javax.swing.UIManager;

/**
 * A sign with a shape of its own, so that nobody has to tell colours apart; drawn, since not every
 * font has it.
 *
 * @param points its side, before the screen's scale
 */
public record StatusIcon(Kind kind, int points) implements Icon {
  /** The meaning of a sign. */
  public enum Kind {
    DONE(Theme.Tone.GOOD),
    WARNING(Theme.Tone.AMBER),
    PROBLEM(Theme.Tone.PROBLEM),
    RUNNING(Theme.Tone.ACCENT),
    PAUSED(Theme.Tone.QUIET),
    EMPTY(Theme.Tone.QUIET);

    private final Theme.Tone tone;

    Kind(Theme.Tone tone) {
      this.tone = tone;
    }
  }

  @Override
  public int getIconWidth() {
    return UIScale.scale(points);
  }

  @Override
  public int getIconHeight() {
    return UIScale.scale(points);
  }

  @Override
  public void paintIcon(Component where, Graphics graphics, int x, int y) {
    Color background = UIManager.getColor("Panel.background");
    GridPainting.paint(graphics, x, y, getIconWidth(), g -> paint(g, background));
  }

  private void paint(Graphics2D g, Color background) {
    g.setColor(kind.tone.color());
    Shape circle = new Ellipse2D.Double(1, 1, 22, 22);
    switch (kind) {
      case DONE -> {
        g.fill(circle);
        stroke(g, background, 2.6f, 6.8, 12.6, 10.6, 16.2, 17.4, 8.6);
      }
      case WARNING -> {
        Shape triangle = line(true, 12, 2.6, 22.4, 20.8, 1.6, 20.8);
        g.setStroke(new BasicStroke(2, BasicStroke.CAP_ROUND, BasicStroke.JOIN_ROUND));
        g.fill(triangle);
        g.draw(triangle);
        stroke(g, background, 2.6f, 12, 9.4, 12, 13.6);
        g.fill(new Ellipse2D.Double(10.6, 16.4, 2.8, 2.8));
      }
      case PROBLEM -> {
        g.fill(line(true, 7.5, 1, 16.5, 1, 23, 7.5, 23, 16.5, 16.5, 23, 7.5, 23, 1, 16.5, 1, 7.5));
        stroke(g, background, 2.6f, 8, 8, 16, 16);
        stroke(g, background, 2.6f, 16, 8, 8, 16);
      }
      case RUNNING -> {
        g.setStroke(new BasicStroke(2.6f));
        g.draw(new Ellipse2D.Double(2.4, 2.4, 19.2, 19.2));
        g.fill(line(true, 9.6, 7.4, 17.2, 12, 9.6, 16.6));
      }
      case PAUSED -> {
        g.setStroke(new BasicStroke(2.6f));
        g.draw(new Ellipse2D.Double(2.4, 2.4, 19.2, 19.2));
        g.fill(new RoundRectangle2D.Double(8, 7.4, 2.8, 9.2, 1.4, 1.4));
        g.fill(new RoundRectangle2D.Double(13.2, 7.4, 2.8, 9.2, 1.4, 1.4));
      }
      case EMPTY -> {
        g.setStroke(
            new BasicStroke(
                2.2f, BasicStroke.CAP_ROUND, BasicStroke.JOIN_ROUND, 1, new float[] {3, 4}, 0));
        g.draw(new Ellipse2D.Double(2.4, 2.4, 19.2, 19.2));
      }
    }
  }

  private static void stroke(Graphics2D g, Color color, float width, double... points) {
    g.setColor(color);
    g.setStroke(new BasicStroke(width, BasicStroke.CAP_ROUND, BasicStroke.JOIN_ROUND));
    g.draw(line(false, points));
  }

  private static Path2D line(boolean closed, double... points) {
    Path2D path = new Path2D.Double();
    path.moveTo(points[0], points[1]);
    for (int i = 2; i < points.length; i += 2) {
      path.lineTo(points[i], points[i + 1]);
    }
    if (closed) {
      path.closePath();
    }
    return path;
  }
}
