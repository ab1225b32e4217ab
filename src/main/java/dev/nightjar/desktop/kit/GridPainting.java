package dev.nightjar.desktop.kit;

import java.awt.Graphics;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.util.function.Consumer;

/** Paints pictures that are drawn on a grid of 24 by 24, at any size. */
final class GridPainting {
  private static final double GRID = 24;

  private GridPainting() {}

  /**
   * Paints one.
   *
   * @param side its width and height on the screen
   * @param picture draws in the grid's units
   */
  static void paint(Graphics graphics, int x, int y, int side, Consumer<Graphics2D> picture) {
    Graphics2D g = (Graphics2D) graphics.create();
    try {
      g.setRenderingHint(RenderingHints.KEY_ANTIALIASING, RenderingHints.VALUE_ANTIALIAS_ON);
      g.setRenderingHint(RenderingHints.KEY_STROKE_CONTROL, RenderingHints.VALUE_STROKE_PURE);
      g.translate(x, y);
      g.scale(side / GRID, side / GRID);
      picture.accept(g);
    } finally {
      g.dispose();
    }
  }
}
