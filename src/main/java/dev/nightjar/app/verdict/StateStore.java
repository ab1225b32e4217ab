package dev.nightjar.app.verdict;

import dev.nightjar.io.DurableFiles;
import dev.nightjar.io.JsonRecords;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import java.util.function.UnaryOperator;
import java.util.logging.Level;
import java.util.logging.Logger;

/** The state's file, written by the tray program alone. */
public final class StateStore {
  private static final Logger LOG = Logger.getLogger(StateStore.class.getName());
  private static final int MOST_BYTES = 1 << 20;

  private final Path file;
  private AppState state;

  public StateStore(Path file) {
    this.file = file;
    this.state = read();
  }

  /** A file that is missing or damaged is an empty state: nothing in it is needed for a backup. */
  private AppState read() {
    try {
      return JsonRecords.read(file, AppState.class, MOST_BYTES);
    } catch (IOException | RuntimeException e) {
      return AppState.EMPTY;
    }
  }

  public synchronized AppState get() {
    return state;
  }

  /** Changes the state, and writes it where that is possible. */
  public synchronized void update(UnaryOperator<AppState> change) {
    AppState changed = change.apply(state);
    if (changed.equals(state)) {
      return;
    }
    state = changed;
    try {
      Files.createDirectories(Objects.requireNonNull(file.getParent()));
      DurableFiles.replace(file, JsonRecords.toBytes(changed));
    } catch (IOException e) {
      LOG.log(Level.WARNING, e, () -> "state.json");
    }
  }
}
