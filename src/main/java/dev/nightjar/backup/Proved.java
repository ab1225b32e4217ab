package dev.nightjar.backup;

import dev.nightjar.destination.BackupFile;
import dev.nightjar.destination.Manifest;
import dev.nightjar.io.FileHash;
import dev.nightjar.sqlite.CheckReport;
import java.time.OffsetDateTime;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A copy that was checked, and its JSON.
 *
 * @param integrityCheckAt the instant of the last backup of which SQLite's own check has passed
 * @param json empty if no JSON could be made or proved
 */
record Proved(
    Staged staged,
    FileHash hash,
    CheckReport check,
    Optional<OffsetDateTime> integrityCheckAt,
    Optional<ProvedJson> json) {
  /** The same copy with that JSON. */
  Proved with(Optional<ProvedJson> made) {
    return new Proved(staged, hash, check, integrityCheckAt, made);
  }

  /** Returns the content of each file, for the manifest. */
  Map<BackupFile, FileHash> files() {
    Map<BackupFile, FileHash> files = new EnumMap<>(BackupFile.class);
    files.put(BackupFile.DATABASE, hash);
    json.ifPresent(made -> files.put(BackupFile.JSON, made.hash()));
    return files;
  }

  /** Returns the results of all checks, for the manifest. */
  Manifest.Checks checks() {
    return new Manifest.Checks(
        check.grade() == CheckReport.Grade.WHOLE ? "ok" : "see findings",
        Optional.of(check.judge().word()),
        integrityCheckAt,
        check.notChecked(),
        check.valueViolations().count(),
        check.foreignKeyViolations().count(),
        json.isPresent(),
        json.map(ProvedJson::lacks).orElse(List.of()),
        json.flatMap(ProvedJson::rebuilds),
        json.flatMap(ProvedJson::rebuildProvedFor),
        json.map(ProvedJson::twoReaders),
        check.grade(),
        check.findings());
  }
}
