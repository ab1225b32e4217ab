package dev.nightjar.desktop.trace;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.nightjar.desktop.Samples;
import dev.nightjar.desktop.trace.TraceEntry.TracedRow;
import dev.nightjar.failure.Reason;
import dev.nightjar.text.Language;
import dev.nightjar.text.Messages;
import dev.nightjar.trace.TracedBackup;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The life of a row stands in its window as it is read, the newest first. */
final class TraceTaskTest {
  private static final TracedRow ROW = new TracedRow("t", "7");

  @TempDir private Path folder;
  private final TracePresenter words =
      new TracePresenter(Messages.in(Language.ENGLISH), id -> "backup " + id);
  private final List<TraceState> seen = new ArrayList<>();
  private List<TracedBackup> backups = List.of();
  private TraceTask task = new TraceTask(progress -> backups, Samples.AT_ONCE, Samples.AT_ONCE);

  @BeforeEach
  void fourBackups() throws Exception {
    backups = TraceScenes.backups(folder);
    task.listen(seen::add);
  }

  private List<String> lines() {
    return task.state().entries().stream()
        .map(words::line)
        .map(line -> line.backup() + ", " + line.what() + ", " + line.values())
        .toList();
  }

  @Test
  void aRowAppearedChangedAndDisappearedAndEachStateHasABackupThatHoldsIt() {
    task.follow(ROW);

    List<String> lines = lines();
    assertTrue(lines.get(0).startsWith("backup 3, can't be read, "), lines.get(0));
    assertEquals(
        List.of(
            "backup 4, disappeared, id: 7, name: Miller, price: 2.5",
            "backup 2, changed, price: 1.5 → 2.5",
            "backup 1, already there, id: 7, name: Miller, price: 1.5"),
        lines.subList(1, 4));
    assertEquals(
        List.of(Optional.empty(), Optional.of("2"), Optional.of("2"), Optional.of("1")),
        task.state().entries().stream().map(TraceEntry::holder).toList());
    assertEquals("The row is in 2 of 3 backups.", words.summary(task.state()));
  }

  @Test
  void eachFindingIsToldAtOnce() {
    task.follow(ROW);

    assertEquals(
        List.of(0, 1, 2, 3, 4),
        seen.stream().map(state -> state.entries().size()).distinct().toList());
    assertTrue(
        seen.stream().anyMatch(state -> state.reading() && state.entries().size() == 3),
        "they come at the end only");
  }

  @Test
  void aTextIsFoundInTheNewestBackupThatHasItWithTheRowsKey() {
    task.find("mill");

    assertEquals("backup 2, t 7, name: Miller", lines().get(1));
    assertEquals(ROW, task.state().entries().get(1).row());
    assertEquals(Optional.of("2"), task.state().entries().get(1).holder());
    assertEquals("Last seen: backup 2.", words.summary(task.state()));
    task.find("nobody");
    assertEquals("“nobody” is in none of the backups that were read.", words.summary(task.state()));
  }

  @Test
  void whatIsStoppedReadsNoFurtherAndWhatWasFoundStays() {
    List<String> opened = new ArrayList<>();
    List<TracedBackup> all = backups;
    backups =
        all.stream()
            .map(
                one ->
                    new TracedBackup(
                        one.id(),
                        one.content(),
                        () -> {
                          opened.add(one.id());
                          if (one.id().equals("2")) {
                            task.stop();
                          }
                          return one.opener().open();
                        }))
            .toList();
    task.follow(ROW);

    assertEquals(List.of("4", "3", "2"), opened);
    assertFalse(task.state().reading());
    assertEquals(Reason.CANCELLED, task.state().failure().orElseThrow().reason());
    assertEquals(1, task.state().entries().size());
    assertEquals("Cancelled: older backups were not read.", words.summary(task.state()));
  }

  @Test
  void aMissingClassEndsTheReading() {
    task =
        new TraceTask(
            progress -> {
              throw new NoClassDefFoundError("any");
            },
            Samples.AT_ONCE,
            Samples.AT_ONCE);
    task.follow(ROW);

    assertFalse(task.state().reading());
  }
}
