package dev.nightjar.destination;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import dev.nightjar.io.FileHash;
import dev.nightjar.sqlite.CheckReport;
import java.lang.reflect.Constructor;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** Its methods are written out: what a new component adds to a backup must count, too. */
final class BackupSummaryTest {
  private static final String HASH = "0123456789abcdef".repeat(4);

  private static Object[] values(int number) {
    return new Object[] {
      "id" + number,
      (long) number,
      Manifest.Kind.values()[number],
      new JobIdentity(new UUID(1, number), "Inventory", "SHOP-PC"),
      Instant.ofEpochSecond(number),
      Instant.ofEpochSecond(100 + number),
      ZoneOffset.ofHours(number),
      Map.of(BackupFile.DATABASE, new FileHash(number, HASH)),
      "/data/" + number + ".db",
      number,
      10 + number,
      100L + number,
      number == 0,
      number == 0,
      CheckReport.Grade.values()[number]
    };
  }

  private static BackupSummary made(Object... values) throws Exception {
    Constructor<?> only = BackupSummary.class.getDeclaredConstructors()[0];
    return (BackupSummary) only.newInstance(values);
  }

  @Test
  void twoAreEqualIfEachComponentIs() throws Exception {
    BackupSummary one = made(values(0));
    assertEquals(one, made(values(0)));
    assertEquals(one.hashCode(), made(values(0)).hashCode());
    assertEquals(BackupSummary.class.getRecordComponents().length, values(0).length);
    for (int at = 0; at < values(0).length; at++) {
      Object[] other = values(0);
      other[at] = values(1)[at];
      assertNotEquals(one, made(other), BackupSummary.class.getRecordComponents()[at].getName());
    }
  }
}
