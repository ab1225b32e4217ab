package dev.nightjar.app.verdict;

import dev.nightjar.io.JsonRecords;
import dev.nightjar.io.MalformedRecordException;
import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.logging.Level;
import java.util.logging.Logger;

/** The state, in memory and in its file, which the tray program alone writes. */
public final class StateStore {
  private static final Logger LOG = Logger.getLogger(StateStore.class.getName());

  private final StateFile file;
  private volatile AppState state = AppState.EMPTY;
  private volatile boolean read;
  private boolean refused;
  private boolean unsaved;

  /** The changes to a state that couldn't be read yet. */
  private final List<UnaryOperator<AppState>> changes = new ArrayList<>();

  public StateStore(StateFile file) {
    this.file = file;
    read();
  }

  /**
   * Reads the file, if that wasn't possible before, and makes the changes to it that were made
   * since. A file that is missing or malformed is an empty state: nothing in it is needed for a
   * backup. One that can't be read stays as it is, and nothing is written over it.
   */
  public void read() {
    if (read) {
      return;
    }
    AppState found = AppState.EMPTY;
    try {
      found = JsonRecords.parse(file.read(), AppState.class);
    } catch (NoSuchFileException e) {
      // Nothing was to be remembered yet.
    } catch (MalformedRecordException e) {
      LOG.log(Level.WARNING, e, () -> "state.json begins anew");
    } catch (IOException e) {
      if (!refused) {
        LOG.log(Level.WARNING, e, () -> "state.json; it's tried again with the next decision");
      }
      refused = true;
      return;
    }
    read = true;
    for (UnaryOperator<AppState> change : changes) {
      found = change.apply(found);
    }
    state = found;
    if (!changes.isEmpty()) {
      changes.clear();
      write();
    }
  }

  public AppState get() {
    return state;
  }

  /** The same; empty while the file can't be read. */
  public Optional<AppState> known() {
    return read ? Optional.of(state) : Optional.empty();
  }

  /**
   * Changes the state, and writes it if that is possible; what couldn't be written is tried again.
   */
  public void update(UnaryOperator<AppState> change) {
    read();
    AppState changed = change.apply(state);
    if (!read) {
      state = changed;
      changes.add(change);
    } else if (!changed.equals(state) || unsaved) {
      state = changed;
      write();
    }
  }

  private void write() {
    try {
      file.write(JsonRecords.toBytes(state));
      unsaved = false;
    } catch (IOException e) {
      if (!unsaved) {
        LOG.log(Level.WARNING, e, () -> "state.json; it's tried again with the next change");
      }
      unsaved = true;
    }
  }
}
