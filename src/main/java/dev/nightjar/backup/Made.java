package dev.nightjar.backup;

import dev.nightjar.failure.Attempt;
import dev.nightjar.failure.FailureException;
import dev.nightjar.failure.Reason;
import java.util.Optional;

/** The result of a worker, or the reason why there is none. */
record Made<T>(Optional<T> value, Optional<FailureException> failure) {
  /** Does the work; never throws. */
  static <T> Made<T> by(Attempt<T> work) {
    try {
      return new Made<>(Optional.of(work.run()), Optional.empty());
    } catch (FailureException e) {
      return new Made<>(Optional.empty(), Optional.of(e));
    } catch (RuntimeException | Error e) {
      FailureException because = FailureException.because(e, Reason.UNEXPECTED, e.toString());
      return new Made<>(Optional.empty(), Optional.of(because));
    }
  }

  /** Returns the result, or throws the reason. */
  T get() throws FailureException {
    if (failure.isPresent()) {
      throw failure.get();
    }
    return value.orElseThrow();
  }

  boolean isCancelled() {
    return failure.filter(why -> why.reason() == Reason.CANCELLED).isPresent();
  }
}
