package dev.nightjar.sqlite;

/**
 * Names for tables of our own beside an app's. None begins as a name of the app's does: a temporary
 * table would hide the app's of the same name, and an index or trigger of the app's would be
 * declared on ours.
 */
final class OwnNames {
  private String prefix = "nightjar";

  /** Says that the app has something of this name. */
  void avoid(String name) {
    String folded = Names.folded(name);
    while (folded.startsWith(prefix)) {
      prefix += "_";
    }
  }

  /** Returns the name for {@code what}; valid until another one is to be avoided. */
  String of(String what) {
    return prefix + "_" + what;
  }
}
