package dev.nightjar.app.verdict;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.nightjar.io.JsonRecords;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.NoSuchFileException;
import java.time.Instant;
import java.util.Optional;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The state outlives a file that can't be read for a while. */
final class StateStoreTest {
  private static final Instant NOW = Instant.parse("2026-03-02T16:00:00Z");
  private static final Logger LOG = Logger.getLogger(StateStore.class.getName());

  private final Memory file = new Memory();

  private static final class Memory implements StateFile {
    private Optional<byte[]> content = Optional.empty();
    private boolean refuses;

    @Override
    public byte[] read() throws IOException {
      if (refuses) {
        throw new AccessDeniedException("state.json");
      }
      return content.orElseThrow(() -> new NoSuchFileException("state.json"));
    }

    @Override
    public void write(byte[] written) {
      content = Optional.of(written);
    }
  }

  @BeforeEach
  void quietly() {
    LOG.setLevel(Level.OFF); // It says so there.
  }

  @AfterEach
  void loudAgain() {
    LOG.setLevel(null);
  }

  private static AppState told() {
    return AppState.EMPTY.withWindowClosedTold();
  }

  @Test
  void nothingIsWrittenOverAFileThatCantBeReadAndWhatChangedMeanwhileIsAddedToIt() {
    new StateStore(file).update(all -> told());
    byte[] before = file.content.orElseThrow();
    file.refuses = true;
    StateStore store = new StateStore(file);
    assertEquals(Optional.empty(), store.known());
    store.update(all -> all.withAwakeSince(NOW));
    assertEquals(before, file.content.orElseThrow());
    assertEquals(AppState.EMPTY.withAwakeSince(NOW), store.get());

    file.refuses = false;
    store.read();
    AppState both = told().withAwakeSince(NOW);
    assertEquals(Optional.of(both), store.known());
    assertEquals(both, new StateStore(file).get());
  }

  @Test
  void aFileThatIsMissingOrMalformedIsAnEmptyState() {
    assertEquals(Optional.of(AppState.EMPTY), new StateStore(file).known());
    file.write("{torn".getBytes(StandardCharsets.UTF_8));
    StateStore store = new StateStore(file);
    assertEquals(Optional.of(AppState.EMPTY), store.known());
    store.update(all -> told());
    assertEquals(
        new String(JsonRecords.toBytes(told()), StandardCharsets.UTF_8),
        new String(file.content.orElseThrow(), StandardCharsets.UTF_8));
  }
}
