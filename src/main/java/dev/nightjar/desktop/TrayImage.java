package dev.nightjar.desktop;

import dev.nightjar.app.Verdict.State;
import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.Image;
import java.awt.RenderingHints;
import java.awt.Shape;
import java.awt.geom.Ellipse2D;
import java.awt.geom.Line2D;
import java.awt.geom.Path2D;
import java.awt.geom.Rectangle2D;
import java.awt.image.BaseMultiResolutionImage;
import java.awt.image.BufferedImage;
import java.util.Arrays;
import java.util.List;

/** The icon, drawn at each size: every state has its own outline and sign, and then its colour. */
final class TrayImage {
  /** What task bars ask for, from 100 % to 400 %. */
  private static final int[] SIZES = {16, 20, 24, 32, 40, 48, 64};

  private static final Color OK = new Color(0x2E9E5B);
  private static final Color RUNNING = new Color(0x2F7DD1);
  private static final Color ATTENTION = new Color(0xE09A1A);
  private static final Color FAILED = new Color(0xD13B3B);
  private static final Color QUIET = new Color(0x7A8088);

  private TrayImage() {}

  /** All sizes in one image; {@code turn} counts the steps of the running sign. */
  static Image of(State state, int turn) {
    return new BaseMultiResolutionImage(
        Arrays.stream(SIZES).mapToObj(size -> draw(state, size, turn)).toArray(Image[]::new));
  }

  /** The windows' icon, in the sizes that systems ask for. */
  static List<Image> ofWindows() {
    return Arrays.stream(SIZES).<Image>mapToObj(size -> draw(State.OK, size, 0)).toList();
  }

  static BufferedImage draw(State state, int size, int turn) {
    BufferedImage image = new BufferedImage(size, size, BufferedImage.TYPE_INT_ARGB);
    Graphics2D pen = image.createGraphics();
    pen.setRenderingHint(RenderingHints.KEY_ANTIALIASING, RenderingHints.VALUE_ANTIALIAS_ON);
    pen.setRenderingHint(RenderingHints.KEY_STROKE_CONTROL, RenderingHints.VALUE_STROKE_PURE);
    pen.scale(size / 16.0, size / 16.0);
    switch (state) {
      case OK -> {
        fill(pen, new Ellipse2D.Double(0.5, 0.5, 15, 15), OK);
        stroke(pen, line(4.2, 8.4, 7, 11.2, 11.8, 5.2), Color.WHITE, 2f);
      }
      case RUNNING -> {
        pen.setColor(RUNNING);
        pen.setStroke(new BasicStroke(2.6f, BasicStroke.CAP_ROUND, BasicStroke.JOIN_ROUND));
        pen.rotate(Math.toRadians(turn * 45.0), 8, 8);
        pen.draw(new java.awt.geom.Arc2D.Double(2, 2, 12, 12, 20, 250, java.awt.geom.Arc2D.OPEN));
        Path2D head = closed(10.6, 0.6, 15.6, 4.4, 10.2, 7.2);
        fill(pen, head, RUNNING);
      }
      case ATTENTION -> {
        fill(pen, closed(8, 0.6, 15.6, 15, 0.4, 15), ATTENTION);
        stroke(pen, new Line2D.Double(8, 5.4, 8, 9.8), Color.BLACK, 2f);
        fill(pen, new Ellipse2D.Double(6.9, 11.4, 2.2, 2.2), Color.BLACK);
      }
      case FAILED -> {
        fill(pen, new Rectangle2D.Double(1, 1, 14, 14), FAILED);
        stroke(pen, new Line2D.Double(4.6, 4.6, 11.4, 11.4), Color.WHITE, 2.2f);
        stroke(pen, new Line2D.Double(11.4, 4.6, 4.6, 11.4), Color.WHITE, 2.2f);
      }
      case PAUSED -> {
        fill(pen, new Rectangle2D.Double(3, 2, 3.6, 12), QUIET);
        fill(pen, new Rectangle2D.Double(9.4, 2, 3.6, 12), QUIET);
      }
      case NOT_SET_UP -> {
        stroke(pen, new Ellipse2D.Double(1.4, 1.4, 13.2, 13.2), QUIET, 1.8f);
        stroke(pen, new Line2D.Double(8, 4.8, 8, 11.2), QUIET, 1.8f);
        stroke(pen, new Line2D.Double(4.8, 8, 11.2, 8), QUIET, 1.8f);
      }
    }
    pen.dispose();
    return image;
  }

  private static void fill(Graphics2D pen, Shape shape, Color colour) {
    pen.setColor(colour);
    pen.fill(shape);
  }

  private static void stroke(Graphics2D pen, Shape shape, Color colour, float width) {
    pen.setColor(colour);
    pen.setStroke(new BasicStroke(width, BasicStroke.CAP_ROUND, BasicStroke.JOIN_ROUND));
    pen.draw(shape);
  }

  private static Path2D line(double... points) {
    Path2D path = new Path2D.Double();
    path.moveTo(points[0], points[1]);
    for (int i = 2; i < points.length; i += 2) {
      path.lineTo(points[i], points[i + 1]);
    }
    return path;
  }

  private static Path2D closed(double... points) {
    Path2D path = line(points);
    path.closePath();
    return path;
  }
}
