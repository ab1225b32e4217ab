package dev.nightjar.json;

import dev.nightjar.failure.Attempt;
import dev.nightjar.failure.FailureException;
import dev.nightjar.failure.Reason;
import dev.nightjar.io.Progress;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.atomic.AtomicBoolean;

/** The proof, made by whichever thread comes first. */
final class ProofFollower implements Runnable {
  private final Attempt<JsonProof.Proved> proof;
  private final Progress progress;
  private final AtomicBoolean taken = new AtomicBoolean();
  private final CompletableFuture<JsonProof.Proved> made = new CompletableFuture<>();
  private volatile boolean endedTheWriter;

  /**
   * @param progress the user's
   */
  ProofFollower(Attempt<JsonProof.Proved> proof, Progress progress) {
    this.proof = proof;
    this.progress = progress;
  }

  @Override
  public void run() {
    if (!taken.compareAndSet(false, true)) {
      return;
    }
    try {
      made.complete(proof.run());
    } catch (FailureException | RuntimeException | Error e) {
      made.completeExceptionally(e);
    }
  }

  /** The writer's progress: it ends if the proof has failed. */
  Progress heeded() {
    return (done, total) -> {
      if (made.isCompletedExceptionally()) {
        endedTheWriter = true;
        throw new FailureException(Reason.CANCELLED);
      }
      progress.advanced(done, total);
    };
  }

  /** Whether it is being made now. */
  boolean isRunning() {
    return taken.get() && !made.isDone();
  }

  JsonProof.Proved result() throws FailureException {
    run();
    try {
      return made.join();
    } catch (CompletionException e) {
      if (e.getCause() instanceof FailureException failure) {
        throw failure;
      }
      throw e;
    }
  }

  /** A writer that was ended because the proof had failed didn't fail itself. */
  FailureException causeOf(FailureException ofTheWriter) {
    try {
      if (endedTheWriter) {
        result();
      }
      return ofTheWriter;
    } catch (FailureException ofTheProof) {
      return ofTheProof;
    }
  }

  /** Waits for its end: it has the file open. */
  void await() {
    run();
    made.handle((proved, failure) -> proved).join();
  }
}
