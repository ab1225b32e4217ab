package dev.nightjar.installer;

import com.github.weisj.jsvg.SVGDocument;
import com.github.weisj.jsvg.parser.SVGLoader;
import com.github.weisj.jsvg.view.ViewBox;
import java.awt.Component;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import javax.imageio.ImageIO;

/** Makes of one SVG what each system wants of an icon: PNGs, an {@code .ico}, an {@code .icns}. */
final class Icons {
  private static final int[] SIZES = {16, 20, 24, 32, 40, 48, 64, 128, 256, 512};
  private static final int MAX_IN_ICO = 256;

  /** Apple's names for PNGs; one with @2x is twice as many pixels as its name's points. */
  private static final Map<String, Integer> ICNS = new LinkedHashMap<>();

  static {
    ICNS.put("icp4", 16);
    ICNS.put("ic11", 32); // 16@2x
    ICNS.put("icp5", 32);
    ICNS.put("ic12", 64); // 32@2x
    ICNS.put("ic07", 128);
    ICNS.put("ic13", 256); // 128@2x
    ICNS.put("ic08", 256);
    ICNS.put("ic14", 512); // 256@2x
    ICNS.put("ic09", 512);
    ICNS.put("ic10", 1024); // 512@2x
  }

  private record Image(int size, byte[] png) {}

  private final SVGDocument document;

  private Icons(SVGDocument document) {
    this.document = document;
  }

  /** The SVG, and the folder in which to make the rest. */
  public static void main(String[] arguments) throws IOException {
    Path source = Path.of(arguments[0]);
    Path folder = Files.createDirectories(Path.of(arguments[1]));
    SVGDocument document = new SVGLoader().load(source.toUri().toURL());
    if (document == null) {
      throw new IOException(source + " is no SVG");
    }
    String name = source.getFileName().toString().replace(".svg", "");
    Icons icons = new Icons(document);
    List<Image> small = new ArrayList<>();
    for (int size : SIZES) {
      Image image = icons.image(size);
      Files.write(folder.resolve(name + "-" + size + ".png"), image.png());
      if (size <= MAX_IN_ICO) {
        small.add(image);
      }
    }
    Files.write(folder.resolve(name + ".ico"), ico(small));
    Files.write(folder.resolve(name + ".icns"), icons.icns());
  }

  private Image image(int size) throws IOException {
    BufferedImage image = new BufferedImage(size, size, BufferedImage.TYPE_INT_ARGB);
    Graphics2D graphics = image.createGraphics();
    graphics.setRenderingHint(RenderingHints.KEY_ANTIALIASING, RenderingHints.VALUE_ANTIALIAS_ON);
    graphics.setRenderingHint(RenderingHints.KEY_STROKE_CONTROL, RenderingHints.VALUE_STROKE_PURE);
    document.render((Component) null, graphics, new ViewBox(size, size));
    graphics.dispose();
    ByteArrayOutputStream png = new ByteArrayOutputStream();
    ImageIO.write(image, "png", png);
    return new Image(size, png.toByteArray());
  }

  /** A header, an entry of 16 bytes for each image, the images; Windows reads PNGs since Vista. */
  private static byte[] ico(List<Image> images) {
    int at = 6 + 16 * images.size();
    int bytes = at + images.stream().mapToInt(image -> image.png().length).sum();
    ByteBuffer ico = ByteBuffer.allocate(bytes).order(ByteOrder.LITTLE_ENDIAN);
    ico.putShort((short) 0).putShort((short) 1).putShort((short) images.size());
    for (Image image : images) {
      byte side = (byte) image.size(); // 256 is written as 0.
      ico.put(side).put(side).put((byte) 0).put((byte) 0);
      ico.putShort((short) 1).putShort((short) 32).putInt(image.png().length).putInt(at);
      at += image.png().length;
    }
    images.forEach(image -> ico.put(image.png()));
    return ico.array();
  }

  /** The whole length, then for each image its name, its length with these 8 bytes, the PNG. */
  private byte[] icns() throws IOException {
    Map<String, byte[]> images = new LinkedHashMap<>();
    int bytes = 8;
    for (Map.Entry<String, Integer> kind : ICNS.entrySet()) {
      byte[] png = image(kind.getValue()).png();
      images.put(kind.getKey(), png);
      bytes += 8 + png.length;
    }
    ByteBuffer icns = ByteBuffer.allocate(bytes);
    icns.put("icns".getBytes(StandardCharsets.US_ASCII)).putInt(bytes);
    images.forEach(
        (kind, png) ->
            icns.put(kind.getBytes(StandardCharsets.US_ASCII)).putInt(8 + png.length).put(png));
    return icns.array();
  }
}
