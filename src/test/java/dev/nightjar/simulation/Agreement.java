package dev.nightjar.simulation;

import dev.nightjar.app.verdict.Verdict.State;
import dev.nightjar.cli.ShownStatus;
import dev.nightjar.desktop.ShownWords.Notice;
import dev.nightjar.desktop.ShownWords.Shown;
import dev.nightjar.desktop.ShownWords.Window;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/** Icon, tooltip, menu, window, status and its exit code say one thing. */
final class Agreement {
  private static final List<String> WORST_FIRST =
      List.of("PROBLEM", "WARNING", "PAUSED", "DONE", "EMPTY", "RUNNING");

  private final Shown tray;
  private final List<Window> windows;
  private final boolean ofAnother;

  /** Compares them; {@code ofAnother} if the run is of a job that was removed meanwhile. */
  Agreement(Shown tray, List<Window> windows, boolean ofAnother) {
    this.tray = tray;
    this.windows = windows;
    this.ofAnother = ofAnother;
  }

  void judge() {
    State icon = tray.icon();
    if (state(tray.tooltip()) != icon) {
      differ("tooltip", tray.tooltip());
    }
    String worst =
        Stream.concat(
                windows.stream().map(Window::sign),
                windows.stream().flatMap(window -> window.jobs().stream()).map(Notice::sign))
            .min((one, other) -> WORST_FIRST.indexOf(one) - WORST_FIRST.indexOf(other))
            .orElseThrow();
    boolean same =
        switch (icon) {
          case OK -> worst.equals("DONE") || worst.equals("EMPTY");
          case ATTENTION -> worst.equals("WARNING");
          case FAILED -> worst.equals("PROBLEM");
          case PAUSED -> worst.equals("PAUSED");
          case NOT_SET_UP -> worst.equals("EMPTY");
          case RUNNING ->
              ofAnother || windows.stream().anyMatch(window -> window.sign().equals("RUNNING"));
        };
    if (!same) {
      differ("window", worst);
    }
    buttons(icon);
  }

  private void buttons(State icon) {
    boolean running = icon == State.RUNNING;
    boolean paused = tray.menu().contains("Resume");
    boolean cancels = tray.menu().contains("Cancel");
    boolean backsUp = tray.menu().stream().anyMatch(item -> item.startsWith("Backup Now"));
    if (tray.tooltip().startsWith("Backups are stopped")) {
      boolean offered = windows.stream().anyMatch(window -> window.button().equals("Backup Now"));
      if (cancels || backsUp || offered) {
        differ("menu", tray.menu() + " and " + windows);
      }
      return;
    }
    if (icon != State.NOT_SET_UP && (running != cancels || running == backsUp)) {
      differ("menu", tray.menu().toString());
    }
    for (Window window : windows) {
      String button = window.sign().equals("RUNNING") ? "Cancel" : paused ? "Resume" : "Backup Now";
      if (icon != State.NOT_SET_UP && !window.button().equals(button)) {
        differ("button", window.button());
      }
    }
  }

  /** Returns the state that the tooltip's sentence means. */
  private State state(String text) {
    if (text.startsWith("Safe: ") || text.contains("The first backup is due ")) {
      return State.OK;
    } else if (text.startsWith("Backing up ") || text.equals("Cancelling…")) {
      return State.RUNNING;
    } else if (text.startsWith("Paused until ")) {
      return State.PAUSED;
    } else if (text.startsWith("Looking at ") || text.equals("Nothing is backed up yet")) {
      return State.NOT_SET_UP;
    }
    boolean failed =
        text.contains("Not backed up since ")
            || text.endsWith("is not backed up yet")
            || text.startsWith("Backups are stopped");
    return failed ? State.FAILED : State.ATTENTION;
  }

  /** A run that goes on changes nothing about what is proved, and a script has to know that. */
  void judge(ShownStatus answer) {
    String worst =
        windows.stream()
            .flatMap(window -> window.jobs().stream())
            .map(Notice::sign)
            .filter(sign -> !sign.equals("RUNNING"))
            .min((one, other) -> WORST_FIRST.indexOf(one) - WORST_FIRST.indexOf(other))
            .orElse("");
    boolean hidden = tray.icon() == State.RUNNING;
    int code = worst.equals("PROBLEM") ? 1 : worst.equals("WARNING") ? 3 : 0;
    if (hidden ? answer.exitCode() < code && code == 1 : answer.exitCode() != code) {
      differ("exit code", String.valueOf(answer.exitCode()));
    }
    String state = tray.icon().name().toLowerCase(Locale.ROOT);
    if (!hidden && !StatusJson.stateOf(answer.json()).equals(state)) {
      differ("JSON", answer.json());
    }
    boolean bad =
        answer.lines().stream()
            .anyMatch(
                line ->
                    line.startsWith("  ✗ ")
                        || (line.startsWith("  ⚠ ") && !line.contains("is often off at")));
    if (bad != (answer.exitCode() != 0)) {
      differ("status", answer.exitCode() + " of " + answer.lines());
    }
  }

  private void differ(String what, String says) {
    throw new Broken(
        Claim.NOTHING_FALSE, "the icon shows " + tray.icon() + ", and the " + what + ": " + says);
  }
}
