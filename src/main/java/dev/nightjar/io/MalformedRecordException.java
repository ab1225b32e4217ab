package dev.nightjar.io;

import com.google.gson.stream.JsonReader;
import java.io.IOException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** A JSON file that isn't what it should be; the message says where and why, for people. */
public final class MalformedRecordException extends IOException {
  private static final long serialVersionUID = 1L;

  /** A reader's position, as it writes of itself; gson has no other way to ask for it. */
  private static final Pattern POSITION = Pattern.compile(" at line (\\d+) column (\\d+) path ");

  private final long line;
  private final long column;

  public MalformedRecordException(String message) {
    this(message, null);
  }

  public MalformedRecordException(String message, @Nullable Throwable cause) {
    this(message, cause, -1, -1);
  }

  private MalformedRecordException(
      String message, @Nullable Throwable cause, long line, long column) {
    super(message, cause);
    this.line = line;
    this.column = column;
  }

  /** With the place at which {@code reader} stands: at what is wrong, or right behind it. */
  static MalformedRecordException at(JsonReader reader, String message, @Nullable Throwable cause) {
    Matcher position = POSITION.matcher(reader.toString());
    return position.find()
        ? new MalformedRecordException(
            message, cause, Long.parseLong(position.group(1)), Long.parseLong(position.group(2)))
        : new MalformedRecordException(message, cause);
  }

  /** The line of the fault, from 1 on; −1 if it isn't in one. */
  public long line() {
    return line;
  }

  /** The character of that line, from 1 on; −1 if it isn't at one. */
  public long column() {
    return column;
  }
}
