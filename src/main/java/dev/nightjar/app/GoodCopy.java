package dev.nightjar.app;

import dev.nightjar.app.verdict.Checks.Checked;
import dev.nightjar.app.verdict.KeptBackup;
import dev.nightjar.failure.Failure;
import dev.nightjar.failure.FailureException;
import dev.nightjar.failure.Reason;
import dev.nightjar.io.Progress;
import dev.nightjar.restore.Verifier;
import dev.nightjar.settings.Job;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.logging.Level;
import java.util.logging.Logger;

/** The first copy of a backup that is good; one that turns out to be damaged is remembered. */
public final class GoodCopy {
  private static final Logger LOG = Logger.getLogger(GoodCopy.class.getName());

  private GoodCopy() {}

  /** Uses one copy. */
  @FunctionalInterface
  public interface Use<T> {
    T of(KeptBackup.Copy copy) throws FailureException;
  }

  /**
   * Tries the copies in turn.
   *
   * @throws FailureException if none is good, why the last wasn't
   */
  static <T> T of(App app, KeptBackup kept, Use<T> use) throws FailureException {
    return of(app, kept, use, (copy, failure) -> {});
  }

  /**
   * The same.
   *
   * @param passedOver told which copy wasn't used and why, before the next one is tried
   */
  public static <T> T of(
      App app, KeptBackup kept, Use<T> use, BiConsumer<KeptBackup.Copy, Failure> passedOver)
      throws FailureException {
    return of(kept, use, passedOver, copy -> remember(app, copy, false));
  }

  /**
   * The same.
   *
   * @param damaged remembers which copy is
   */
  public static <T> T of(
      KeptBackup kept,
      Use<T> use,
      BiConsumer<KeptBackup.Copy, Failure> passedOver,
      Consumer<KeptBackup.Copy> damaged)
      throws FailureException {
    Optional<FailureException> last = Optional.empty();
    for (Iterator<KeptBackup.Copy> copies = kept.copies().iterator(); copies.hasNext(); ) {
      KeptBackup.Copy copy = copies.next();
      try {
        return use.of(copy);
      } catch (FailureException e) {
        if (e.reason().sameWithEveryCopy()) {
          throw e;
        }
        LOG.log(Level.WARNING, e, () -> "not from " + copy.label());
        if (Verifier.isDamage(e) && isThere(copy)) {
          damaged.accept(copy);
        }
        if (copies.hasNext()) {
          passedOver.accept(copy, e.failure());
        }
        last = Optional.of(e);
      }
    }
    throw last.orElseGet(() -> new FailureException(Reason.BACKUP_UNKNOWN, kept.summary().id()));
  }

  /**
   * A copy that a run deleted meanwhile isn't damaged; of a place that is away nothing is known.
   */
  private static boolean isThere(KeptBackup.Copy copy) {
    try {
      return Verifier.isListed(copy.destination(), copy.summary(), Progress.NONE);
    } catch (FailureException e) {
      return false;
    }
  }

  /** Remembers how a copy was when it was read; of a place that no job has, nothing. */
  public static void remember(App app, KeptBackup.Copy copy, boolean whole) {
    String place = copy.destination().location();
    Checked checked = new Checked(place, copy.summary().id(), app.clock().instant(), whole);
    jobs(app).stream()
        .filter(job -> hasPlace(app, job, place))
        .forEach(job -> app.checks().add(job.id(), List.of(checked)));
  }

  private static List<Job> jobs(App app) {
    try {
      return app.settings().load().jobs();
    } catch (FailureException e) {
      return List.of(); // Settings that are damaged are told wherever they are needed.
    }
  }

  private static boolean hasPlace(App app, Job job, String location) {
    return app.jobs().targets(job).stream()
        .anyMatch(target -> target.destination().location().equals(location));
  }
}
