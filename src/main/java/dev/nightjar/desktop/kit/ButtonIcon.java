package dev.nightjar.desktop.kit;

import com.formdev.flatlaf.util.UIScale;
import java.awt.BasicStroke;
import java.awt.Component;
import java.awt.Graphics;
import java.awt.Graphics2D;
import java.awt.geom.AffineTransform;
import java.awt.geom.Area;
import java.awt.geom.Ellipse2D;
import java.awt.geom.Path2D;
import java.awt.geom.RoundRectangle2D;
import javax.swing.Icon;

/** The picture of a button without words. */
public enum ButtonIcon implements Icon {
  GEAR,
  MORE,
  FIRST,
  PREVIOUS,
  NEXT,
  LAST;

  private static final int POINTS = 18;

  @Override
  public int getIconWidth() {
    return UIScale.scale(POINTS);
  }

  @Override
  public int getIconHeight() {
    return UIScale.scale(POINTS);
  }

  @Override
  public void paintIcon(Component where, Graphics graphics, int x, int y) {
    GridPainting.paint(graphics, x, y, getIconWidth(), this::draw);
  }

  private void draw(Graphics2D g) {
    g.setColor(Theme.Tone.QUIET.color());
    if (this == GEAR) {
      g.setStroke(new BasicStroke(2, BasicStroke.CAP_ROUND, BasicStroke.JOIN_ROUND));
      g.draw(gear());
      g.draw(new Ellipse2D.Double(8.8, 8.8, 6.4, 6.4));
    } else if (this == MORE) {
      for (double dot = 3; dot < 20; dot += 7) {
        g.fill(new Ellipse2D.Double(dot, 10, 4, 4));
      }
    } else {
      g.setStroke(new BasicStroke(2, BasicStroke.CAP_ROUND, BasicStroke.JOIN_ROUND));
      g.draw(arrow());
    }
  }

  /** Points to the right, or the other way; to a line if that is the end. */
  private Path2D arrow() {
    Path2D arrow = new Path2D.Double();
    arrow.moveTo(9, 6);
    arrow.lineTo(15, 12);
    arrow.lineTo(9, 18);
    if (this == FIRST || this == LAST) {
      arrow.moveTo(19, 6);
      arrow.lineTo(19, 18);
    }
    if (this == FIRST || this == PREVIOUS) {
      arrow.transform(new AffineTransform(-1, 0, 0, 1, 24, 0));
    }
    return arrow;
  }

  private static Area gear() {
    Area gear = new Area(new Ellipse2D.Double(4.6, 4.6, 14.8, 14.8));
    for (int tooth = 0; tooth < 8; tooth++) {
      gear.add(
          new Area(new RoundRectangle2D.Double(10, 1.6, 4, 6, 1, 1))
              .createTransformedArea(
                  AffineTransform.getRotateInstance(Math.PI / 4 * tooth, 12, 12)));
    }
    return gear;
  }
}
