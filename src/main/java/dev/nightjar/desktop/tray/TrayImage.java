package dev.nightjar.desktop.tray;

import dev.nightjar.app.verdict.Verdict.State;
import java.awt.Image;
import java.awt.Toolkit;
import java.awt.image.BaseMultiResolutionImage;
import java.awt.image.BufferedImage;
import java.awt.image.PixelGrabber;
import java.net.URL;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The icons, each in all sizes, as the build drew them from {@code icons/*.svg}. Read with AWT's
 * own reader: ImageIO would stay in memory for the sake of a few small pictures.
 */
public final class TrayImage {
  private static final int[] SIZES = {16, 20, 24, 28, 32, 40, 48, 64};

  /** So often has the running sign turned before it is as it was. */
  private static final int TURNS = 8;

  /** All states side by side, a picture a size; the order is that of icons/tray.svg. */
  private static @Nullable List<BufferedImage> sheets;

  private TrayImage() {}

  /** All sizes in one image; {@code turn} counts the steps of the running sign. */
  static Image of(State state, int turn) {
    if (sheets == null) {
      sheets = read("tray");
    }
    return new BaseMultiResolutionImage(
        sheets.stream().map(sheet -> cell(sheet, place(state, turn))).toArray(Image[]::new));
  }

  private static BufferedImage cell(BufferedImage sheet, int place) {
    int size = sheet.getHeight();
    return sheet.getSubimage(place * size, 0, size, size);
  }

  private static int place(State state, int turn) {
    return switch (state) {
      case NOT_SET_UP -> 0;
      case OK -> 1;
      case ATTENTION -> 2;
      case FAILED -> 3;
      case PAUSED -> 4;
      case RUNNING -> 5 + Math.floorMod(turn, TURNS);
    };
  }

  /** The program's own icon for its windows, in the sizes that systems ask for. */
  public static List<Image> ofWindows() {
    return List.copyOf(read("nightjar"));
  }

  private static List<BufferedImage> read(String name) {
    List<BufferedImage> images = new ArrayList<>();
    for (int size : SIZES) {
      String file = name + "-" + size + ".png";
      images.add(read(Objects.requireNonNull(TrayImage.class.getResource(file), file)));
    }
    return images;
  }

  private static BufferedImage read(URL file) {
    PixelGrabber pixels =
        new PixelGrabber(Toolkit.getDefaultToolkit().createImage(file), 0, 0, -1, -1, true);
    try {
      if (!pixels.grabPixels()) {
        throw new IllegalStateException("can't read " + file);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
    int width = pixels.getWidth();
    int height = pixels.getHeight();
    BufferedImage image = new BufferedImage(width, height, BufferedImage.TYPE_INT_ARGB);
    image.setRGB(0, 0, width, height, (int[]) pixels.getPixels(), 0, width);
    return image;
  }
}
