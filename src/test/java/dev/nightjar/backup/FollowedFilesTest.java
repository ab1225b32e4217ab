package dev.nightjar.backup;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.nightjar.destination.BackupFile;
import dev.nightjar.destination.Backups;
import dev.nightjar.destination.Delivery;
import dev.nightjar.destination.Destination;
import dev.nightjar.destination.Inventory;
import dev.nightjar.destination.JobIdentity;
import dev.nightjar.destination.Manifest;
import dev.nightjar.destination.ManifestText;
import dev.nightjar.failure.FailureException;
import dev.nightjar.failure.Reason;
import dev.nightjar.io.FileHash;
import dev.nightjar.io.GrowingFile;
import dev.nightjar.sqlite.LiveDatabase;
import java.lang.reflect.Proxy;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A file goes to the places while it is made; a place that fails is left out from then on. */
final class FollowedFilesTest {
  private static final long MEGABYTE = 1 << 20;

  @TempDir private Path folder;
  private final BlockingQueue<String> calls = new LinkedBlockingQueue<>();
  private final GrowingFile growing = new GrowingFile();
  private Path json = Path.of("");
  private Thread follower = new Thread();
  private Deliveries deliveries = deliveries();

  @BeforeEach
  void aFile() {
    json = folder.resolve("made.json");
  }

  private Deliveries deliveries(String... refusing) {
    List<ReadPlace> targets = List.of(target("here", refusing), target("NAS", refusing));
    BackupJob job =
        new BackupJob(
            new JobIdentity(new UUID(0, 1), "Shop", "PC"),
            new LiveDatabase(Path.of("pom.xml"), Duration.ofSeconds(5), false, Clock.systemUTC()),
            targets.stream().map(ReadPlace::of).toList(),
            Path.of("staging"),
            new FromOne(),
            Duration.ZERO);
    Steps steps = new Steps("Shop", new RunListener() {}, Clock.systemUTC());
    Deliveries made = new Deliveries(job, targets, "id", steps);
    made.begin();
    return made;
  }

  private ReadPlace target(String label, String... refusing) {
    Delivery delivery =
        proxy(
            Delivery.class,
            (method, arguments) -> {
              boolean soFar = method.equals("addSoFar");
              if (soFar || method.equals("addWhole") || method.equals("add")) {
                calls.add(label + ' ' + method + (soFar ? " " + arguments[2] : ""));
              }
              if (arguments != null && arguments[0] instanceof ManifestText text) {
                calls.add(label + ' ' + text.manifest().sequence());
              }
              if (soFar && List.of(refusing).contains(label)) {
                throw new FailureException(Reason.PLACE_UNREACHABLE, label);
              }
              return null;
            });
    Destination place =
        proxy(
            Destination.class,
            (method, arguments) ->
                switch (method) {
                  case "deliver" -> delivery;
                  case "location" -> label;
                  default -> null;
                });
    return new ReadPlace(
        new BackupJob.Target(label, false, place), Inventory.EMPTY, Optional.empty());
  }

  @FunctionalInterface
  private interface Answer {
    Object to(String method, Object[] arguments) throws Throwable;
  }

  private static <T> T proxy(Class<T> type, Answer answer) {
    return type.cast(
        Proxy.newProxyInstance(
            type.getClassLoader(),
            new Class<?>[] {type},
            (proxy, method, arguments) ->
                switch (method.getName()) {
                  case "hashCode" -> System.identityHashCode(proxy);
                  case "equals" -> proxy == arguments[0];
                  default -> answer.to(method.getName(), arguments);
                }));
  }

  private void follow() {
    follower = new Thread(() -> deliveries.follow(BackupFile.JSON, json, growing, 1));
    follower.start();
  }

  private void add() throws Exception {
    follower.join();
    deliveries.add(BackupFile.JSON, json, new FileHash(1, "00".repeat(32)));
  }

  @Test
  void itIsBroughtAsFarAsItIsWritten() throws Exception {
    follow();
    growing.grewTo(5 * MEGABYTE);
    assertEquals("here addSoFar " + 5 * MEGABYTE, calls.take());
    assertEquals("NAS addSoFar " + 5 * MEGABYTE, calls.take());
    growing.grewTo(11 * MEGABYTE);
    assertEquals("here addSoFar " + 11 * MEGABYTE, calls.take());
    assertEquals("NAS addSoFar " + 11 * MEGABYTE, calls.take());
    growing.grewTo(12 * MEGABYTE);
    growing.end();
    add();
    assertEquals(
        List.of("here addWhole", "NAS addWhole", "here add", "NAS add"), List.copyOf(calls));
  }

  @Test
  void aPlaceThatFailsHoldsNoOther() throws Exception {
    deliveries = deliveries("here");
    follow();
    growing.grewTo(5 * MEGABYTE);
    assertEquals("here addSoFar " + 5 * MEGABYTE, calls.take());
    assertEquals("NAS addSoFar " + 5 * MEGABYTE, calls.take());
    growing.grewTo(10 * MEGABYTE);
    assertEquals("NAS addSoFar " + 10 * MEGABYTE, calls.take());
    growing.end();
    add();
    assertEquals(List.of("NAS addWhole", "NAS add"), List.copyOf(calls));
  }

  @Test
  void itsMakerMayGiveUp() throws Exception {
    follow();
    growing.grewTo(MEGABYTE);
    growing.breakOff();
    follower.join();
    assertEquals(List.of(), List.copyOf(calls));
  }

  @Test
  void noOtherManifestIsWrittenThanTheOneThatCame() throws Exception {
    Manifest one = manifest(1);
    Manifest other = manifest(2);
    deliveries.expect(one);
    deliveries.commit(other);
    deliveries.expect(one);
    deliveries.commit(one);
    assertEquals(List.of("here 2", "NAS 2", "here 1", "NAS 1"), List.copyOf(calls));
  }

  private static Manifest manifest(long sequence) {
    Map<BackupFile, FileHash> files = Map.of(BackupFile.DATABASE, Backups.hash(new byte[1]));
    return Backups.manifest(Backups.ID, sequence, "2026-03-02T17:00:00+01:00", files);
  }
}
