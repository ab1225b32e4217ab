package dev.nightjar.pages;

import java.io.IOException;

/** Asked at each page whether to go on; an exception ends the check. */
@FunctionalInterface
public interface Pulse {
  void beat() throws IOException;
}
