package dev.nightjar.destination;

import dev.nightjar.failure.FailureException;
import dev.nightjar.io.Progress;
import java.nio.file.Path;
import java.util.Optional;

/** A place that no file system shows: it answers only what a destination has to. */
public record Share(String location, Destination behind) implements Destination {
  @Override
  public Readiness prepare(JobIdentity owner, Progress progress) throws FailureException {
    return behind.prepare(owner, progress);
  }

  @Override
  public Sign poll(JobIdentity owner) throws FailureException {
    return behind.poll(owner);
  }

  @Override
  public Inventory inventory(Progress progress) throws FailureException {
    return behind.inventory(progress);
  }

  @Override
  public Optional<KnownInventory> lastKnown() {
    return behind.lastKnown();
  }

  @Override
  public Manifest manifest(BackupSummary backup) throws FailureException {
    return behind.manifest(backup);
  }

  @Override
  public boolean isFree(String id) throws FailureException {
    return behind.isFree(id);
  }

  @Override
  public Delivery deliver(String id, JobIdentity owner) throws FailureException {
    return behind.deliver(id, owner);
  }

  @Override
  public void fetch(BackupSummary backup, BackupFile file, Path target, Progress progress)
      throws FailureException {
    behind.fetch(backup, file, target, progress);
  }

  @Override
  public void verify(BackupSummary backup, BackupFile file, Progress progress)
      throws FailureException {
    behind.verify(backup, file, progress);
  }

  @Override
  public void heal(
      BackupSummary backup, BackupFile file, Path content, JobIdentity owner, Progress progress)
      throws FailureException {
    behind.heal(backup, file, content, owner, progress);
  }

  @Override
  public void healManifest(Manifest manifest, JobIdentity owner) throws FailureException {
    behind.healManifest(manifest, owner);
  }

  @Override
  public void remove(BackupSummary backup, JobIdentity owner) throws FailureException {
    behind.remove(backup, owner);
  }

  @Override
  public String keepEvidence(Evidence evidence, Path copy, Progress progress)
      throws FailureException {
    return behind.keepEvidence(evidence, copy, progress);
  }

  @Override
  public void leave(String name, byte[] content) throws FailureException {
    behind.leave(name, content);
  }
}
