package dev.nightjar.desktop.restore;

import dev.nightjar.app.InPlaceRestore.Done;
import dev.nightjar.app.InPlaceRestore.Preview;
import dev.nightjar.app.InPlaceRestore.Request;
import dev.nightjar.app.InPlaceRestore.Stage;
import dev.nightjar.failure.Failure;
import dev.nightjar.platform.FileHolders.Holder;
import java.util.List;
import java.util.Optional;

/** How far putting a backup back is. */
sealed interface PutBackState {
  /** The live file is inspected. */
  record Inspecting() implements PutBackState {}

  /** The user is asked, once. */
  record Asking(Preview preview) implements PutBackState {}

  /** The obstacle that is waited for. */
  enum Obstacle {
    NONE,
    /** Programs have the file open. */
    PROGRAMS,
    /** A backup is being made. */
    RUN
  }

  /**
   * It is being done.
   *
   * @param percent of this stage; 0 if that isn't known, too
   * @param programs those that have the file open; none if only SQLite's lock says so
   */
  record Working(
      Stage stage, int percent, Obstacle obstacle, List<Holder> programs, boolean cancelling)
      implements PutBackState {
    static final Working BEGUN = new Working(Stage.FETCHING, 0, Obstacle.NONE, List.of(), false);

    public Working {
      programs = List.copyOf(programs);
    }

    /** Whether nothing has been written yet, so that the user may still change their mind. */
    boolean mayBeCancelled() {
      return stage != Stage.WRITING && !cancelling;
    }
  }

  /**
   * It has ended well.
   *
   * @param undo the same again with the data from before; empty if none was saved
   */
  record Ended(Done done, Optional<Request> undo) implements PutBackState {}

  /**
   * It has failed, or was cancelled.
   *
   * @param unfinished whether the next start of the program goes on with it
   */
  record Failed(Failure failure, boolean unfinished) implements PutBackState {}
}
