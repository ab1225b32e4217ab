package dev.nightjar.simulation;

import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** The events, as lines that read like a story. */
final class Diary {
  private static final DateTimeFormatter DATE =
      DateTimeFormatter.ofPattern("EEE d MMM HH:mm:ss", Locale.ENGLISH);
  private final boolean kept;
  private final List<String> lines = new ArrayList<>();

  Diary(boolean kept) {
    this.kept = kept;
  }

  void write(World world, String what) {
    if (kept) {
      lines.add(DATE.format(world.wall()) + "  " + what);
    }
  }

  boolean isKept() {
    return kept;
  }

  List<String> lines() {
    return List.copyOf(lines);
  }
}
