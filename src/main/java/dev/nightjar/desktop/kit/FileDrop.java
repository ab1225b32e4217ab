package dev.nightjar.desktop.kit;

import java.awt.datatransfer.Clipboard;
import java.awt.datatransfer.DataFlavor;
import java.awt.datatransfer.UnsupportedFlavorException;
import java.awt.event.InputEvent;
import java.io.File;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Consumer;
import javax.swing.JComponent;
import javax.swing.TransferHandler;
import org.jspecify.annotations.Nullable;

/** Takes a file that is dropped on a control; all else stays as the control has it. */
public final class FileDrop extends TransferHandler {
  private final transient @Nullable TransferHandler usual;
  private final transient Consumer<Path> taker;

  private FileDrop(@Nullable TransferHandler usual, Consumer<Path> taker) {
    this.usual = usual;
    this.taker = taker;
  }

  public static void on(JComponent control, Consumer<Path> taker) {
    control.setTransferHandler(new FileDrop(control.getTransferHandler(), taker));
  }

  @Override
  public boolean canImport(TransferSupport support) {
    return support.isDataFlavorSupported(DataFlavor.javaFileListFlavor)
        || (usual != null && usual.canImport(support));
  }

  @Override
  public boolean importData(TransferSupport support) {
    if (!support.isDataFlavorSupported(DataFlavor.javaFileListFlavor)) {
      return usual != null && usual.importData(support);
    }
    try {
      Object dropped = support.getTransferable().getTransferData(DataFlavor.javaFileListFlavor);
      if (dropped instanceof List<?> files
          && files.size() == 1
          && files.get(0) instanceof File file) {
        taker.accept(file.toPath());
        return true;
      }
      return false;
    } catch (UnsupportedFlavorException | IOException | RuntimeException e) {
      return false; // The dragged thing is gone or no file: as if nothing had been dropped.
    }
  }

  @Override
  public void exportToClipboard(JComponent control, Clipboard clipboard, int action) {
    if (usual != null) {
      usual.exportToClipboard(control, clipboard, action);
    }
  }

  @Override
  public void exportAsDrag(JComponent control, InputEvent event, int action) {
    if (usual != null) {
      usual.exportAsDrag(control, event, action);
    }
  }

  @Override
  public int getSourceActions(JComponent control) {
    return usual == null ? NONE : usual.getSourceActions(control);
  }
}
