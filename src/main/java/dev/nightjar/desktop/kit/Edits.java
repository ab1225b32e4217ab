package dev.nightjar.desktop.inside;

import javax.swing.event.DocumentEvent;
import javax.swing.event.DocumentListener;

/** Hears of every change of a text alike. */
@FunctionalInterface
interface Changes extends DocumentListener {
  void changed();

  @Override
  default void insertUpdate(DocumentEvent event) {
    changed();
  }

  @Override
  default void removeUpdate(DocumentEvent event) {
    changed();
  }

  @Override
  default void changedUpdate(DocumentEvent event) {
    changed();
  }
}
