package dev.nightjar.desktop.kit;

import javax.swing.event.DocumentEvent;
import javax.swing.event.DocumentListener;
import javax.swing.text.JTextComponent;

/** Told of each edit of a text, be it typed or set. */
@FunctionalInterface
public interface Edits extends DocumentListener {
  void edited();

  /** Tells {@code edits} of those of {@code text}. */
  static void of(JTextComponent text, Edits edits) {
    text.getDocument().addDocumentListener(edits);
  }

  @Override
  default void insertUpdate(DocumentEvent event) {
    edited();
  }

  @Override
  default void removeUpdate(DocumentEvent event) {
    edited();
  }

  @Override
  default void changedUpdate(DocumentEvent event) {}
}
