package dev.nightjar.destination;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.nightjar.io.FileHash;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** The texts beside backups: readable in any editor, with names that can't pretend to be text. */
final class NotesForPeopleTest {
  private static final String HASH = "5".repeat(64);
  private static final JobIdentity EVIL =
      new JobIdentity(new UUID(0, 1), "a\u202eb 100% \"$1\"", "PC\u001b[2J");

  private static String readme(JobIdentity owner, String source) {
    return new String(PlaceReadme.text(owner, source), UTF_8);
  }

  private static String evidence(JobIdentity owner, String source, String... findings) {
    return new String(
        new Evidence(
                "2025-12-12T17-00-00-2",
                owner,
                source,
                new FileHash(7, HASH),
                List.of(findings),
                Optional.of("2025-12-11T17-00-00"))
            .text(),
        UTF_8);
  }

  @Test
  void eachLineEndsAsTheOldestEditorWantsIt() {
    for (String text :
        List.of(readme(Backups.OWNER, "/a.db"), evidence(Backups.OWNER, "/a.db", "x"))) {
      assertEquals(
          text.chars().filter(c -> c == '\n').count(), text.split("\r\n", -1).length - 1, text);
      assertTrue(text.endsWith("\r\n"));
    }
  }

  @Test
  void aStrangerReadsWhoseTheyAreAndWhatOf() {
    String text = readme(Backups.OWNER, "C:\\shop\\inventory.db");
    assertTrue(text.startsWith("Backups of the database \"Inventory\"\r\n"), text);
    assertTrue(
        text.contains("on the computer SHOP-PC from the file\r\n  C:\\shop\\inventory.db\r\n"));
  }

  @Test
  void aNameThatHidesOrTurnsTextIsWrittenOut() {
    for (String text :
        List.of(
            readme(EVIL, "/x\nDelete all files.db"),
            evidence(EVIL, "/x\nDelete all files.db", "t\u001b"))) {
      assertTrue(text.contains("a\\u202eb 100% \"$1\""), text);
      assertTrue(text.contains("PC\\x1b[2J"), text);
      assertTrue(text.contains("/x\\nDelete all files.db"), text);
      assertTrue(text.chars().noneMatch(c -> c == 0x202e || c == 0x1b), text);
    }
  }

  @Test
  void theEvidenceSaysWhatWasFoundWhenAndWhatIsStillGood() {
    String text = evidence(Backups.OWNER, "/a.db", "Table t: row 5", "Index i: too short");
    assertTrue(text.startsWith("This is not a backup.\r\n\r\nOn 2025-12-12 Nightjar copied"), text);
    assertTrue(text.contains("\r\n  - Table t: row 5\r\n  - Index i: too short\r\n"), text);
    assertTrue(text.contains("kept; the last one without a fault is 2025-12-11T17-00-00."), text);
    assertTrue(text.contains("backup-2025-12-12T17-00-00-2.db"), text);
    assertTrue(text.contains("\r\nSHA-256 " + HASH + "\r\n"), text);
  }

  @Test
  void whereNoBackupWasWholeNoneIsPromised() {
    Evidence first =
        new Evidence(
            "x", Backups.OWNER, "/a.db", new FileHash(7, HASH), List.of(), Optional.empty());
    String text = new String(first.text(), UTF_8);
    assertTrue(text.contains("Backups made\r\nearlier are kept.\r\n"), text);
    assertFalse(text.contains("without a fault"), text);
    assertTrue(text.contains("On x Nightjar"), text);
  }

  @Test
  void theFindingsAreACopyThatNobodyChanges() {
    List<String> findings = new ArrayList<>(List.of("one"));
    Evidence evidence =
        new Evidence(
            "x", Backups.OWNER, "/a.db", new FileHash(7, HASH), findings, Optional.empty());
    findings.clear();
    assertEquals(List.of("one"), evidence.findings());
    assertThrows(UnsupportedOperationException.class, () -> evidence.findings().clear());
  }
}
