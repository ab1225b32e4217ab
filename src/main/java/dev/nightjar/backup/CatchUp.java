package dev.nightjar.backup;

import dev.nightjar.destination.BackupFile;
import dev.nightjar.destination.BackupSummary;
import dev.nightjar.destination.Copies;
import dev.nightjar.destination.Delivery;
import dev.nightjar.destination.Destination;
import dev.nightjar.destination.Inventory;
import dev.nightjar.destination.Manifest;
import dev.nightjar.destination.OpenedFile;
import dev.nightjar.failure.Attempt;
import dev.nightjar.failure.FailureException;
import dev.nightjar.failure.Reason;
import dev.nightjar.io.FileHash;
import dev.nightjar.io.Progress;
import dev.nightjar.retention.Owed;
import dev.nightjar.retention.PlaceHolding;
import dev.nightjar.retention.Room;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiPredicate;
import java.util.function.Consumer;

/**
 * Delivers owed backups: those that a place lacks and another has whole, newest first. One that the
 * place lists but can't give back gets its files again, under the id that it has there.
 *
 * <p>It is long because to copy and to heal are one walk over the same places and sources.
 */
final class CatchUp {
  private final BackupJob job;
  private final Map<String, Set<String>> damaged;
  private final Steps steps;
  private final Clock clock;

  /** The backups of the job at a place. */
  private record Held(ReadPlace target, Copies copies) {
    Optional<BackupSummary> find(BackupSummary backup) {
      return copies.whole().stream().filter(backup::sameBackupAs).findFirst();
    }

    /** A bit of a manifest may make another backup of it: then its id is the same. */
    Optional<BackupSummary> findBad(BackupSummary backup) {
      List<BackupSummary> bad = copies.notWhole();
      return bad.stream()
          .filter(backup::sameBackupAs)
          .findFirst()
          .or(() -> bad.stream().filter(one -> one.id().equals(backup.id())).findFirst());
    }
  }

  /** Work that needs one backup whole, from some place. */
  @FunctionalInterface
  private interface Use {
    /** Returns whether the place that was owed it has it now. */
    boolean from(Destination place, BackupSummary kept) throws FailureException, BadSource;
  }

  /** The copy can't be had from this place, which says nothing of the one that is to get it. */
  private static final class BadSource extends Exception {
    private static final long serialVersionUID = 1;
    private final FailureException why;

    BadSource(FailureException why) {
      super(why);
      this.why = why;
    }
  }

  /**
   * For the places of one run.
   *
   * @param damaged the ids of the copies that a check found damaged, by the place's label
   */
  CatchUp(BackupJob job, Map<String, Set<String>> damaged, Steps steps, Clock clock) {
    this.job = job;
    this.damaged = damaged;
    this.steps = steps;
    this.clock = clock;
  }

  /**
   * Delivers what places lack.
   *
   * @param targets those that were read; each may be a source
   * @param places the labels of those to deliver to
   * @param wanted chooses those of the backups owed to a place that are to be delivered now
   */
  void deliver(
      List<ReadPlace> targets, Set<String> places, BiPredicate<String, BackupSummary> wanted) {
    Map<ReadPlace, Inventory> read = new LinkedHashMap<>();
    targets.forEach(target -> read.put(target, target.inventory()));
    JobChain chain = new JobChain(job.identity(), read.values());
    List<Held> all = new ArrayList<>();
    read.forEach(
        (target, inventory) -> {
          Set<String> found = damaged.getOrDefault(target.label(), Set.of());
          all.add(new Held(target, chain.at(inventory, found)));
        });
    List<BackupSummary> everywhere =
        all.stream().flatMap(held -> held.copies().whole().stream()).toList();
    for (Held held : all) {
      String label = held.target().label();
      if (places.contains(label)) {
        BackupJob.Target of = held.target().of();
        Room room = of.room(held.copies().whole(), Set.of());
        PlaceHolding place = new PlaceHolding(held.copies(), of.wanted(), room);
        List<BackupSummary> owed =
            Owed.to(place, everywhere, clock.instant(), clock.getZone()).stream()
                .filter(backup -> wanted.test(label, backup))
                .toList();
        if (!owed.isEmpty()) {
          Set<BackupSummary.Key> byRule = byRule(place, everywhere, owed);
          steps.attempt(Step.CAUGHT_UP, label, known -> deliver(held, owed, byRule, all, known));
        }
      }
    }
  }

