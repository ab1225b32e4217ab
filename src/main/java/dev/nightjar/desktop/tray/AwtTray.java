package dev.nightjar.desktop.tray;

import dev.nightjar.app.verdict.Verdict.State;
import dev.nightjar.desktop.kit.Command;
import dev.nightjar.platform.OperatingSystem;
import java.awt.AWTException;
import java.awt.EventQueue;
import java.awt.PopupMenu;
import java.awt.SystemTray;
import java.awt.TrayIcon;
import java.awt.event.MouseAdapter;
import java.awt.event.MouseEvent;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.logging.Level;
import java.util.logging.Logger;

/**
 * AWT's tray: Windows, macOS, X11. When the host of the tray dies AWT drops the icon and never adds
 * it again, so that it is removed and added when a host is back.
 */
public final class AwtTray implements Tray {
  private static final Logger LOG = Logger.getLogger(AwtTray.class.getName());

  /**
   * Windows' szTip has 128 characters, the last of which is 0; on X11 AWT's own window for it cuts
   * at 64 (TOOLTIP_MAX_LENGTH in sun.awt.X11.InfoWindow).
   */
  private static final int MAX_TOOLTIP =
      OperatingSystem.current() == OperatingSystem.LINUX ? 64 : 127;

  /** Windows 11 may know an icon by it, so that it stays where the user put it. */
  private static final String NAME = "Nightjar";

  private static final boolean MAC = OperatingSystem.current() == OperatingSystem.MAC;
  private static final boolean WINDOWS = OperatingSystem.current() == OperatingSystem.WINDOWS;

  private final Consumer<Command> commands;
  private final TrayIcon icon;
  private final MenuLines lines;
  private State state = State.NOT_SET_UP;
  private int turn;
  private boolean still;

  private AwtTray(Consumer<Command> commands) {
    this.commands = commands;
    PopupMenu popup = new PopupMenu();
    this.lines = new MenuLines(popup, commands);
    this.icon = new TrayIcon(TrayImage.of(State.NOT_SET_UP, 0), NAME, popup);
    icon.setImageAutoSize(true);
    // A click on a notice, and two on the icon; one on it if a left click opens no menu.
    icon.addActionListener(event -> commands.accept(new Command.ShowWindow()));
    icon.addMouseListener(
        new MouseAdapter() {
          @Override
          public void mouseClicked(MouseEvent event) {
            if (event.getButton() == MouseEvent.BUTTON1 && event.getClickCount() == 1 && !MAC) {
              commands.accept(new Command.ShowWindow());
            }
          }
        });
  }

  /** The tray with its icon in it; empty if this desktop has none just now. */
  public static Optional<AwtTray> open(Consumer<Command> commands) {
    if (!SystemTray.isSupported()) {
      return Optional.empty();
    }
    AwtTray tray = new AwtTray(commands);
    if (!tray.add()) {
      return Optional.empty();
    }
    SystemTray.getSystemTray()
        .addPropertyChangeListener(
            "systemTray",
            event -> {
              if (event.getNewValue() != null) {
                EventQueue.invokeLater(tray::addAgain);
              }
            });
    return Optional.of(tray);
  }

  private boolean add() {
    try {
      SystemTray.getSystemTray().add(icon);
      return true;
    } catch (AWTException | UnsupportedOperationException e) {
      LOG.log(Level.INFO, e, () -> "no tray");
      return false;
    }
  }

  private void addAgain() {
    try {
      SystemTray.getSystemTray().remove(icon);
    } catch (UnsupportedOperationException e) {
      return; // Gone again already.
    }
    add();
  }

  @Override
  public void show(State now, String tooltip, TrayMenu menu) {
    if (now != state || (now == State.RUNNING && !still)) {
      state = now;
      turn = now == State.RUNNING ? turn + 1 : 0;
      icon.setImage(TrayImage.of(now, turn));
    }
    String text = fitted(tooltip, MAX_TOOLTIP);
    if (!text.equals(icon.getToolTip())) {
      icon.setToolTip(text);
    }
    lines.show(menu.items());
  }

  /** Whole sentences as far as they fit; of a first one that is too long, whole words. */
  public static String fitted(String text, int max) {
    if (text.length() <= max) {
      return text;
    }
    int sentence = text.lastIndexOf(". ", max - 1);
    if (sentence > 0) {
      return text.substring(0, sentence + 1);
    }
    int word = text.lastIndexOf(' ', max - 1);
    return text.substring(0, word > 0 ? word : max - 1) + "…";
  }

  @Override
  public void keepStill() {
    still = true;
  }

  @Override
  public void tell(NotificationTexts.Notice notice) {
    icon.displayMessage(
        notice.title(),
        // X11's balloon drops line breaks.
        WINDOWS ? notice.text() : notice.text().replace("\n", "  "),
        notice.problem() ? TrayIcon.MessageType.WARNING : TrayIcon.MessageType.INFO);
  }

  @Override
  public void close() {
    try {
      SystemTray.getSystemTray().remove(icon);
    } catch (UnsupportedOperationException e) {
      return; // The host went first.
    }
  }
}
