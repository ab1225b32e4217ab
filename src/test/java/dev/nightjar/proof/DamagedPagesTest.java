package dev.nightjar.proof;

import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assertions.fail;

import dev.nightjar.failure.FailureException;
import dev.nightjar.failure.Reason;
import dev.nightjar.faults.Effort;
import dev.nightjar.faults.FastFolder;
import dev.nightjar.faults.Seed;
import dev.nightjar.io.SideFiles;
import dev.nightjar.sqlite.PagedDatabase;
import dev.nightjar.sqlite.Pieces;
import dev.nightjar.sqlite.RowSource;
import dev.nightjar.sqlite.SchemaEntry;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** However its pages are damaged, a database is read to an end, or to a failure that has words. */
final class DamagedPagesTest {
  private static final int DAMAGES = 25;

  @TempDir(factory = FastFolder.class)
  private Path folder;

  private final Map<Reason, Integer> failures = new EnumMap<>(Reason.class);
  private int bySqlite;

  @Test
  void damagedPagesAreReadToAnEnd() throws Exception {
    long first = Seed.of(DamagedPagesTest.class);
    Random seeds = new Random(first);
    int databases = Effort.of(20, 1000);
    for (int i = 0; i < databases; i++) {
      long seed = i == 0 ? first : seeds.nextLong();
      try {
        damage(seed);
      } catch (Exception | Error e) {
        fail("-Dnightjar.seed=" + seed + ": " + e, e);
      }
    }
    assertTrue(bySqlite > databases, "SQLite was asked " + bySqlite + " times");
    assertTrue(failures.containsKey(Reason.COPY_DAMAGED), failures::toString);
  }

  private void damage(long seed) throws Exception {
    Path file = folder.resolve("made.db");
    Path damaged = folder.resolve("damaged.db");
    GeneratedDatabase.create(file, seed);
    byte[] whole = Files.readAllBytes(file);
    Random random = new Random(seed);
    for (int i = 0; i < DAMAGES; i++) {
      byte[] bytes = whole.clone();
      int at = random.nextInt(bytes.length);
      bytes[at] ^= (byte) (1 << random.nextInt(8));
      Files.write(damaged, bytes);
      if (random.nextInt(4) == 0) {
        Mutation.damage(damaged, random);
      }
      read(damaged);
    }
    SideFiles.discardWith(file);
    SideFiles.discardWith(damaged);
  }

  private void read(Path file) {
    try (PagedDatabase database = PagedDatabase.open(file)) {
      for (SchemaEntry entry : database.schema()) {
        if (entry.hasRows()) {
          read(database, entry.name());
        }
      }
      bySqlite += database.bySqlite().size();
    } catch (FailureException e) {
      count(e);
    }
  }

  private void count(FailureException e) {
    failures.merge(e.reason(), 1, Integer::sum);
    assertTrue(e.reason() != Reason.UNEXPECTED, e::toString);
  }

  private void read(PagedDatabase database, String table) throws FailureException {
    try (RowSource rows = database.rows(table)) {
      while (rows.next()) {
        for (int column = 0; column < rows.columns().size(); column++) {
          read(rows, column);
        }
      }
    } catch (FailureException e) {
      count(e);
    }
  }

  private static void read(RowSource rows, int column) throws FailureException {
    switch (rows.type(column)) {
      case NULL -> {}
      case INTEGER -> rows.integer(column);
      case REAL -> rows.real(column);
      case TEXT, BLOB -> {
        Pieces pieces = rows.pieces(column);
        int length = pieces.next().length;
        while (length > 0) {
          length = pieces.next().length;
        }
      }
    }
  }
}
