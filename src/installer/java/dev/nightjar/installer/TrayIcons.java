package dev.nightjar.installer;

import com.github.weisj.jsvg.SVGDocument;
import com.github.weisj.jsvg.parser.SVGLoader;
import com.github.weisj.jsvg.view.ViewBox;
import java.awt.Component;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import javax.imageio.ImageIO;

/**
 * Makes the PNGs that the program itself shows, in each size that task bars and windows ask for.
 */
final class TrayIcons {
  /** 16 px at 100 % to 400 %, and 24 px, which some panels have. */
  private static final int[] SIZES = {16, 20, 24, 28, 32, 40, 48, 64};

  private TrayIcons() {}

  /** The folder to make them in, and SVGs: each becomes NAME-HEIGHT.png. */
  public static void main(String[] arguments) throws IOException {
    Path folder = Files.createDirectories(Path.of(arguments[0]));
    for (int i = 1; i < arguments.length; i++) {
      Path source = Path.of(arguments[i]);
      SVGDocument document = new SVGLoader().load(source.toUri().toURL());
      if (document == null) {
        throw new IOException(source + " is no SVG");
      }
      String name = source.getFileName().toString().replace(".svg", "");
      for (int height : SIZES) {
        ImageIO.write(
            image(document, height), "png", folder.resolve(name + "-" + height + ".png").toFile());
      }
    }
  }

  private static BufferedImage image(SVGDocument document, int height) {
    int width = Math.round(height * document.size().width / document.size().height);
    BufferedImage image = new BufferedImage(width, height, BufferedImage.TYPE_INT_ARGB);
    Graphics2D pen = image.createGraphics();
    pen.setRenderingHint(RenderingHints.KEY_ANTIALIASING, RenderingHints.VALUE_ANTIALIAS_ON);
    pen.setRenderingHint(RenderingHints.KEY_STROKE_CONTROL, RenderingHints.VALUE_STROKE_PURE);
    document.render((Component) null, pen, new ViewBox(width, height));
    pen.dispose();
    return image;
  }
}
