package dev.nightjar.desktop.backups;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.nightjar.app.agent.Status;
import dev.nightjar.app.verdict.KeptBackup;
import dev.nightjar.desktop.Painted;
import dev.nightjar.desktop.Parts;
import dev.nightjar.desktop.SampleBackups;
import dev.nightjar.desktop.Samples;
import dev.nightjar.desktop.SavingChooser;
import dev.nightjar.desktop.kit.Command;
import dev.nightjar.text.Language;
import dev.nightjar.text.Messages;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import javax.swing.AbstractButton;
import javax.swing.JList;
import javax.swing.JTable;
import org.junit.jupiter.api.Test;

/** The window's buttons: which can be pressed when, and what each asks for. */
final class BackupsPanelCommandsTest {
  private static final List<String> OF_A_BACKUP =
      List.of(
          "Put This Back…",
          "Look Inside…",
          "What Changed…",
          "Check Again",
          "Save a Copy…",
          "Show in Folder");

  private final List<Command> asked = new ArrayList<>();
  private final SavingChooser saving = new SavingChooser();
  private final List<Runnable> waiting = new ArrayList<>();

  private BackupsPanel panel(Status status) {
    return Painted.on(
        new Painted.Screen(false, 1),
        760,
        560,
        () -> {
          BackupsPanel panel =
              new BackupsPanel(
                  asked::add,
                  new BackupTasks(waiting::add, Samples.AT_ONCE, new FakeMemory(), Samples.SCRATCH),
                  saving,
                  Samples.CLOCK,
                  Messages.in(Language.ENGLISH));
          panel.show(status);
          return panel;
        });
  }

  private static void select(BackupsPanel panel, int row) {
    Parts.onEventThread(() -> Parts.the(panel, JTable.class).setRowSelectionInterval(row, row));
  }

  private static KeptBackup newest(Status status) {
    return status.surveys().get(0).backups().get(0);
  }

  private static List<String> enabled(BackupsPanel panel) {
    return Parts.all(panel, AbstractButton.class).stream()
        .filter(one -> one.isEnabled() && OF_A_BACKUP.contains(one.getText()))
        .map(AbstractButton::getText)
        .toList();
  }

  @Test
  void nothingCanBeDoneWithABackupUntilOneIsSelected() {
    BackupsPanel panel = panel(SampleBackups.well());
    assertEquals(List.of(), enabled(panel));
    select(panel, 0);

    assertEquals(OF_A_BACKUP, enabled(panel));
    Parts.onEventThread(() -> Parts.the(panel, JTable.class).clearSelection());
    assertEquals(List.of(), enabled(panel));
  }

  @Test
  void eachButtonAsksForItsThingOfThatBackup() {
    Status status = SampleBackups.well();
    BackupsPanel panel = panel(status);
    select(panel, 0);
    Parts.click(panel, "Put This Back…");
    Parts.click(panel, "Look Inside…");
    Parts.click(panel, "What Changed…");

    KeptBackup newest = newest(status);
    assertEquals(
        List.of(
            new Command.PutBack(Samples.JOB, newest),
            new Command.LookInside(Samples.JOB, Optional.of(newest)),
            new Command.WhatChanged(Samples.JOB, newest)),
        asked);
  }

  @Test
  void enterOpensTheSelectedBackup() {
    Status status = SampleBackups.well();
    BackupsPanel panel = panel(status);
    select(panel, 0);
    assertTrue(Parts.press(Parts.the(panel, JTable.class), "ENTER"));

    assertEquals(List.of(new Command.LookInside(Samples.JOB, Optional.of(newest(status)))), asked);
  }

  @Test
  void theSelectionStaysWhileTheListIsReadAgain() {
    BackupsPanel panel = panel(SampleBackups.well());
    select(panel, 2);
    Object when = Parts.the(panel, JTable.class).getValueAt(2, 0);
    Parts.onEventThread(() -> panel.show(SampleBackups.well()));

    JTable table = Parts.the(panel, JTable.class);
    assertEquals(when, table.getValueAt(table.getSelectedRow(), 0));
    assertEquals(OF_A_BACKUP, enabled(panel));
  }

  @Test
  void whereNothingIsSetUpThereAreNoButtonsOfABackupAndOneWayOn() {
    BackupsPanel panel = panel(SampleBackups.unset());

    assertEquals(List.of("Set Up…"), Parts.buttons(panel));
    assertTrue(Parts.texts(panel).contains("Your backups will be listed here."));
    Parts.click(panel, "Set Up…");
    assertEquals(1, asked.size());
  }

