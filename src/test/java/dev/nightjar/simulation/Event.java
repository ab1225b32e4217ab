package dev.nightjar.simulation;

/**
 * One thing that happens.
 *
 * @param at true time, in seconds since the history's start
 * @param job 0 or 1; −1 for all
 * @param place 0 for this computer, 1 for the NAS
 * @param amount seconds, minutes or a number, as {@link What} has it
 */
record Event(long at, What what, int job, int place, long amount) implements Comparable<Event> {
  static Event of(long at, What what) {
    return new Event(at, what, 0, 0, 0);
  }

  static Event of(long at, What what, long amount) {
    return new Event(at, what, 0, 0, amount);
  }

  Event at(long when) {
    return new Event(when, what, job, place, amount);
  }

  String words(boolean severalJobs) {
    String who = what.isAboutAPlace() ? (place == 0 ? "this computer's folder " : "the NAS ") : "";
    String of = severalJobs ? (job < 0 ? " (all)" : job == 1 ? " (2nd)" : "") : "";
    String much =
        switch (what) {
          case CLOCK_SET -> " " + (amount == 0 ? "right" : signed(amount) + " wrong");
          case PAUSE -> " for " + amount / 3600 + " h";
          case MOVE_TIME -> " to " + amount / 60 + ":" + String.format("%02d", amount % 60);
          case ZONE_SET -> " to " + Zones.of((int) amount);
          case KILLED_AT_STEP, OFF_AT_STEP, CANCEL_AT_STEP -> ", step " + amount;
          case SETTINGS_MENDED -> job == 0 ? ", by the window" : ", by hand";
          default -> "";
        };
    return who + what.words() + of + much;
  }

  private static String signed(long seconds) {
    return (seconds > 0 ? "+" : "") + seconds + " s";
  }

  @Override
  public int compareTo(Event other) {
    return Long.compare(at, other.at);
  }
}
