package dev.nightjar.desktop.settings;

import dev.nightjar.app.KeepPreview;
import dev.nightjar.app.setup.FolderInspection;
import dev.nightjar.app.setup.FolderInspector.Question;
import dev.nightjar.failure.FailureException;
import dev.nightjar.settings.Job;
import dev.nightjar.settings.JobPlace;
import dev.nightjar.settings.Keep;
import dev.nightjar.sqlite.DatabaseInspection;
import java.nio.file.Path;
import java.util.List;

/**
 * The questions that the settings ask the disk while they are edited; may take long, so never asked
 * twice.
 */
public interface Inspections {
  /** Reads what a database holds and closes it again. */
  DatabaseInspection database(Path file) throws FailureException;

  /**
   * Inspects a folder for backups, whether or not it is there yet.
   *
   * @param test whether a small file is to be written, read and deleted there
   * @throws FailureException if it can't be used; not for a damaged marker, which to take the
   *     folder over mends
   */
  FolderInspection place(Question question, boolean test) throws FailureException;

  /** Returns what a rule would mean for the backups at one of a job's places. */
  KeepPreview preview(Job job, JobPlace place, Keep rule) throws FailureException;

  /** Databases that apps use here, newest change first. */
  List<DatabaseInspection> suggestions();
}
