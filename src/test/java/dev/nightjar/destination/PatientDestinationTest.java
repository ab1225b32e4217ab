package dev.nightjar.destination;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.nightjar.destination.PatientDestination.LeftBehind;
import dev.nightjar.destination.folder.FolderDestination;
import dev.nightjar.failure.FailureException;
import dev.nightjar.failure.Reason;
import dev.nightjar.io.Progress;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A place that stops answering in the middle, and one that answers through it as without. */
final class PatientDestinationTest extends DestinationContract {
  private static final Duration IMPATIENT = Duration.ofMillis(1);
  private static final Duration PATIENT = Duration.ofDays(1);

  @TempDir private Path parent;
  private final LeftBehind leftBehind = new LeftBehind();
  private final CountDownLatch answers = new CountDownLatch(1);
  private final List<String> calls = new CopyOnWriteArrayList<>();

  @AfterEach
  void letGo() {
    answers.countDown();
  }

  private FolderDestination folder() throws FailureException {
    Path folder = parent.resolve("backups");
    FolderDestination.create(folder, "NAS", Backups.OWNER, Clock.systemUTC());
    return new FolderDestination(
        folder, "NAS", FolderDestination.Reach.REMOTE, Optional.empty(), Clock.systemUTC());
  }

  @Override
  protected Destination destination() throws Exception {
    return new PatientDestination(folder(), PATIENT, leftBehind);
  }

  /** {@code of}, whose method {@code silent} hangs until the place answers. */
  private <T> T silent(Class<T> type, T of, String silent) {
    return type.cast(
        Proxy.newProxyInstance(
            type.getClassLoader(),
            new Class<?>[] {type},
            (proxy, method, arguments) -> {
              calls.add(method.getName());
              if (method.getName().equals(silent)) {
                answers.await();
              }
              try {
                Object result = method.invoke(of, arguments);
                return result instanceof Delivery delivery
                    ? silent(Delivery.class, delivery, silent)
                    : result;
              } catch (InvocationTargetException e) {
                throw e.getCause();
              }
            }));
  }

  private Destination patient(String silent, Duration patience) throws FailureException {
    return new PatientDestination(
        silent(Destination.class, folder(), silent), patience, leftBehind);
  }

  @Test
  void aPlaceIsReadForARunInOneCall() throws Exception {
    assertEquals(
        0, patient("none", PATIENT).prepareAndRead(Backups.OWNER).inventory().backups().size());
    assertTrue(calls.contains("prepareAndRead"), calls::toString);
    assertFalse(calls.contains("prepare") || calls.contains("inventory"), calls::toString);
  }

  @Test
  void whileACallHangsNoFurtherOneStarts() throws Exception {
    Destination place = patient("inventory", IMPATIENT);
    assertFails(Reason.PLACE_UNREACHABLE, place::inventory);
    // On a busy computer its thread comes to the call only after it was left behind.
    while (!calls.contains("inventory")) {
      Thread.onSpinWait();
    }
    calls.clear();
    assertFails(Reason.PLACE_UNREACHABLE, place::inventory);
    assertFails(
        Reason.PLACE_UNREACHABLE, new PatientDestination(folder(), PATIENT, leftBehind)::inventory);
    assertFalse(calls.contains("inventory"), calls::toString);
  }

  @Test
  void onceItAnswersItIsAskedAgain() throws Exception {
    Destination place = patient("inventory", IMPATIENT);
    assertFails(Reason.PLACE_UNREACHABLE, place::inventory);
    answers.countDown();
    Destination other = new PatientDestination(folder(), PATIENT, leftBehind);
    while (true) {
      try {
        assertEquals(List.of(), other.inventory().backups());
        return;
      } catch (FailureException e) {
        assertEquals(Reason.PLACE_UNREACHABLE, e.reason());
        Thread.onSpinWait();
      }
    }
  }

  @Test
  @Timeout(30)
  void aDeliveryThatBeginsTooLateIsEndedAtOnce() throws Exception {
    folder().prepare(Backups.OWNER);
    Destination place = patient("deliver", IMPATIENT);
    assertFails(Reason.PLACE_UNREACHABLE, () -> place.deliver(Backups.ID, Backups.OWNER));
    answers.countDown();
    while (!calls.contains("close")) {
      TimeUnit.MILLISECONDS.sleep(1);
    }
  }

  @Test
  @Timeout(30)
  void aDeliveryWhoseCallerIsInterruptedMeanwhileIsEndedAtOnce() throws Exception {
    folder().prepare(Backups.OWNER);
    Destination place = patient("deliver", PATIENT);
    Thread caller =
        new Thread(
            () -> assertFails(Reason.CANCELLED, () -> place.deliver(Backups.ID, Backups.OWNER)));
    caller.start();
    while (!calls.contains("deliver")) {
      Thread.onSpinWait();
    }
    caller.interrupt();
    caller.join();
    answers.countDown();
    while (!calls.contains("close")) {
      TimeUnit.MILLISECONDS.sleep(1);
    }
  }

  @Test
  void aReadingThatHangsIsLeftBehind() throws Exception {
    Destination place = new PatientDestination(folder(), IMPATIENT, leftBehind);
    assertFails(
        Reason.PLACE_UNREACHABLE,
        () ->
            place.read(
                SUMMARY,
                BackupFile.DATABASE,
                scratch,
                path -> {
                  try {
                    answers.await(5, TimeUnit.SECONDS);
                    return path;
                  } catch (InterruptedException e) {
                    throw FailureException.because(e, Reason.CANCELLED);
                  }
                },
                Progress.NONE));
  }

  @Test
  void aCopyThatHangsIsCancelledAllTheSame() throws Exception {
    Destination place = patient("fetch", PATIENT);
    Progress cancelling =
        (done, total) -> {
          throw new FailureException(Reason.CANCELLED);
        };
    assertFails(
        Reason.CANCELLED,
        () -> place.fetch(SUMMARY, BackupFile.DATABASE, scratch.resolve("fetched"), cancelling));
  }

  @Test
  void whileACommitHangsNothingOfItIsTakenAway() throws Exception {
    Destination place = patient("commit", IMPATIENT);
    Destination patient = new PatientDestination(folder(), PATIENT, new LeftBehind());
    try (Delivery delivery = patient("commit", PATIENT).deliver(Backups.ID, Backups.OWNER)) {
      add(delivery, BackupFile.DATABASE, DATABASE, scratch);
      add(delivery, BackupFile.JSON, JSON, scratch);
      FutureTask<Boolean> outcome =
          new FutureTask<>(
              () -> assertFails(Reason.CANCELLED, () -> delivery.commit(MANIFEST)), true);
      Thread committing = new Thread(outcome);
      committing.start();
      while (!calls.contains("commit")) {
        Thread.onSpinWait();
      }
      committing.interrupt();
      assertTrue(outcome.get());
      calls.clear();
    }
    assertFalse(calls.contains("close"), calls::toString);
    assertFails(Reason.PLACE_UNREACHABLE, place::inventory);
    answers.countDown();
    while (patient.inventory().backups().isEmpty()) {
      Thread.onSpinWait();
    }
    patient.verify(SUMMARY, BackupFile.DATABASE, Progress.NONE);
    patient.verify(SUMMARY, BackupFile.JSON, Progress.NONE);
  }
}
