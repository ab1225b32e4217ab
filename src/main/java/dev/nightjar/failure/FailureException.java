package dev.nightjar.failure;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** The one checked exception: carries a {@link Failure} up to the step that reports it. */
public final class FailureException extends Exception {
  private static final long serialVersionUID = 1L;

  private final transient Failure failure;

  public FailureException(Failure failure, @Nullable Throwable cause) {
    super(failure.reason() + " " + failure.arguments() + " " + failure.detail(), cause);
    this.failure = failure;
  }

  public FailureException(Failure failure) {
    this(failure, null);
  }

  public FailureException(Reason reason, Object... arguments) {
    this(Failure.of(reason, arguments), null);
  }

  /**
   * With {@code cause}, whose message becomes the failure's detail. If the program itself can't
   * work, that is the failure, whatever it was to do.
   */
  public static FailureException because(Throwable cause, Reason reason, Object... arguments) {
    for (Throwable each = cause; each != null; each = each.getCause()) {
      if (each instanceof FailureException known
          && known.reason().subject() == Reason.Subject.PROGRAM) {
        return new FailureException(known.failure(), cause);
      }
    }
    return new FailureException(Failure.of(reason, arguments).withDetail(cause.toString()), cause);
  }

  /** Returns the same, told of {@code known} wherever it is about {@code ours}. */
  public FailureException about(Object known, Object ours) {
    List<Object> arguments =
        failure.arguments().stream()
            .map(one -> one.toString().equals(ours.toString()) ? known : one)
            .toList();
    return arguments.equals(failure.arguments())
        ? this
        : because(this, reason(), arguments.toArray());
  }

  public Failure failure() {
    return failure;
  }

  public Reason reason() {
    return failure.reason();
  }
}
