package dev.nightjar.desktop.tray;

import dev.nightjar.app.verdict.Verdict.State;

/** The icon in the notification area, its menu and its notices. On the event thread only. */
public interface Tray extends AutoCloseable {
  /** Shows the state; {@code tooltip} is cut if the system has less room. */
  void show(State state, String tooltip, TrayMenu menu);

  /** From now on nothing moves, as the user has asked of the system. */
  void keepStill();

  /** Shows a notice in the place of the last one; not at all if the system has none. */
  void tell(NotificationTexts.Notice notice);

  @Override
  void close();
}
