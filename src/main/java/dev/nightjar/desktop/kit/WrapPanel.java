package dev.nightjar.desktop.kit;

import com.formdev.flatlaf.util.UIScale;
import java.awt.Component;
import java.awt.Dimension;
import javax.swing.JPanel;

/** Two parts beside each other, or, if that is too wide, one below the other. */
public final class WrapPanel extends JPanel {
  private static final int GAP = 10;

  private final Component first;
  private final Component second;

  public WrapPanel(Component first, Component second) {
    super(null);
    this.first = first;
    this.second = second;
    setOpaque(false);
    add(first);
    add(second);
  }

  private boolean wraps() {
    return getWidth() > 0 && getWidth() < inOneRow().width;
  }

  private Dimension inOneRow() {
    Dimension one = first.getPreferredSize();
    Dimension other = second.getPreferredSize();
    return new Dimension(
        one.width + UIScale.scale(GAP) + other.width, Math.max(one.height, other.height));
  }

  private Dimension inTwoRows() {
    Dimension one = first.getPreferredSize();
    Dimension other = second.getPreferredSize();
    return new Dimension(
        Math.max(one.width, other.width), one.height + UIScale.scale(GAP) / 2 + other.height);
  }

  @Override
  public Dimension getPreferredSize() {
    return wraps() ? inTwoRows() : inOneRow();
  }

  @Override
  public Dimension getMinimumSize() {
    return new Dimension(inTwoRows().width, getPreferredSize().height);
  }

  /** How high it has to be is known only once it has its width. */
  @Override
  public void setBounds(int x, int y, int width, int height) {
    boolean before = wraps();
    super.setBounds(x, y, width, height);
    if (before != wraps()) {
      revalidate();
    }
  }

  /** With the baseline of the first, beside which the label stands. */
  @Override
  public int getBaseline(int width, int height) {
    Dimension one = first.getPreferredSize();
    int top = wraps() ? 0 : Math.max(0, (inOneRow().height - one.height) / 2);
    return top + first.getBaseline(one.width, one.height);
  }

  @Override
  public void doLayout() {
    Dimension one = first.getPreferredSize();
    Dimension other = second.getPreferredSize();
    if (wraps()) {
      first.setBounds(0, 0, one.width, one.height);
      second.setBounds(0, one.height + UIScale.scale(GAP) / 2, other.width, other.height);
    } else {
      int height = inOneRow().height;
      first.setBounds(0, (height - one.height) / 2, one.width, one.height);
      second.setBounds(
          one.width + UIScale.scale(GAP), (height - other.height) / 2, other.width, other.height);
    }
  }
}
