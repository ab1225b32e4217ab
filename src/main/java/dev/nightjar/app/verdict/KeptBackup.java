package dev.nightjar.app.verdict;

import dev.nightjar.backup.BackupJob.Target;
import dev.nightjar.destination.Destination;
import dev.nightjar.destination.Manifest;
import java.util.ArrayList;
import java.util.List;

/**
 * One backup and the places that keep it.
 *
 * @param copies where it is, each with the manifest as it stands there (its id may differ)
 */
public record KeptBackup(List<Copy> copies) {
  public KeptBackup {
    copies = List.copyOf(copies);
  }

  /** A backup at one place. */
  public record Copy(String label, Destination destination, Manifest manifest) {}

  public Manifest manifest() {
    return copies.get(0).manifest();
  }

  public List<String> labels() {
    return copies.stream().map(Copy::label).distinct().toList();
  }

  KeptBackup with(Target target, Manifest manifest) {
    List<Copy> more = new ArrayList<>(copies);
    more.add(new Copy(target.label(), target.destination(), manifest));
    return new KeptBackup(more);
  }
}
