package dev.nightjar.desktop.backups;

import dev.nightjar.app.agent.Status;
import dev.nightjar.app.verdict.Verdict.JobVerdict;
import dev.nightjar.app.verdict.Verdict.PlaceVerdict;
import dev.nightjar.desktop.kit.Command;
import dev.nightjar.desktop.kit.Controls;
import dev.nightjar.text.Messages;
import dev.nightjar.text.Messages.Caption;
import java.time.Clock;
import java.time.Duration;
import java.time.ZonedDateTime;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Consumer;
import javax.swing.JMenu;
import javax.swing.JMenuItem;
import javax.swing.JPopupMenu;

/** Every command of the tray's menu, for desktops without a tray. */
final class OverflowMenu {
  private final Messages texts;
  private final Clock clock;
  private final Consumer<Command> commands;
  private final Consumer<UUID> checkAll;

  /**
   * @param checkAll has all backups of a job checked
   */
  OverflowMenu(Messages texts, Clock clock, Consumer<Command> commands, Consumer<UUID> checkAll) {
    this.texts = texts;
    this.clock = clock;
    this.commands = commands;
    this.checkAll = checkAll;
  }

  /**
   * Makes it.
   *
   * @param shown the job whose backups the window lists
   * @param canCheck whether there are some, and nothing is being done with them
   */
  JPopupMenu of(Status standing, Optional<UUID> shown, boolean canCheck) {
    JPopupMenu menu = new JPopupMenu();
    if (standing.running().isPresent()) {
      menu.add(item("backups.cancel", new Command.Cancel()));
    } else {
      menu.add(item("backups.now", new Command.BackUpNow(Optional.empty())));
    }
    if (standing.verdict().pausedUntil().isPresent()) {
      menu.add(item("backups.resume", new Command.Resume()));
    } else {
      menu.add(pause());
    }
    menu.addSeparator();
    shown.ifPresent(
        job -> menu.add(item("backups.menu.look", new Command.LookInside(job, Optional.empty()))));
    shown.ifPresent(job -> menu.add(item("backups.menu.find", new Command.FindText(job))));
    shown.ifPresent(job -> menu.add(checkAll(job, canCheck)));
    menu.add(folders(standing));
    menu.add(item("backups.settings", new Command.ShowSettings()));
    menu.add(item("backups.log", new Command.OpenLog()));
    menu.addSeparator();
    menu.add(item("backups.menu.about", new Command.ShowAbout()));
    menu.add(item("backups.menu.quit", new Command.Quit()));
    return menu;
  }

  private JMenuItem checkAll(UUID job, boolean canCheck) {
    JMenuItem check =
        Controls.item(texts.caption("backups.menu.check"), () -> checkAll.accept(job));
    check.setEnabled(canCheck);
    return check;
  }

  private JMenu pause() {
    ZonedDateTime now = ZonedDateTime.now(clock);
    ZonedDateTime tomorrow = now.toLocalDate().plusDays(1).atStartOfDay(now.getZone());
    JMenu pause = menu("backups.menu.pause");
    pause.add(item("backups.menu.tomorrow", new Command.Pause(tomorrow.toInstant())));
    pause.add(
        item("backups.menu.week", new Command.Pause(clock.instant().plus(Duration.ofDays(7)))));
    return pause;
  }

  private JMenu folders(Status standing) {
    JMenu folders = menu("backups.menu.folder");
    boolean several = standing.verdict().jobs().size() > 1;
    for (JobVerdict job : standing.verdict().jobs()) {
      for (PlaceVerdict place : job.places()) {
        String label =
            Messages.sentence(
                several
                    ? texts.of("backups.day", job.name(), texts.place(place.label()))
                    : texts.place(place.label()));
        place
            .address()
            .ifPresent(
                folder ->
                    folders.add(
                        item(new Caption(label, (char) 0), new Command.OpenFolder(folder))));
      }
    }
    folders.setEnabled(folders.getItemCount() > 0);
    return folders;
  }

  private JMenu menu(String key) {
    JMenu menu = new JMenu();
    Controls.caption(menu, texts.caption(key));
    return menu;
  }

  private JMenuItem item(String key, Command command) {
    return item(texts.caption(key), command);
  }

  private JMenuItem item(Caption caption, Command command) {
    return Controls.item(caption, () -> commands.accept(command));
  }
}
