package dev.nightjar.app.agent;

import dev.nightjar.app.verdict.LiveReport;
import dev.nightjar.app.verdict.PlaceReport;
import dev.nightjar.app.verdict.Survey;
import dev.nightjar.app.verdict.TableDrop;
import dev.nightjar.backup.BackupRun;
import dev.nightjar.backup.RunListener;
import dev.nightjar.destination.BackupSummary;
import dev.nightjar.destination.Manifest;
import dev.nightjar.failure.Failure;
import dev.nightjar.failure.FailureException;
import dev.nightjar.settings.Job;
import dev.nightjar.settings.Settings;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;

/**
 * The world, as far as the agent can act on it. Each call but those about the settings returns at
 * once, and its answer comes later, once, on any thread. No answer may stay out for ever: a place
 * that hangs is reported as one that doesn't answer.
 */
public interface Engine extends AutoCloseable {
  /**
   * The settings as they are on disk now.
   *
   * @throws FailureException {@code SETTINGS_…}
   */
  Settings settings() throws FailureException;

  /** Changes the settings on disk. */
  void changeSettings(UnaryOperator<Settings> change) throws FailureException;

  /** Since when this computer has been on; empty if the system doesn't say. */
  Optional<Instant> bootedAt();

  /**
   * Starts a run. The agent starts the next one only after this one's end.
   *
   * @param listener told of each step, on any thread; its {@code advanced} throws to cancel
   */
  void start(Job job, Settings settings, Task task, RunListener listener, Consumer<RunEnd> answer);

  /** Reads a place's marker and what it holds; without an answer, what it held when it last did. */
  void read(Job job, String place, Consumer<PlaceReport> answer);

  /** Reads a place's marker and its free space, nothing else. */
  void poll(Job job, String place, Consumer<PlaceReport.Sign> answer);

  /** Inspects the live database: its attributes, and the file itself only if these changed. */
  void inspect(Job job, Consumer<LiveReport> answer);

  /** The runs of all jobs that started after {@code since}, newest first, as the log has them. */
  void runs(Instant since, Consumer<List<BackupRun>> answer);

  /** Another one each time that the log has more of them, from whatever process. */
  String runsSignature();

  /** Answers {@link Survey#drops}. */
  void drops(Job job, Survey survey, Consumer<Optional<List<TableDrop>>> answer);

  /**
   * Reads copies again with nobody waiting for it, one after the other; those of a place that can't
   * be read are left out.
   *
   * @return ends it at once, from any thread; it may be ended already
   */
  Runnable check(Job job, List<StoredCopy> copies, CheckListener listener);

  /** A backup at a place, which is known by its label and location. */
  record StoredCopy(String place, String location, BackupSummary backup) {}

  /** Told of copies that were read again, on any thread. */
  interface CheckListener {
    void checked(StoredCopy copy, boolean whole);

    /** No other copy is read, whether all were or not. */
    void ended();
  }

  /** Waits a little for a run that was cancelled to end; answers nothing more. */
  @Override
  void close();

  /** The work of a run. */
  sealed interface Task {
    /** The copies that a check found damaged, by place and id: they are to be healed. */
    Map<String, Set<String>> damaged();

    /**
     * Makes a backup, and then deletes what places needn't keep.
     *
     * @param known whether it is known which copies are damaged: otherwise nothing is deleted
     */
    record BackUp(Manifest.Kind kind, Map<String, Set<String>> damaged, boolean known)
        implements Task {}

    /** Makes none, and delivers what is owed to these places. */
    record Deliver(Set<String> places, Map<String, Set<String>> damaged) implements Task {}
  }

  /**
   * How a run ended.
   *
   * @param run its result; empty if it was refused
   * @param refused why it couldn't begin, such as {@code RUN_IN_PROGRESS}
   */
  record RunEnd(Optional<BackupRun> run, Optional<Failure> refused) {}
}
