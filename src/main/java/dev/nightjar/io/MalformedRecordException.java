package dev.nightjar.io;

import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** A JSON file that isn't what it should be; the message says where and why, for people. */
public final class MalformedRecordException extends IOException {
  private static final long serialVersionUID = 1L;

  public MalformedRecordException(String message) {
    super(message);
  }

  public MalformedRecordException(String message, @Nullable Throwable cause) {
    super(message, cause);
  }
}