  @Test
  void aCopyGetsTheNameOfItsDatabaseAndDay() {
    BackupsPanel panel = panel(SampleBackups.well());
    select(panel, 0);
    Parts.click(panel, "Save a Copy…");

    assertEquals(List.of("inventory 2026-03-05T17-00-00.db"), saving.names);
    assertEquals(List.of(), waiting, "the dialog was closed: nothing is copied");
    assertTrue(enabled(panel).contains("Save a Copy…"));
  }

  @Test
  void whileOneIsCopiedNoOtherWorkBeginsAndItCanBeCancelled() {
    saving.target = Optional.of(Samples.USER.resolve("copy.db"));
    BackupsPanel panel = panel(SampleBackups.well());
    select(panel, 0);
    Parts.click(panel, "Save a Copy…");

    assertEquals(
        List.of("Put This Back…", "Look Inside…", "What Changed…", "Show in Folder"),
        enabled(panel));
    assertTrue(
        Parts.texts(panel).stream().anyMatch(text -> text.startsWith("Copying ")),
        () -> Parts.texts(panel).toString());
    Parts.click(panel, "Cancel");
    assertTrue(Parts.buttons(panel).contains("(Cancel)"), "once is enough");
    Parts.onEventThread(() -> waiting.remove(0).run());
    assertFalse(Parts.buttons(panel).stream().anyMatch(text -> text.contains("Cancel")));
    assertEquals(OF_A_BACKUP, enabled(panel));
  }

  @Test
  void whatCouldNotBeCopiedIsSaid() {
    saving.target = Optional.of(Samples.USER.resolve("copy.db"));
    BackupsPanel panel = panel(SampleBackups.well());
    select(panel, 0);
    Parts.click(panel, "Save a Copy…");
    Parts.onEventThread(() -> waiting.remove(0).run());

    assertTrue(Parts.texts(panel).stream().noneMatch(text -> text.startsWith("Saved and checked")));
    assertTrue(
        Parts.texts(panel).stream()
            .anyMatch(text -> text.startsWith("There is no folder " + Samples.USER + ", so ")),
        () -> Parts.texts(panel).toString());
  }

  @Test
  void noToATableThatShrankLooksForTheBackupFromBefore() {
    BackupsPanel panel = panel(SampleBackups.nasSilent());
    Parts.click(panel, "No");
    assertTrue(Parts.texts(panel).contains("Looking for the backup from before…"));
    assertEquals(List.of(), asked, "the window itself answers");
    Parts.onEventThread(() -> waiting.remove(0).run());

    assertTrue(
        Parts.texts(panel).stream()
            .anyMatch(text -> text.startsWith("Nothing is deleted until you answer.")),
        () -> Parts.texts(panel).toString());
  }

  @Test
  void ofTwoDatabasesTheWorseComesFirstAndTheOtherIsShownWhenItIsChosen() {
    BackupsPanel panel = panel(SampleBackups.twoDatabases());
    JList<?> list = Parts.the(panel, JList.class);
    assertEquals(2, list.getModel().getSize());
    assertEquals(0, list.getSelectedIndex());
    select(panel, 0);
    Parts.click(panel, "Look Inside…");
    Parts.onEventThread(() -> list.setSelectedIndex(1));
    select(panel, 0);
    Parts.click(panel, "Look Inside…");

    assertEquals(SampleBackups.SECOND, ((Command.LookInside) asked.get(0)).job());
    assertEquals(Samples.JOB, ((Command.LookInside) asked.get(1)).job());
    Parts.onEventThread(() -> panel.show(SampleBackups.twoDatabases()));
    assertEquals(1, list.getSelectedIndex(), "it stays chosen");
  }

  @Test
  void onASmallScreenTheButtonsTakeTwoRowsAndNoneIsLost() {
    BackupsPanel wide = sized(1000);
    BackupsPanel narrow = sized(505);

    assertEquals(1, rows(wide));
    assertEquals(2, rows(narrow));
  }

  private BackupsPanel sized(int width) {
    return Painted.on(
        new Painted.Screen(false, 1),
        width,
        400,
        () -> SampleBackups.panel(SampleBackups.well(), Messages.in(Language.ENGLISH), asked::add));
  }

  private static long rows(BackupsPanel panel) {
    return OF_A_BACKUP.stream()
        .map(caption -> Parts.button(panel, caption).getY())
        .distinct()
        .count();
  }
}
