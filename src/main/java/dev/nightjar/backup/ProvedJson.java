package dev.nightjar.backup;

import dev.nightjar.io.FileHash;
import dev.nightjar.io.TrueOrLacks;
import dev.nightjar.json.JsonSummary;
import dev.nightjar.sqlite.Names;
import java.util.List;
import java.util.Optional;

/**
 * The JSON as it was written and compared with its copy.
 *
 * @param rebuilds whether a database can be made from it; empty if that wasn't tried
 * @param rebuildProvedFor the hash of the schema for which that was found out
 */
record ProvedJson(
    FileHash hash,
    JsonSummary summary,
    Optional<TrueOrLacks> rebuilds,
    Optional<String> rebuildProvedFor) {
  /** Returns the gaps of the JSON, a line each. */
  List<String> lacks() {
    return summary.lacks().stream()
        .map(lack -> "table " + Names.shown(lack.table()) + ": " + lack.why())
        .toList();
  }

  /** Returns the tables that no reader but SQLite has seen. */
  TrueOrLacks twoReaders() {
    return new TrueOrLacks(summary.bySqlite().stream().map(Names::shown).toList());
  }

  /** Returns the gaps of a database made from it, a line each. */
  List<String> rebuildLacks() {
    return rebuilds.map(TrueOrLacks::lacks).orElse(List.of());
  }
}
