package dev.nightjar;

import dev.nightjar.cli.CommandLineFace;

/** Picks a face, nothing else. */
public final class Main {
  private Main() {}

  public static void main(String[] arguments) {
    int code = CommandLineFace.run(arguments);
    if (code != 0) {
      System.exit(code);
    }
  }
}
