package dev.nightjar.desktop.kit;

import dev.nightjar.failure.Attempt;
import dev.nightjar.failure.Failure;
import dev.nightjar.failure.FailureException;
import dev.nightjar.failure.Reason;
import java.util.Optional;
import java.util.function.Function;
import java.util.logging.Level;
import java.util.logging.Logger;

/**
 * The end of work in the background, which a window waits for: there is always one. All that is
 * thrown is logged, and becomes a failure that can be shown; no memory left, and a class that isn't
 * there, too.
 */
public final class Ending {
  private static final Logger LOG = Logger.getLogger(Ending.class.getName());

  private Ending() {}

  /**
   * Does the work, and returns its result; never throws.
   *
   * @param what the work, for the log
   * @param failed makes a result of why there is none
   */
  public static <T> T of(String what, Attempt<T> work, Function<Failure, T> failed) {
    try {
      return work.run();
    } catch (FailureException e) {
      LOG.log(e.reason() == Reason.CANCELLED ? Level.FINE : Level.WARNING, e, () -> what);
      return failed.apply(e.failure());
    } catch (RuntimeException | Error e) {
      LOG.log(Level.SEVERE, what, e);
      return failed.apply(Failure.unexpected(e));
    }
  }

  /** The same of work that is done for its effect; returns why it failed, if it did. */
  public static Optional<Failure> of(String what, Effect work) {
    return of(
        what,
        () -> {
          work.run();
          return Optional.empty();
        },
        Optional::of);
  }

  /** Work without a result. */
  @FunctionalInterface
  public interface Effect {
    void run() throws FailureException;
  }
}
