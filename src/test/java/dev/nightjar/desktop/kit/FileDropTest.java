package dev.nightjar.desktop.kit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.awt.datatransfer.Clipboard;
import java.awt.datatransfer.DataFlavor;
import java.awt.datatransfer.StringSelection;
import java.awt.datatransfer.Transferable;
import java.awt.datatransfer.UnsupportedFlavorException;
import java.io.File;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import javax.swing.JPanel;
import javax.swing.JTextField;
import javax.swing.TransferHandler;
import javax.swing.TransferHandler.TransferSupport;
import org.junit.jupiter.api.Test;

/** A file that is dropped on a field is chosen; text is pasted and copied there as ever. */
final class FileDropTest {
  private static final Path FILE = Path.of("/shop/inventory.db");

  private final List<Path> chosen = new ArrayList<>();
  private final JTextField field = new JTextField("old");
  private final TransferHandler drop = on(field);

  private TransferHandler on(JTextField control) {
    FileDrop.on(control, chosen::add);
    return control.getTransferHandler();
  }

  /** The thing that a file manager drags; null for one that fails to hand it over. */
  private record Dragged(Object files) implements Transferable {
    @Override
    public DataFlavor[] getTransferDataFlavors() {
      return new DataFlavor[] {DataFlavor.javaFileListFlavor};
    }

    @Override
    public boolean isDataFlavorSupported(DataFlavor flavor) {
      return flavor.equals(DataFlavor.javaFileListFlavor);
    }

    @Override
    public Object getTransferData(DataFlavor flavor)
        throws UnsupportedFlavorException, IOException {
      if (files == null) {
        throw new IOException("the file manager has gone");
      }
      return files;
    }
  }

  private boolean dropped(Object files) {
    TransferSupport support = new TransferSupport(field, new Dragged(files));
    return drop.canImport(support) && drop.importData(support);
  }

  @Test
  void aFileIsChosen() {
    assertTrue(dropped(List.of(FILE.toFile())));
    assertEquals(List.of(FILE.toFile().toPath()), chosen);
    assertEquals("old", field.getText(), "what is done with it is the taker's");
  }

  @Test
  void severalFilesAreNone() {
    assertFalse(dropped(List.of(FILE.toFile(), new File("other.db"))));
    assertFalse(dropped(List.of()));
    assertEquals(List.of(), chosen);
  }

  @Test
  void whatIsNoFileOrCantBeReadIsAsIfNothingHadBeenDropped() {
    assertFalse(dropped(List.of("a text")));
    assertFalse(dropped("no list"));
    assertFalse(dropped(null));
    assertEquals(List.of(), chosen);
  }

  @Test
  void aTextIsPastedAsInAnyField() {
    TransferSupport support = new TransferSupport(field, new StringSelection("new"));
    field.selectAll();

    assertTrue(drop.canImport(support));
    assertTrue(drop.importData(support));
    assertEquals("new", field.getText());
    assertEquals(List.of(), chosen);
  }

  @Test
  void aSelectedTextIsCopiedAsInAnyField() throws Exception {
    Clipboard clipboard = new Clipboard("the test's");
    field.selectAll();
    drop.exportToClipboard(field, clipboard, TransferHandler.COPY);

    assertEquals("old", clipboard.getData(DataFlavor.stringFlavor));
    assertEquals(TransferHandler.COPY_OR_MOVE, drop.getSourceActions(field));
  }

  @Test
  void aControlThatTookNothingTakesFilesOnly() {
    JPanel panel = new JPanel();
    FileDrop.on(panel, chosen::add);
    TransferHandler handler = panel.getTransferHandler();
    TransferSupport text = new TransferSupport(panel, new StringSelection("new"));
    handler.exportToClipboard(panel, new Clipboard("the test's"), TransferHandler.COPY);

    assertFalse(handler.canImport(text));
    assertFalse(handler.importData(text));
    assertEquals(TransferHandler.NONE, handler.getSourceActions(panel));
    assertTrue(handler.importData(new TransferSupport(panel, new Dragged(List.of(FILE.toFile())))));
    assertEquals(List.of(FILE.toFile().toPath()), chosen);
  }
}
