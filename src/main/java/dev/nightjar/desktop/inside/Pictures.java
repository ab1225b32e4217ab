package dev.nightjar.desktop.inside;

import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.Iterator;
import java.util.Optional;
import javax.imageio.ImageIO;
import javax.imageio.ImageReadParam;
import javax.imageio.ImageReader;
import javax.imageio.stream.ImageInputStream;
import javax.imageio.stream.MemoryCacheImageInputStream;

/** Photos in a database: recognised by their first bytes, read no larger than a screen shows. */
final class Pictures {
  /** More bytes than that aren't read. */
  static final int MAX_BYTES = 12 << 20;

  private static final int MAX_SIDE = 1600;

  /** A file of few bytes may claim to be larger than any memory. */
  private static final long MAX_PIXELS = 120_000_000;

  private static final byte[][] BEGINNINGS = {
    {(byte) 0x89, 'P', 'N', 'G', '\r', '\n'},
    {(byte) 0xff, (byte) 0xd8, (byte) 0xff},
    {'G', 'I', 'F', '8'},
  };

  /** A bitmap's first two letters may begin a text; its size must stand behind them, too. */
  private static final byte[] BITMAP = {'B', 'M'};

  private Pictures() {}

  static boolean beginsAsOne(byte[] bytes) {
    for (byte[] beginning : BEGINNINGS) {
      if (begins(bytes, beginning)) {
        return true;
      }
    }
    boolean reserved = bytes.length >= 10 && (bytes[6] | bytes[7] | bytes[8] | bytes[9]) == 0;
    return reserved && begins(bytes, BITMAP);
  }

  private static boolean begins(byte[] bytes, byte[] beginning) {
    if (bytes.length < beginning.length) {
      return false;
    }
    for (int at = 0; at < beginning.length; at++) {
      if (bytes[at] != beginning[at]) {
        return false;
      }
    }
    return true;
  }

  /** Reads a picture; empty if it is none that can be shown. */
  static Optional<BufferedImage> read(byte[] bytes) {
    if (!beginsAsOne(bytes)) {
      return Optional.empty();
    }
    try (ImageInputStream in = new MemoryCacheImageInputStream(new ByteArrayInputStream(bytes))) {
      Iterator<ImageReader> readers = ImageIO.getImageReaders(in);
      if (!readers.hasNext()) {
        return Optional.empty();
      }
      ImageReader reader = readers.next();
      try {
        reader.setInput(in, true, true);
        int width = reader.getWidth(0);
        int height = reader.getHeight(0);
        if ((long) width * height > MAX_PIXELS) {
          return Optional.empty();
        }
        ImageReadParam fewer = reader.getDefaultReadParam();
        int step = Math.max(1, (Math.max(width, height) + MAX_SIDE - 1) / MAX_SIDE);
        fewer.setSourceSubsampling(step, step, 0, 0);
        return Optional.ofNullable(reader.read(0, fewer));
      } finally {
        reader.dispose();
      }
    } catch (IOException | RuntimeException e) {
      return Optional.empty(); // Cut, or made to harm: it is described instead.
    }
  }
}
