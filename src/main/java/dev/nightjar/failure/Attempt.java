package dev.nightjar.failure;

/** Work that may fail for a reason that is reported. */
@FunctionalInterface
public interface Attempt<T> {
  T run() throws FailureException;
}
