package dev.nightjar.pages;

import java.io.IOException;

/** Thrown when a page isn't what it should be, or isn't understood here. */
public final class MalformedPage extends IOException {
  private static final long serialVersionUID = 1;

  MalformedPage(long page, String what) {
    super("page " + page + ": " + what);
  }
}
