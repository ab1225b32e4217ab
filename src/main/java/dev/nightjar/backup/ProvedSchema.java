package dev.nightjar.backup;

import dev.nightjar.destination.Manifest;
import dev.nightjar.sqlite.CheckReport;
import dev.nightjar.sqlite.Snapshot;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Optional;

/**
 * The schema of the newest backup if SQLite's own check need not be asked of another one like it:
 * it has passed within a week, and neither Nightjar nor SQLite has changed since. All of it is read
 * from that backup's manifest.
 *
 * @param hash of the schema
 * @param integrityCheckAt the instant of the backup of which SQLite's check has passed
 */
record ProvedSchema(String hash, OffsetDateTime integrityCheckAt) {
  static final Duration VALID_FOR = Duration.ofDays(7);

  /** SQLite checks a smaller file sooner than Java has made our check's code fast. */
  static final long MIN_BYTES = 16 << 20;

  /** To ask how a table is declared takes as long as SQLite needs to check this many pages. */
  static final long MIN_PAGES_A_TABLE = 64;

  /**
   * Reads it from the newest backup.
   *
   * @param last its manifest; empty if there is none, or it can't be read
   * @param snapshot the copy that is to be checked
   * @param version this program's
   */
  static Optional<ProvedSchema> of(Optional<Manifest> last, Snapshot snapshot, String version) {
    Instant now = snapshot.takenAt();
    return last.filter(
            manifest ->
                manifest.nightjarVersion().equals(version)
                    && manifest.database().sqliteVersion().equals(snapshot.sqliteVersion())
                    && manifest.checks().grade() == CheckReport.Grade.WHOLE
                    && isLarge(snapshot, manifest.tables().size()))
        .map(Manifest::checks)
        .filter(checks -> checks.integrityCheckAt().filter(at -> isRecent(at, now)).isPresent())
        .flatMap(
            checks ->
                checks
                    .jsonRebuildProvedFor()
                    .map(hash -> new ProvedSchema(hash, checks.integrityCheckAt().orElseThrow())));
  }

  private static boolean isLarge(Snapshot snapshot, long tables) {
    return snapshot.bytes() >= MIN_BYTES && snapshot.pages() >= MIN_PAGES_A_TABLE * tables;
  }

  /** A check dated after now was made by a clock that was wrong: nobody knows when. */
  private static boolean isRecent(OffsetDateTime at, Instant now) {
    Duration ago = Duration.between(at.toInstant(), now);
    return !ago.isNegative() && ago.compareTo(VALID_FOR) < 0;
  }
}