  /** Those of the owed backups that a place's rule wants there, whatever it can't read. */
  private Set<BackupSummary.Key> byRule(
      PlaceHolding place, List<BackupSummary> everywhere, List<BackupSummary> owed) {
    if (place.copies().rewritable().isEmpty()) {
      return BackupSummary.keys(owed); // Nearly always, and no second plan is made.
    }
    PlaceHolding read = new PlaceHolding(place.backups(), place.keep(), place.room());
    return BackupSummary.keys(Owed.to(read, everywhere, clock.instant(), clock.getZone()));
  }

  private void deliver(
      Held to,
      List<BackupSummary> owed,
      Set<BackupSummary.Key> byRule,
      List<Held> sources,
      Consumer<StepFacts> known)
      throws FailureException {
    List<String> healed = new ArrayList<>();
    List<StepFacts.CaughtUp.Copy> rotten = new ArrayList<>();
    long delivered = 0;
    long tooLarge = Long.MAX_VALUE;
    Optional<FailureException> first = Optional.empty();
    known.accept(new StepFacts.CaughtUp(owed.size(), 0, healed));
    for (BackupSummary backup : owed) {
      if (backup.bytes() >= tooLarge) {
        continue; // To fetch it would only show once more that there is no room.
      }
      boolean cancelled = false;
      Optional<BackupSummary> bad = to.findBad(backup);
      try {
        boolean has =
            fromWhereItIs(
                backup,
                sources,
                rotten,
                (place, kept) -> {
                  if (bad.isPresent() && isThatBackup(to, bad.get(), kept)) {
                    heal(to.target(), bad.get(), place, kept);
                    healed.add(bad.get().id());
                    return true;
                  }
                  if (byRule.contains(kept.key())) {
                    copy(to.target(), place, kept);
                    return true;
                  }
                  return false;
                });
        if (has) {
          delivered++;
        } else {
          // Nobody can tell whose these files are, and the rule wants no other copy.
          bad.ifPresent(one -> rotten.add(copyOf(to, one)));
        }
      } catch (FailureException e) {
        first = first.or(() -> Optional.of(e));
        cancelled = e.reason() == Reason.CANCELLED;
        if (e.reason() == Reason.PLACE_FULL || e.reason() == Reason.PLACE_NO_LARGE_FILES) {
          // Older ones of a database that grows are a little smaller.
          tooLarge = backup.bytes() / 10 * 9;
        }
      }
      known.accept(new StepFacts.CaughtUp(owed.size(), delivered, healed, rotten));
      if (cancelled) {
        break;
      }
    }
    if (first.isPresent()) {
      throw first.get();
    }
  }

  /**
   * From the first place whose copy turns out to be whole.
   *
   * @param rotten gets those that turn out to be damaged
   */
  private static boolean fromWhereItIs(
      BackupSummary backup, List<Held> sources, List<StepFacts.CaughtUp.Copy> rotten, Use use)
      throws FailureException {
    Optional<FailureException> last = Optional.empty();
    for (Held source : sources) {
      Optional<BackupSummary> kept = source.find(backup);
      if (kept.isPresent()) {
        try {
          return use.from(source.target().of().destination(), kept.get());
        } catch (BadSource e) {
          last = Optional.of(e.why);
          if (e.why.reason() == Reason.BACKUP_DAMAGED) {
            rotten.add(copyOf(source, kept.get()));
          }
        }
      }
    }
    throw last.orElseThrow(); // It is owed because some place has it.
  }

  private static StepFacts.CaughtUp.Copy copyOf(Held place, BackupSummary backup) {
    return new StepFacts.CaughtUp.Copy(place.target().label(), backup.id());
  }

