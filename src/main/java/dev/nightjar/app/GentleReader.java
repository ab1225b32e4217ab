package dev.nightjar.app;

import dev.nightjar.backup.BackupJob.Target;
import dev.nightjar.destination.BackupSummary;
import dev.nightjar.failure.FailureException;
import dev.nightjar.failure.Reason;
import dev.nightjar.io.Progress;
import dev.nightjar.restore.Verifier;
import dev.nightjar.settings.Job;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;

/**
 * Reads a copy again with nobody waiting for it: rests as long as it reads, and ends as soon as it
 * is told to, or any process runs the job or reads copies for a user.
 */
public final class GentleReader implements Progress {
  private static final long MAX_REST_NANOS = Duration.ofMillis(100).toNanos();
  private static final long BETWEEN_LOOKS_NANOS = Duration.ofMillis(500).toNanos();

  private final JobLocks locks;
  private final Job job;
  private final BooleanSupplier cancelled;
  private long restedAt = System.nanoTime();
  private long lookedAt = restedAt - BETWEEN_LOOKS_NANOS;

  GentleReader(JobLocks locks, Job job, BooleanSupplier cancelled) {
    this.locks = locks;
    this.job = job;
    this.cancelled = cancelled;
  }

  /**
   * Whether a copy is what was proved. Damage is believed when it is seen twice, and the backup is
   * still listed: another program may be deleting or healing it.
   *
   * @return empty if the place doesn't have it any more
   * @throws FailureException {@code CANCELLED}, {@code PLACE_…}
   */
  public Optional<Boolean> isWhole(Target place, BackupSummary backup) throws FailureException {
    if (isRead(place, backup)) {
      return Optional.of(true);
    }
    if (!Verifier.isListed(place.destination(), backup, this)) {
      return Optional.empty();
    }
    return Optional.of(isRead(place, backup));
  }

  private boolean isRead(Target place, BackupSummary backup) throws FailureException {
    try {
      Verifier.verifyFiles(place.destination(), backup, this);
      return true;
    } catch (FailureException e) {
      if (Verifier.isDamage(e)) {
        return false;
      }
      throw e;
    }
  }

  @Override
  public synchronized void advanced(long done, long total) throws FailureException {
    long now = System.nanoTime();
    if (now - lookedAt >= BETWEEN_LOOKS_NANOS) {
      lookedAt = now;
      if (locks.isHeld(job.id()) || locks.isReadFirst()) {
        throw new FailureException(Reason.CANCELLED);
      }
    }
    if (cancelled.getAsBoolean()) {
      throw new FailureException(Reason.CANCELLED);
    }
    try {
      TimeUnit.NANOSECONDS.sleep(Math.min(MAX_REST_NANOS, now - restedAt));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw FailureException.because(e, Reason.CANCELLED);
    }
    restedAt = System.nanoTime();
  }
}
