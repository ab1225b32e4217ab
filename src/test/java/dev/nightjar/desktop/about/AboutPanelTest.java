package dev.nightjar.desktop.about;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.nightjar.desktop.Painted;
import dev.nightjar.desktop.Parts;
import dev.nightjar.desktop.kit.Command;
import dev.nightjar.text.Language;
import dev.nightjar.text.Messages;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The window that a helper on the telephone asks for. */
final class AboutPanelTest {
  private final List<Command> commands = new ArrayList<>();
  private final List<String> closed = new ArrayList<>();
  private final Messages texts = Messages.in(Language.ENGLISH);
  private final AboutPanel panel =
      Painted.on(
          new Painted.Screen(false, 1),
          620,
          400,
          () -> new AboutPanel("1.2.3", commands::add, texts, () -> closed.add("closed")));

  @Test
  void itNamesTheVersionAndEachLibrary() {
    List<String> shown = Parts.texts(panel);

    assertTrue(shown.stream().anyMatch(text -> text.contains("1.2.3")), shown.toString());
    for (String library : AboutPanel.LIBRARIES) {
      String line = texts.of("about.library." + library);
      assertTrue(shown.stream().anyMatch(text -> text.contains(line)), line);
    }
  }

  @Test
  void theLogIsOpenedAndDiagnosticsAreCopiedAndThatIsSaid() {
    Parts.click(panel, texts.caption("about.log").text());
    int before = Parts.texts(panel).size();
    Parts.click(panel, texts.caption("about.diagnostics").text());

    assertEquals(List.of(new Command.OpenLog(), new Command.CopyDiagnostics()), commands);
    assertEquals(before + 1, Parts.texts(panel).size());
    assertTrue(Parts.texts(panel).contains(texts.of("about.copied")));
  }

  @Test
  void itIsClosedByItsButton() {
    Parts.onEventThread(() -> panel.close().doClick(0));

    assertEquals(List.of("closed"), closed);
    assertEquals(List.of(), commands);
  }
}
