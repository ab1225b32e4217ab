package dev.nightjar.desktop;

import com.formdev.flatlaf.util.UIScale;
import dev.nightjar.desktop.kit.Theme;
import dev.nightjar.faults.Effort;
import dev.nightjar.settings.Settings.Appearance;
import java.awt.Component;
import java.awt.Container;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import javax.imageio.ImageIO;
import javax.swing.JComponent;
import javax.swing.LookAndFeel;
import javax.swing.SwingUtilities;
import javax.swing.UIManager;
import org.jspecify.annotations.Nullable;

/** Views laid out and painted with no display. */
public final class Painted {
  private static final Path FOLDER = Path.of("target", "views");

  /** To write them takes longer than to paint them. */
  private static final boolean PICTURES =
      Effort.isWhole() || Boolean.getBoolean("nightjar.pictures");

  /** On the event thread only. To install a screen's looks takes as long as to lay a view out. */
  private static Installed installed = new Installed(null, null);

  private record Installed(@Nullable Screen screen, @Nullable LookAndFeel look) {}

  private Painted() {}

  /** Looks and scale of a screen. */
  public record Screen(boolean dark, float scale) {
    /** In a plain build the two that differ most. */
    static List<Screen> all() {
      if (!Effort.isWhole()) {
        return List.of(new Screen(false, 1), new Screen(true, 2));
      }
      List<Screen> all = new ArrayList<>();
      for (float scale : new float[] {1, 1.5f, 2}) {
        all.add(new Screen(false, scale));
        all.add(new Screen(true, scale));
      }
      return all;
    }
  }

  /** Made on that screen, and not laid out. */
  static <T extends JComponent> T made(Screen screen, Supplier<T> view) {
    return onEventThread(() -> makeOn(screen, view));
  }

  private static <T extends JComponent> T makeOn(Screen screen, Supplier<T> view) {
    boolean there =
        screen.equals(installed.screen())
            && UIManager.getLookAndFeel() == installed.look()
            && UIScale.getZoomFactor() == screen.scale();
    if (!there) {
      UIScale.setZoomFactor(screen.scale());
      Theme.install(screen.dark() ? Appearance.DARK : Appearance.LIGHT, false);
      installed = new Installed(screen, UIManager.getLookAndFeel());
    }
    return view.get();
  }

  /** Made, laid out at {@code width} × {@code height} (0: as high as it wants) on that screen. */
  public static <T extends JComponent> T on(
      Screen screen, int width, int height, Supplier<T> view) {
    return onEventThread(
        () -> {
          T made = makeOn(screen, view);
          layOut(made, UIScale.scale(width), UIScale.scale(height));
          return made;
        });
  }

  static void layOut(JComponent view, int width, int height) {
    view.setSize(width, height > 0 ? height : view.getPreferredSize().height);
    // Wrapped texts know their height only once they have their width.
    int before;
    int after = bounds(view);
    int times = 0;
    do {
      before = after;
      invalidateAll(view);
      layOutAll(view);
      if (height == 0) {
        view.setSize(width, view.getPreferredSize().height);
      }
      after = bounds(view);
    } while (after != before && ++times < 4);
    layOutAll(view);
  }

  /** Returns another number once a part has moved or grown. */
  private static int bounds(Component component) {
    int hash = component.getBounds().hashCode();
    if (component instanceof Container container) {
      for (Component child : container.getComponents()) {
        hash = 31 * hash + bounds(child);
      }
    }
    return hash;
  }

  private static void invalidateAll(Component component) {
    component.invalidate();
    if (component instanceof Container container) {
      for (Component child : container.getComponents()) {
        invalidateAll(child);
      }
    }
  }

  private static void layOutAll(Container container) {
    container.doLayout();
    for (Component child : container.getComponents()) {
      if (child instanceof Container inner) {
        layOutAll(inner);
      }
    }
  }

  /** Paints a view; leaves the picture in target/views if pictures are wanted. */
  static BufferedImage save(JComponent view, String name) throws IOException {
    BufferedImage image =
        new BufferedImage(view.getWidth(), view.getHeight(), BufferedImage.TYPE_INT_RGB);
    onEventThread(
        () -> {
          Graphics2D g = image.createGraphics();
          view.paint(g);
          g.dispose();
          return image;
        });
    if (PICTURES) {
      Files.createDirectories(FOLDER);
      ImageIO.write(image, "png", FOLDER.resolve(name + ".png").toFile());
    }
    return image;
  }

  public static <T> T onEventThread(Supplier<T> work) {
    List<T> result = new ArrayList<>();
    try {
      SwingUtilities.invokeAndWait(() -> result.add(work.get()));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    } catch (java.lang.reflect.InvocationTargetException e) {
      throw new IllegalStateException(e.getCause());
    }
    return result.get(0);
  }
}
