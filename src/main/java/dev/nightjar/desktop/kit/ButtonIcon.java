package dev.nightjar.desktop.kit;

import com.formdev.flatlaf.util.UIScale;
import java.awt.BasicStroke;
import java.awt.Component;
import java.awt.Graphics;
import java.awt.Graphics2D;
import java.awt.geom.AffineTransform;
import java.awt.geom.Area;
import java.awt.geom.Ellipse2D;
import java.awt.geom.RoundRectangle2D;
import javax.swing.Icon;

/** The picture of a button without words. */
public enum ButtonIcon implements Icon {
  GEAR,
  MORE;

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
    } else {
      for (double dot = 3; dot < 20; dot += 7) {
        g.fill(new Ellipse2D.Double(dot, 10, 4, 4));
      }
    }
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
