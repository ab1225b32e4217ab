package dev.nightjar.backup;

import dev.nightjar.destination.BackupSummary;
import dev.nightjar.destination.Destination;
import dev.nightjar.destination.JobIdentity;
import dev.nightjar.retention.RetentionPolicy;
import dev.nightjar.retention.Room;
import dev.nightjar.sqlite.SnapshotSource;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.LongStream;

/**
 * The order for a run, built from the settings once, so that changing them meanwhile can't hurt it.
 *
 * @param targets where backups go, the one on this computer first
 * @param stagingFolder this job's in the program's own folder, for what can't be staged at a place;
 *     the holder of the job's lock empties it
 * @param sequence remembers the numbers that this job's backups have got
 * @param placePatience how long a place that doesn't answer is asked again
 */
public record BackupJob(
    JobIdentity identity,
    SnapshotSource database,
    List<Target> targets,
    Path stagingFolder,
    Sequence sequence,
    Duration placePatience) {
  public BackupJob {
    targets = List.copyOf(targets);
  }

  /**
   * A place by the name the user has for it.
   *
   * @param label "this computer", "NAS"
   * @param local whether it is this computer's own folder, where a run holds its lock
   * @param keep the rule that its owner chose; empty if nobody has: then none is deleted
   * @param databaseDisk measures the database's own disk, if the place is on it
   */
  public record Target(
      String label,
      boolean local,
      Destination destination,
      Optional<RetentionPolicy> keep,
      DatabaseDisk databaseDisk) {
    /** A place on another disk than the database, for which no rule was chosen. */
    public Target(String label, boolean local, Destination destination) {
      this(label, local, destination, Optional.empty(), DatabaseDisk.ANOTHER);
    }

    /**
     * Measures the room for backups there.
     *
     * @param backups those that are there
     * @param elsewhere those that another place holds for sure
     */
    Room room(Collection<BackupSummary> backups, Set<BackupSummary.Key> elsewhere) {
      return databaseDisk
          .freeBytes()
          .map(free -> Room.besideDatabase(free, backups, elsewhere))
          .orElse(Room.UNLIMITED);
    }

    /** The rule by which it gets older backups that another place has. */
    RetentionPolicy wanted() {
      return keep.orElse(RetentionPolicy.Thinning.USUAL);
    }

    /** The rule by which backups are deleted there. */
    RetentionPolicy kept() {
      return keep.orElseGet(RetentionPolicy.Everything::new);
    }

    /** Whether its owner chose a rule by which backups go. */
    public boolean deletes() {
      return !(kept() instanceof RetentionPolicy.Everything);
    }

    /** The same with another rule. */
    public Target keeping(RetentionPolicy rule) {
      return new Target(label, local, destination, Optional.of(rule), databaseDisk);
    }

    /** The same on the database's own disk. */
    public Target beside(DatabaseDisk disk) {
      return new Target(label, local, destination, keep, disk);
    }
  }

  /**
   * The numbers that are known without asking a place.
   *
   * @param read the labels of places whose contents the caller knows better
   */
  public LongStream numbers(Set<String> read) {
    LongStream elsewhere =
        targets.stream()
            .filter(target -> !read.contains(target.label()))
            .flatMap(target -> target.destination().lastKnown().stream())
            .flatMap(known -> known.inventory().backups().stream())
            .mapToLong(BackupSummary::sequence);
    return LongStream.concat(elsewhere, LongStream.of(sequence.last()));
  }

  /** The same, patient with places that don't answer at once. */
  public BackupJob withPlacePatience(Duration patience) {
    return new BackupJob(identity, database, targets, stagingFolder, sequence, patience);
  }
}
