package dev.nightjar.desktop.tray;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.nightjar.desktop.kit.Command;
import dev.nightjar.desktop.tray.MenuLines.Kept;
import dev.nightjar.desktop.tray.TrayMenu.Item;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Lines of an open menu stay where they are. */
final class MenuLinesTest {
  private static final Item BACK_UP =
      action("Back Up Now", new Command.BackUpNow(Optional.empty()));
  private static final Item SETTINGS = action("Settings", new Command.ShowSettings());
  private static final Item QUIT = action("Quit", new Command.Quit());

  private static Item action(String text, Command command) {
    return new Item.Action(text, command);
  }

  @Test
  void ofAMenuWhoseTextsOrTimesChangeEveryLineStays() {
    assertEquals(
        new Kept(2, 0),
        Kept.of(
            List.of(new Item.Label("31 %"), action("Pause", new Command.Pause(Instant.EPOCH))),
            List.of(new Item.Label("32 %"), action("Pause", new Command.Pause(Instant.MAX)))));
  }

  @Test
  void aRunThatBeginsReplacesTheLineThatBeginsOne() {
    assertEquals(
        new Kept(1, 2),
        Kept.of(
            List.of(new Item.Label("Safe"), BACK_UP, SETTINGS, QUIT),
            List.of(
                new Item.Label("Running"),
                new Item.Label("1 %"),
                action("Cancel", new Command.Cancel()),
                SETTINGS,
                QUIT)));
  }

  @Test
  void aLineThatDoesSomethingElseIsAnotherLine() {
    assertEquals(
        new Kept(0, 0), Kept.of(List.of(BACK_UP), List.of(action("Cancel", new Command.Cancel()))));
  }

  @Test
  void noLineIsCountedTwice() {
    assertEquals(new Kept(1, 0), Kept.of(List.of(QUIT), List.of(QUIT, QUIT)));
    assertEquals(new Kept(0, 0), Kept.of(List.of(), List.of(QUIT)));
  }
}
