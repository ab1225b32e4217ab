package dev.nightjar.app;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.logging.Formatter;
import java.util.logging.LogRecord;

/** A record of the log as one line that can be read by itself, and the trace below it. */
final class LogLines extends Formatter {
  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss.SSS xx", Locale.ROOT);

  @Override
  public String format(LogRecord log) {
    StringWriter text = new StringWriter();
    text.append(TIME.format(log.getInstant().atZone(ZoneId.systemDefault())))
        .append(' ')
        .append(log.getLevel().getName()) // Not its name in the system's language.
        .append(' ')
        .append(formatMessage(log).replaceAll("\\p{Cntrl}+", " "))
        .append(System.lineSeparator());
    if (log.getThrown() != null) {
      log.getThrown().printStackTrace(new PrintWriter(text, true));
    }
    return text.toString();
  }
}