  /** Another backup may have the id if its manifest can't be believed. */
  private boolean isThatBackup(Held to, BackupSummary bad, BackupSummary kept)
      throws FailureException {
    return (bad.sameBackupAs(kept) && !to.copies().unread().contains(bad))
        || isWhole(to.target(), kept.withId(bad.id()), BackupFile.DATABASE);
  }

  /** Asks a source, whose failure says nothing of the place that is to get the backup. */
  private static <T> T of(Attempt<T> source) throws FailureException, BadSource {
    try {
      return source.run();
    } catch (FailureException e) {
      if (e.reason() == Reason.CANCELLED) {
        throw e;
      }
      throw new BadSource(e);
    }
  }

  /** Returns a source's manifest, which must be the one that was listed. */
  private static Manifest proved(Destination from, BackupSummary kept)
      throws FailureException, BadSource {
    return of(
        () -> {
          Manifest manifest = from.manifest(kept);
          if (!manifest.summary().equals(kept)) {
            String path = "manifest/backup-" + kept.id() + ".json";
            throw new FailureException(Reason.BACKUP_DAMAGED, kept.id(), path, "another content");
          }
          return manifest;
        });
  }

  private void copy(ReadPlace target, Destination from, BackupSummary kept)
      throws FailureException, BadSource {
    target.requireRoom(kept.bytes());
    Manifest manifest = proved(from, kept);
    String id = ReadPlace.freeId(List.of(target), kept.id());
    try (Delivery delivery = target.of().destination().deliver(id, job.identity())) {
      for (Map.Entry<BackupFile, FileHash> file : manifest.files().entrySet()) {
        BackupFile which = file.getKey();
        staged(
            from,
            kept,
            which,
            target,
            content -> delivery.add(which, content, file.getValue(), progress(target)));
      }
      delivery.commit(manifest.withId(id));
      target.stored(manifest.withId(id).summary());
    }
  }

  /** Replaces each file of a backup that isn't what it was, the manifest last. */
  private void heal(ReadPlace target, BackupSummary bad, Destination from, BackupSummary kept)
      throws FailureException, BadSource {
    Destination place = target.of().destination();
    Manifest manifest = proved(from, kept).withId(bad.id());
    BackupSummary wanted = manifest.summary();
    for (BackupFile file : bad.files().keySet()) {
      if (!wanted.files().containsKey(file)) {
        throw new FailureException(Reason.BACKUP_LACKS_FILE, kept.id(), file.folder());
      }
    }
    for (BackupFile which : wanted.files().keySet()) {
      if (!isWhole(target, wanted, which)) {
        staged(
            from,
            kept,
            which,
            target,
            content -> place.heal(wanted, which, content, job.identity(), progress(target)));
      }
    }
    if (!isThere(place, manifest)) {
      place.healManifest(manifest, job.identity());
    }
    target.healed(wanted);
  }

  private static boolean isThere(Destination place, Manifest manifest) throws FailureException {
    try {
      return place.manifest(manifest.summary()).equals(manifest);
    } catch (FailureException e) {
      if (e.reason() == Reason.BACKUP_DAMAGED || e.reason() == Reason.MANIFEST_DAMAGED) {
        return false;
      }
      throw e;
    }
  }

  private boolean isWhole(ReadPlace target, BackupSummary backup, BackupFile file)
      throws FailureException {
    try {
      target.of().destination().verify(backup, file, progress(target));
      return true;
    } catch (FailureException e) {
      if (e.reason() == Reason.BACKUP_DAMAGED) {
        return false;
      }
      throw e;
    }
  }

  /** Work with a file of a backup. */
  @FunctionalInterface
  private interface Content {
    void use(Path content) throws FailureException;
  }

  /** Fetches a file of a backup, which is compared with its manifest, for as long as it is used. */
  private void staged(
      Destination from, BackupSummary kept, BackupFile file, ReadPlace target, Content content)
      throws FailureException, BadSource {
    Path folder = job.stagingFolder();
    try (OpenedFile staged =
        of(() -> OpenedFile.fetched(from, kept, file, folder, progress(target)))) {
      content.use(staged.path());
    }
  }

  private Progress progress(ReadPlace target) {
    return steps.progress(Step.CAUGHT_UP, target.label());
  }
}
