package dev.nightjar.cli;

import dev.nightjar.failure.FailureException;
import dev.nightjar.sqlite.BackupDatabase;
import dev.nightjar.sqlite.Names;
import java.nio.file.Path;

/** Tells a table that isn't there from one that has no rows of its own. */
final class OtherTables {
  private OtherTables() {}

  /** Returns whether a finished database has a table of that name, virtual or not. */
  static boolean has(Path database, String name) throws FailureException {
    try (BackupDatabase opened = BackupDatabase.open(database)) {
      return opened.schema().stream()
          .anyMatch(
              entry ->
                  entry.type().equals("table")
                      && Names.folded(entry.name()).equals(Names.folded(name)));
    }
  }
}
