package dev.nightjar.destination;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.nightjar.failure.Printable;
import dev.nightjar.io.FileHash;
import java.util.List;
import java.util.Optional;

/**
 * A damaged copy of the live database, and what was found: kept for those who mend it, and never a
 * backup.
 *
 * @param id the run's, as a backup's would be
 * @param source the live database's path
 * @param copy the copy's size and hash
 * @param findings the contradictions, a line each
 * @param lastWhole the id of the last backup in which nothing was found
 */
public record Evidence(
    String id,
    JobIdentity owner,
    String source,
    FileHash copy,
    List<String> findings,
    Optional<String> lastWhole) {
  public Evidence {
    findings = List.copyOf(findings);
  }

  /** One that is kept; {@code id} is from its name. */
  public record Kept(String id, long bytes) {}

  /** The text that stands beside the copy. */
  public byte[] text() {
    StringBuilder found = new StringBuilder();
    findings.forEach(line -> found.append("  - ").append(Printable.of(line)).append('\n'));
    return """
    This is not a backup.

    On %1$s Nightjar copied the database of "%2$s" on the computer %3$s,
      %4$s
    and found that parts of it contradict each other:

    %5$s
    The app's own file was not changed, and can still be read. Nobody can tell from the file
    alone which part is right: that is why this copy doesn't count as a backup. Backups made
    earlier are kept%6$s.

    Show this text to the app's maker. The copy beside it, backup-%7$s.db, is the
    database as it was then: it can be opened with any SQLite tool. If the fault is mended in
    the app's file, the next backup is a whole one again.

    SHA-256 %8$s
    """
        .formatted(
            id.substring(0, Math.min(10, id.length())),
            Printable.of(owner.name()),
            Printable.of(owner.host()),
            Printable.of(source),
            found,
            lastWhole.map(last -> "; the last one without a fault is " + last).orElse(""),
            id,
            copy.sha256())
        .replace("\n", "\r\n") // Older Notepads show one line otherwise.
        .getBytes(UTF_8);
  }
}
