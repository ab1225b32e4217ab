package dev.nightjar.demo;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Arrays;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class SampleShopTest {
  @TempDir private Path folder;

  @Test
  void aNewShopIsConsistentAndAboutAsLargeAsAskedFor() throws Exception {
    for (long bytes : new long[] {1_000_000, SampleShop.DEFAULT_BYTES}) {
      Path shop = shop(bytes);
      ShopState state = SampleShop.check(shop);
      assertTrue(state.consistent(), state::toString);
      assertEquals(0, state.movesInCounter());
      assertEquals(1.0, (double) Files.size(shop) / bytes, 0.25, "size for " + bytes);
    }
  }

  @Test
  void theSameSizeGivesTheSameShop() throws Exception {
    Path one = folder.resolve("one.db");
    Path other = folder.resolve("other.db");
    SampleShop.create(one, 1_000_000);
    SampleShop.create(other, 1_000_000);
    assertEquals(-1, Files.mismatch(one, other));
  }

  @Test
  void aFileThatIsThereIsLeftAlone() throws Exception {
    Path shop = Files.writeString(folder.resolve("shop.db"), "mine");
    assertThrows(FileAlreadyExistsException.class, () -> SampleShop.create(shop, 1_000_000));
    assertEquals("mine", Files.readString(shop));
  }

  @Test
  void aDamagedOrUnevenCopyIsInconsistent() throws Exception {
    Path torn = shop(1_000_000);
    byte[] bytes = Files.readAllBytes(torn);
    Files.write(torn, Arrays.copyOf(bytes, bytes.length / 2));
    assertFalse(SampleShop.check(torn).consistent());

    Path uneven = folder.resolve("uneven.db");
    SampleShop.create(uneven, 1_000_000);
    try (Connection connection = ShopConnection.writing(uneven, "FULL");
        Statement statement = connection.createStatement()) {
      statement.execute("UPDATE audit SET moves = 5 WHERE location_id = 1");
    }
    assertEquals(5, SampleShop.check(uneven).movesInAudit());
    assertFalse(SampleShop.check(uneven).consistent());
  }

  @Test
  void theWriterMovesPiecesAndLosesNone() throws Exception {
    Path shop = shop(1_000_000);
    long before = SampleShop.check(shop).stock();
    WriterStats stats;
    try (WriterProcess writer = WriterProcess.start(shop, 200)) {
      Thread.sleep(300);
      assertTrue(writer.isAlive());
      stats = writer.stop();
      assertEquals(stats, writer.stop());
    }
    ShopState after = SampleShop.check(shop);
    assertTrue(after.consistent(), after::toString);
    assertEquals(before, after.stock());
    assertTrue(stats.commits() > 1, stats::toString);
    assertEquals(stats.commits(), after.movesInCounter());
    assertTrue(stats.percentile99CommitMilliseconds() <= stats.worstCommitMilliseconds());
  }

  @Test
  void aWriterWithoutAShopFailsAndMakesNone() {
    Path missing = folder.resolve("missing.db");
    IOException failure =
        assertThrows(IOException.class, () -> WriterProcess.start(missing, 0).close());
    assertTrue(failure.getMessage().startsWith("The shop's writer failed: "), failure::getMessage);
    assertFalse(Files.exists(missing));
  }

  /**
   * Shows the mistake of the old system, which Nightjar doesn't make. A fast disk may hide it, so
   * it only says.
   */
  @Tag("proof")
  @Test
  void checkpointAndFileCopyIsSeenToTear() throws Exception {
    Path shop = shop(SampleShop.DEFAULT_BYTES);
    int tries = 40;
    int torn = 0;
    Path copy = folder.resolve("copy.db");
    try (WriterProcess writer = WriterProcess.start(shop, 0)) {
      for (int i = 0; i < tries; i++) {
        checkpointAndCopy(shop, copy);
        torn += SampleShop.check(copy).consistent() ? 0 : 1;
      }
      writer.stop();
    }
    System.out.println(
        torn == 0
            ? "No checkpoint and file copy of " + tries + " was torn on this machine."
            : torn + " of " + tries + " checkpoints and file copies were torn.");
    assertTrue(SampleShop.check(shop).consistent());
  }

  private static void checkpointAndCopy(Path shop, Path copy) throws IOException, SQLException {
    try (Connection connection = ShopConnection.writing(shop, "NORMAL");
        Statement statement = connection.createStatement()) {
      statement.execute("PRAGMA wal_checkpoint(TRUNCATE)");
    }
    Files.copy(shop, copy, StandardCopyOption.REPLACE_EXISTING);
  }

  private Path shop(long bytes) throws IOException, SQLException {
    Path shop = folder.resolve("shop-" + bytes + ".db");
    SampleShop.create(shop, bytes);
    return shop;
  }
}
