package dev.nightjar.desktop.rows;

import dev.nightjar.app.InPlaceRestore.Stage;
import dev.nightjar.app.RowsRestore.Done;
import dev.nightjar.app.verdict.KeptBackup;
import dev.nightjar.failure.Failure;
import dev.nightjar.rows.RowsEffect;
import java.util.Optional;

/** How far getting rows back is. */
sealed interface RowsState {
  /** It is tried out on a copy. */
  record Trying(int percent) implements RowsState {}

  /** The user sees what it would do, and is asked. */
  record Asking(RowsEffect effect) implements RowsState {}

  /**
   * It is being done.
   *
   * @param percent of this stage
   */
  record Working(Stage stage, int percent, boolean cancelling) implements RowsState {
    static final Working BEGUN = new Working(Stage.FETCHING, 0, false);

    /** Whether nothing has been written yet, so that the user may still change their mind. */
    boolean mayBeCancelled() {
      return stage != Stage.WRITING && !cancelling;
    }
  }

  /**
   * It has ended well.
   *
   * @param undo the backup of the data from before; empty if it can't be found
   */
  record Ended(Done done, Optional<KeptBackup> undo) implements RowsState {}

  /** It has failed, or was cancelled: no row was written. */
  record Failed(Failure failure) implements RowsState {}
}
