package dev.nightjar.io;

import java.time.OffsetDateTime;
import java.time.format.DateTimeFormatter;

/** Instants in files: RFC 3339 with milliseconds, always of one length. */
public final class Timestamps {
  private static final DateTimeFormatter MILLISECONDS =
      DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSSxxx");

  private Timestamps() {}

  /** As {@code 2025-12-12T17:00:00.412+08:00}. */
  public static String of(OffsetDateTime time) {
    return MILLISECONDS.format(time);
  }
}
