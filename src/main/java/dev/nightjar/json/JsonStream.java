package dev.nightjar.json;

import dev.nightjar.failure.FailureException;
import dev.nightjar.sqlite.Row;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.Charset;

/** Writes values in the lossless form of {@code nightjar-json/1}, a piece at a time. */
public final class JsonStream {
  private final JsonOutput out;

  /** To {@code out}, which its owner closes. */
  public JsonStream(OutputStream out) {
    this.out = new JsonOutput(out);
  }

  /** Writes JSON's own signs, and numbers. */
  public void raw(String ascii) throws IOException {
    out.ascii(ascii);
  }

  /** Writes a name: a string, or {@code $text} if it isn't valid Unicode. */
  public void name(String name) throws IOException {
    out.name(name);
  }

  /**
   * Writes a value so that it reads back as it was.
   *
   * @param charset the encoding in which text comes
   */
  public void value(Row row, int column, Charset charset) throws IOException, FailureException {
    out.value(row, column, charset);
  }

  /** Hands over all that was written so far. */
  public void flush() throws IOException {
    out.finish();
  }
}
