package dev.nightjar.desktop.kit;

import dev.nightjar.app.verdict.Finding;
import dev.nightjar.app.verdict.KeptBackup;
import dev.nightjar.destination.Address;
import dev.nightjar.settings.JobPlace;
import dev.nightjar.settings.Keep;
import java.time.Instant;
import java.time.LocalTime;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** The commands of the user, in the tray's menu as in the window. */
public sealed interface Command {
  /** One job, or all of them if none is named. */
  record BackUpNow(Optional<UUID> job) implements Command {}

  record Cancel() implements Command {}

  record Pause(Instant until) implements Command {}

  record Resume() implements Command {}

  record ShowWindow() implements Command {}

  record ShowSettings() implements Command {}

  /** Shows the rule of a place in the settings, with one that keeps fewer backups selected. */
  record KeepFewer(UUID job, JobPlace place, Keep rule) implements Command {}

  /**
   * Deletes what the settings of a place don't keep, and backs up into the room that this makes.
   */
  record Prune(UUID job, JobPlace place) implements Command {}

  record ShowAbout() implements Command {}

  record OpenFolder(Address at) implements Command {}

  record OpenLog() implements Command {}

  /** Puts what a helper needs to know, without secrets, on the clipboard. */
  record CopyDiagnostics() implements Command {}

  /** The user's answer to a question: it is as it should be. */
  record Answer(UUID job, Finding finding) implements Command {}

  /** Back up at that time of day instead. */
  record MoveTo(UUID job, LocalTime at) implements Command {}

  /** Lets the user choose the app's file again, if it was moved or renamed. */
  record FindDatabase(UUID job) implements Command {}

  /** Shows the newest backup from before a table shrank. */
  record ShowBefore(UUID job, Finding.Shrunk shrunk) implements Command {}

  /**
   * Puts a backup back into the live file, after a question.
   *
   * @param job in whose list it stands
   */
  record PutBack(UUID job, KeptBackup backup) implements Command {}

  /**
   * Shows the tables of a backup.
   *
   * @param backup empty for the database as it is now
   */
  record LookInside(UUID job, Optional<KeptBackup> backup) implements Command {}

  /**
   * Shows what changed up to a backup.
   *
   * @param job in whose list it stands
   */
  record WhatChanged(UUID job, KeptBackup backup) implements Command {}

  /**
   * Gets rows of a backup back into the live database, after a preview.
   *
   * @param job in whose list the backup stands
   * @param keys as a user writes them; empty for every row of the table
   */
  record GetRowsBack(UUID job, KeptBackup backup, String table, List<String> keys)
      implements Command {
    public GetRowsBack {
      keys = List.copyOf(keys);
    }
  }

  /**
   * Follows a row through all backups.
   *
   * @param key as a user writes it
   */
  record RowHistory(UUID job, String table, String key) implements Command {}

  /** Finds the newest backup that has a text, which the user enters. */
  record FindText(UUID job) implements Command {}

  record Quit() implements Command {}
}
