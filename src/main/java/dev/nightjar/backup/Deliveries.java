package dev.nightjar.backup;

import dev.nightjar.destination.BackupFile;
import dev.nightjar.destination.Delivery;
import dev.nightjar.destination.Evidence;
import dev.nightjar.destination.Manifest;
import dev.nightjar.destination.ManifestText;
import dev.nightjar.failure.FailureException;
import dev.nightjar.failure.Reason;
import dev.nightjar.io.FileHash;
import dev.nightjar.io.GrowingFile;
import dev.nightjar.io.Progress;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.logging.Level;
import java.util.logging.Logger;

/**
 * One backup on its way to all places that are ready: one place's failure never keeps another from
 * its backup. Closed, it leaves nothing under a partial name.
 */
final class Deliveries implements AutoCloseable {
  private static final Logger LOG = Logger.getLogger(Deliveries.class.getName());

  /** Of a file that is still made so many more are waited for. */
  private static final long PORTION_BYTES = 4L << 20;

  private final BackupJob job;
  private final List<ReadPlace> targets;
  private final String id;
  private final Steps steps;
  private final Map<ReadPlace, Delivery> deliveries = new LinkedHashMap<>();
  private final Map<ReadPlace, FailureException> failed = new LinkedHashMap<>();
  private Optional<ManifestText> expected = Optional.empty();

  /** For the backup {@code id}. */
  Deliveries(BackupJob job, List<ReadPlace> targets, String id, Steps steps) {
    this.job = job;
    this.targets = targets;
    this.id = id;
    this.steps = steps;
  }

  /** Begins to deliver it. */
  void begin() {
    for (ReadPlace target : targets) {
      atPlace(
          target,
          () -> deliveries.put(target, target.of().destination().deliver(id, job.identity())));
    }
  }

  /** Work at one place. */
  @FunctionalInterface
  interface Work {
    void run() throws FailureException;
  }

  private void atPlace(ReadPlace target, Work work) {
    try {
      work.run();
    } catch (FailureException e) {
      failed(target, e);
    }
  }

  /** Leaves a place out from now on. */
  void failed(ReadPlace target, FailureException failure) {
    failed.put(target, failure);
  }

  Map<ReadPlace, Delivery> begun() {
    return Collections.unmodifiableMap(deliveries);
  }

  /**
   * Copies a file to each place while it is made, and reads it back when its maker has ended it: so
   * {@link #add} has little left to do, and what is slow holds nobody.
   *
   * @param databaseBytes from which each place tells how large the file may become
   */
  void follow(BackupFile file, Path content, GrowingFile growing, long databaseBytes) {
    try {
      for (long written = afterPortion(growing, 0);
          written > 0;
          written = afterPortion(growing, written)) {
        for (ReadPlace target : targets) {
          addSoFar(target, file, content, written, target.jsonBytes(databaseBytes));
        }
      }
      long bytes = growing.bytesFrom(0);
      for (ReadPlace target : targets) {
        meanwhile(target, (delivery, untold) -> delivery.addWhole(file, content, bytes, untold));
      }
    } catch (FailureException e) {
      LOG.log(Level.FINE, "its maker tells why", e);
    }
  }

  /**
   * Waits for more than a portion from there on; returns how far the file is then, or 0 at its end.
   */
  private static long afterPortion(GrowingFile growing, long from) throws FailureException {
    long wanted = from + PORTION_BYTES;
    long more = growing.bytesFrom(wanted);
    return more == 0 ? 0 : wanted + more;
  }

  private void addSoFar(
      ReadPlace target, BackupFile file, Path content, long written, long estimated) {
    meanwhile(
        target, (delivery, untold) -> delivery.addSoFar(file, content, written, estimated, untold));
  }

  /** Work of a delivery whose progress nobody is told. */
  @FunctionalInterface
  private interface Untold {
    void run(Delivery delivery, Progress untold) throws FailureException;
  }

