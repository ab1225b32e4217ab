package dev.nightjar.desktop.tray;

import dev.nightjar.desktop.kit.Command;
import dev.nightjar.desktop.tray.TrayMenu.Item;
import java.awt.Menu;
import java.awt.MenuItem;
import java.util.List;
import java.util.function.Consumer;

/**
 * The lines of a tray's menu in AWT, changed in place: an open menu that is filled anew closes, or
 * its lines jump away under the mouse.
 */
final class MenuLines {
  private static final String SEPARATOR = "-";

  private final Menu menu;
  private final Consumer<Command> commands;
  private List<Item> shown = List.of();

  MenuLines(Menu menu, Consumer<Command> commands) {
    this.menu = menu;
    this.commands = commands;
  }

  /**
   * How many lines stay, when one menu follows another.
   *
   * @param top from the top
   * @param bottom from the bottom
   */
  record Kept(int top, int bottom) {
    static Kept of(List<Item> old, List<Item> now) {
      int most = Math.min(old.size(), now.size());
      int top = 0;
      while (top < most && isSameLine(old.get(top), now.get(top))) {
        top++;
      }
      int bottom = 0;
      while (bottom < most - top
          && isSameLine(old.get(old.size() - 1 - bottom), now.get(now.size() - 1 - bottom))) {
        bottom++;
      }
      return new Kept(top, bottom);
    }

    /** A line may get another text, but does the same: nobody cancels who meant to back up. */
    private static boolean isSameLine(Item old, Item now) {
      if (old instanceof Item.Action before && now instanceof Item.Action after) {
        return before.command().getClass() == after.command().getClass();
      }
      return old.getClass() == now.getClass();
    }
  }

  void show(List<Item> items) {
    Kept kept = Kept.of(shown, items);
    for (int line = 0; line < kept.top(); line++) {
      change(menu.getItem(line), items.get(line));
    }
    for (int line = 1; line <= kept.bottom(); line++) {
      change(menu.getItem(shown.size() - line), items.get(items.size() - line));
    }
    for (int line = shown.size() - kept.bottom() - 1; line >= kept.top(); line--) {
      menu.remove(line);
    }
    for (int line = kept.top(); line < items.size() - kept.bottom(); line++) {
      menu.insert(line(items.get(line)), line);
    }
    shown = List.copyOf(items);
  }

  private MenuItem line(Item item) {
    if (item instanceof Item.Separator) {
      return new MenuItem(SEPARATOR);
    }
    MenuItem line;
    if (item instanceof Item.Submenu) {
      line = new Inner(commands);
    } else if (item instanceof Item.Action action) {
      line = new Doing(action.command(), commands);
    } else {
      line = new MenuItem();
      line.setEnabled(false);
    }
    change(line, item);
    return line;
  }

  private static void change(MenuItem line, Item item) {
    if (item instanceof Item.Label label) {
      label(line, label.text());
    } else if (item instanceof Item.Action action && line instanceof Doing doing) {
      label(line, action.text());
      doing.command = action.command();
    } else if (item instanceof Item.Submenu submenu && line instanceof Inner inner) {
      label(line, submenu.text());
      inner.lines.show(submenu.items());
    }
  }

  private static void label(MenuItem line, String text) {
    if (!text.equals(line.getLabel())) {
      line.setLabel(text);
    }
  }

  private static final class Doing extends MenuItem {
    private static final long serialVersionUID = 1;
    private transient Command command;

    private Doing(Command command, Consumer<Command> commands) {
      this.command = command;
      addActionListener(event -> commands.accept(this.command));
    }
  }

  private static final class Inner extends Menu {
    private static final long serialVersionUID = 1;
    private final transient MenuLines lines;

    private Inner(Consumer<Command> commands) {
      lines = new MenuLines(this, commands);
    }
  }
}
