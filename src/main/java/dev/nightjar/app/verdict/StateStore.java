package dev.nightjar.app.verdict;

import dev.nightjar.io.JsonRecords;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.function.UnaryOperator;
import java.util.logging.Level;
import java.util.logging.Logger;

/** The state, in memory and in its file, which the tray program alone writes. */
public final class StateStore {
  private static final Logger LOG = Logger.getLogger(StateStore.class.getName());

  private final StateFile file;
  private volatile AppState state;
  private boolean unsaved;

  public StateStore(StateFile file) {
    this.file = file;
    this.state = read();
  }

  /** A file that is missing or damaged is an empty state: nothing in it is needed for a backup. */
  private AppState read() {
    try {
      return JsonRecords.parse(new String(file.read(), StandardCharsets.UTF_8), AppState.class);
    } catch (IOException | RuntimeException e) {
      return AppState.EMPTY;
    }
  }

  public AppState get() {
    return state;
  }

  /**
   * Changes the state, and writes it if that is possible; what couldn't be written is tried again.
   */
  public void update(UnaryOperator<AppState> change) {
    AppState changed = change.apply(state);
    if (changed.equals(state) && !unsaved) {
      return;
    }
    state = changed;
    try {
      file.write(JsonRecords.toBytes(changed));
      unsaved = false;
    } catch (IOException e) {
      if (!unsaved) {
        LOG.log(Level.WARNING, e, () -> "state.json; it's tried again with the next change");
      }
      unsaved = true;
    }
  }
}