  private void meanwhile(ReadPlace target, Untold work) {
    Delivery delivery = deliveries.get(target);
    if (delivery != null && !failed.containsKey(target)) {
      Progress untold = (done, total) -> steps.progress(Step.JSON, "").advanced(0, -1);
      atPlace(target, () -> runHint(delivery, untold, work));
    }
  }

  /** A failure that isn't the place's is left to {@link #add}, which tries again and reports it. */
  private static void runHint(Delivery delivery, Progress untold, Untold work)
      throws FailureException {
    try {
      work.run(delivery, untold);
    } catch (FailureException e) {
      if (e.reason().subject() == Reason.Subject.PLACE || e.reason() == Reason.CANCELLED) {
        throw e;
      }
      LOG.log(Level.FINE, "it is added once it is proved", e);
    }
  }

  /** Copies a file to each place that hasn't failed. */
  void add(BackupFile file, Path content, FileHash hash) {
    Step step = file == BackupFile.DATABASE ? Step.DATABASE_SAVED : Step.JSON_SAVED;
    for (ReadPlace target : targets) {
      Delivery delivery = deliveries.get(target);
      if (delivery != null && !failed.containsKey(target)) {
        atPlace(
            target, () -> delivery.add(file, content, hash, steps.progress(step, target.label())));
      }
    }
  }

  /**
   * Keeps a damaged copy at each place, which is no backup.
   *
   * @return the files' paths
   */
  List<String> keepEvidence(Path copy, FileHash hash, List<String> findings) {
    List<String> kept = new ArrayList<>();
    for (ReadPlace target : targets) {
      if (deliveries.containsKey(target)) {
        Evidence evidence =
            new Evidence(
                id,
                job.identity(),
                job.database().file().toString(),
                hash,
                findings,
                target.lastWhole());
        var progress = steps.progress(Step.DATABASE, "");
        atPlace(
            target,
            () -> kept.add(target.of().destination().keepEvidence(evidence, copy, progress)));
      }
    }
    failed.forEach(
        (target, failure) ->
            LOG.log(Level.WARNING, failure, () -> "no damaged copy at " + target.label()));
    return kept;
  }

  /** Returns the user's cancellation, if it came while files were copied. */
  Optional<FailureException> cancelled() {
    return failed.values().stream()
        .filter(failure -> failure.reason() == Reason.CANCELLED)
        .findFirst();
  }

  /** Writes the text of a manifest that will probably be the one to {@link #commit}. */
  void expect(Manifest manifest) {
    expected = Made.by(() -> ManifestText.of(manifest)).value();
  }

  /** Ends the step of each place; true if one has the backup now. */
  boolean commit(Manifest manifest) {
    List<ReadPlace> kept = new ArrayList<>();
    Optional<ManifestText> known = expected.filter(one -> one.manifest().equals(manifest));
    Made<ManifestText> text =
        Made.by(() -> known.isPresent() ? known.get() : ManifestText.of(manifest));
    for (ReadPlace target : targets) {
      steps.attempt(
          Step.DATABASE_SAVED,
          target.label(),
          facts -> {
            FailureException failure = failed.get(target);
            Delivery delivery = deliveries.get(target);
            if (failure != null || delivery == null) {
              throw failure == null
                  ? new FailureException(
                      Reason.PLACE_UNREACHABLE, target.of().destination().location())
                  : failure;
            }
            delivery.commit(text.get());
            target.stored(manifest.summary());
            kept.add(target);
            facts.accept(
                new StepFacts.Saved(
                    manifest.databaseFile().bytes(), pathAt(target, BackupFile.DATABASE)));
          });
    }
    manifest
        .jsonFile()
        .ifPresent(
            json -> {
              for (ReadPlace target : kept) {
                StepFacts facts =
                    new StepFacts.Saved(json.bytes(), pathAt(target, BackupFile.JSON));
                steps.record(Step.JSON_SAVED, target.label(), 0, facts);
              }
            });
    return !kept.isEmpty();
  }

  private String pathAt(ReadPlace target, BackupFile file) {
    return target.of().destination().location(file, id);
  }

  @Override
  public void close() {
    deliveries.values().forEach(Delivery::close);
  }
}
