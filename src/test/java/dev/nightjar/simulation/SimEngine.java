package dev.nightjar.simulation;

import dev.nightjar.app.agent.Engine;
import dev.nightjar.app.verdict.LiveReport;
import dev.nightjar.app.verdict.PlaceReport;
import dev.nightjar.app.verdict.Survey;
import dev.nightjar.app.verdict.TableDrop;
import dev.nightjar.backup.BackupRun;
import dev.nightjar.backup.RunListener;
import dev.nightjar.destination.Inventory;
import dev.nightjar.failure.FailureException;
import dev.nightjar.failure.Reason;
import dev.nightjar.settings.Job;
import dev.nightjar.settings.Settings;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;

/** Does to the simulated world what the agent asks for, and answers later in virtual time. */
final class SimEngine implements Engine {
  private static final int BACKUPS_COMPARED = 30;

  private final Process process;
  private final World world;

  SimEngine(Process process) {
    this.process = process;
    this.world = process.world;
  }

  @Override
  public Settings settings() throws FailureException {
    if (world.settingsTorn) {
      throw new FailureException(Reason.SETTINGS_DAMAGED, "/home/settings.json", 3L, 1L);
    }
    return world.settings;
  }

  @Override
  public void changeSettings(UnaryOperator<Settings> change) throws FailureException {
    world.save(change.apply(settings()));
  }

  @Override
  public Optional<Instant> bootedAt() {
    return world.bootedAt();
  }

  @Override
  public void start(
      Job job, Settings settings, Task task, RunListener listener, Consumer<RunEnd> answer) {
    SimJob of = world.job(job.id());
    world.watcher.runAsked(of, task, process.run);
    SimRun run = new SimRun(process, of, settings, task, listener, answer);
    process.run = Optional.of(run);
    run.begin();
  }

  @Override
  public void read(Job job, String label, Consumer<PlaceReport> answer) {
    SimPlace place = world.job(job.id()).place(label);
    world.watcher.touched(world.job(job.id()), place);
    process.post(
        world.latency(place),
        () -> {
          if (place.answers()) {
            place.remembered = place.inventory();
            place.rememberedFrom = Optional.of(world.wall().toInstant());
          }
          answer.accept(report(place));
        });
  }

  private PlaceReport report(SimPlace place) {
    boolean answers = place.answers();
    Inventory held = answers ? place.inventory() : place.remembered;
    return new PlaceReport(
        place.target,
        held,
        place.sign(),
        answers ? Optional.empty() : place.rememberedFrom,
        answers ? place.besideDatabase(world.now()) : Optional.empty());
  }

  @Override
  public void poll(Job job, String label, Consumer<PlaceReport.Sign> answer) {
    SimPlace place = world.job(job.id()).place(label);
    world.watcher.touched(world.job(job.id()), place);
    process.post(world.latency(place), () -> answer.accept(place.sign()));
  }

  @Override
  public void inspect(Job job, Consumer<LiveReport> answer) {
    SimDatabase database = world.job(job.id()).database;
    process.post(5 + world.dice(200), () -> answer.accept(database.report()));
  }

  @Override
  public void runs(Instant since, Consumer<List<BackupRun>> answer) {
    process.post(
        5 + world.dice(50),
        () -> {
          List<BackupRun> newestFirst = new ArrayList<>();
          for (int i = world.runs.size() - 1; i >= 0; i--) {
            if (world.runs.get(i).startedAt().isAfter(since)) {
              newestFirst.add(world.runs.get(i));
            }
          }
          answer.accept(newestFirst);
        });
  }

  @Override
  public String runsSignature() {
    return Integer.toString(world.runs.size());
  }

  @Override
  public void drops(Job job, Survey survey, Consumer<Optional<List<TableDrop>>> answer) {
    SimJob of = world.job(job.id());
    long newest =
        survey.backups().stream().mapToLong(kept -> kept.summary().sequence()).max().orElse(-1);
    boolean readable =
        of.places.stream()
            .filter(SimPlace::answers)
            .flatMap(place -> place.there().stream())
            .anyMatch(copy -> copy.backup.sequence() == newest);
    Optional<List<TableDrop>> drops =
        survey.backups().isEmpty() || readable ? Optional.of(drops(of)) : Optional.empty();
    process.post(20 + world.dice(2_000), () -> answer.accept(drops));
  }

  @Override
  public Runnable check(Job job, List<StoredCopy> copies, CheckListener listener) {
    SimCheck check = new SimCheck(process, world.job(job.id()), copies, listener);
    check.begin();
    return check::cancel;
  }

  @Override
  public void close() {
    process.timeline.drain();
  }

  /** Of the copies that can be read now. */
  static List<TableDrop> drops(SimJob job) {
    Map<Long, Backup> backups = new HashMap<>();
    for (SimPlace place : job.places) {
      if (place.answers()) {
        place.there().forEach(copy -> backups.put(copy.backup.sequence(), copy.backup));
      }
    }
    List<Backup> newestFirst = new ArrayList<>(backups.values());
    newestFirst.sort(Comparator.comparingLong(Backup::sequence).reversed());
    if (newestFirst.isEmpty()) {
      return List.of();
    }
    Backup newest = newestFirst.get(0);
    Map<String, List<TableDrop.Peak>> peaks = new LinkedHashMap<>();
    for (Backup earlier : newestFirst.subList(1, Math.min(newestFirst.size(), BACKUPS_COMPARED))) {
      for (String table : new TreeSet<>(earlier.rows().keySet())) {
        long before = earlier.rows().get(table);
        if (before > 2 * newest.rows().getOrDefault(table, 0L)) {
          peaks
              .computeIfAbsent(table, none -> new ArrayList<>())
              .add(new TableDrop.Peak(earlier.snapshotAt().toInstant(), before));
        }
      }
    }
    List<TableDrop> drops = new ArrayList<>();
    peaks.forEach(
        (table, before) ->
            drops.add(new TableDrop(table, newest.rows().getOrDefault(table, 0L), before)));
    return drops;
  }
}
