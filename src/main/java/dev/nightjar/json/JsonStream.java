package dev.nightjar.json;

import dev.nightjar.failure.FailureException;
import dev.nightjar.sqlite.Row;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.Charset;

/** Writes values in the lossless form of {@code nightjar-json/1}, a piece at a time. */
public final class JsonStream {
  private final JsonOutput out;
  private final Charset charset;

  /**
   * To {@code out}, which its owner closes.
   *
   * @param charset the encoding in which text comes
   */
  public JsonStream(OutputStream out, Charset charset) {
    this.out = new JsonOutput(out);
    this.charset = charset;
  }

  /** Writes JSON's own signs, and numbers. */
  public void raw(String ascii) throws IOException {
    out.ascii(ascii);
  }

  /** Writes a name: a string, or {@code $text} where it isn't valid Unicode. */
  public void name(String name) throws IOException {
    out.name(name);
  }

  public void value(Row row, int column) throws IOException, FailureException {
    out.value(row, column, charset);
  }

  /** Hands over all that was written so far. */
  public void flush() throws IOException {
    out.finish();
  }
}
