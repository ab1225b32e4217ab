package dev.nightjar.cli;

import dev.nightjar.app.App;
import dev.nightjar.app.verdict.Finding;
import dev.nightjar.backup.BackupJob;
import dev.nightjar.backup.BackupRun;
import dev.nightjar.backup.Holdings;
import dev.nightjar.destination.BackupSummary;
import dev.nightjar.failure.FailureException;
import dev.nightjar.failure.Printable;
import dev.nightjar.io.DiskFailures;
import dev.nightjar.platform.instance.SingleInstance;
import dev.nightjar.retention.Pruning;
import dev.nightjar.retention.Pruning.Held;
import dev.nightjar.retention.Pruning.Limits;
import dev.nightjar.retention.Pruning.Staying;
import dev.nightjar.retention.RetentionPlan.Expendable;
import dev.nightjar.retention.RetentionPlan.Kept;
import dev.nightjar.retention.RetentionPolicy;
import dev.nightjar.settings.InvalidSettingException;
import dev.nightjar.settings.Job;
import dev.nightjar.text.Figures;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code nightjar prune}: deletes the backups that the settings don't keep. */
@Command(name = "prune")
final class PruneCommand extends Action {
  @Mixin private JobOption job = new JobOption();

  @Option(names = "--dry-run")
  private boolean dryRun;

  @Option(names = "--yes")
  private boolean yes;

  @Option(names = "--accept-shrunk")
  private boolean acceptShrunk;

  @Option(names = "--keep", paramLabel = "RULE")
  private @Nullable String keep;

  PruneCommand(GlobalOptions globals) {
    super(globals);
  }

  @Override
  int run(App app, Console console) throws FailureException {
    Optional<RetentionPolicy> rule = rule();
    Job chosen = job.chosen(app, app.settings().load());
    BackupJob wanted = app.jobs().of(chosen, Duration.ZERO);
    if (acceptShrunk && !dryRun) {
      accept(app, chosen, console);
    }
    App.PruningFacts facts = app.pruningFacts(chosen, wanted);
    Limits limits = Limits.byHand(facts.shrunk() && !(acceptShrunk && dryRun));
    Holdings holdings = facts.holdings();
    Map<BackupJob.Target, Pruning> plans = new LinkedHashMap<>();
    List<Object> places = new ArrayList<>();
    for (BackupJob.Target target : wanted.targets()) {
      Optional<FailureException> silence = holdings.silence(target.label());
      if (silence.isPresent()) {
        console.failed("", silence.get().failure());
        places.add(
            InOrder.of(
                "place",
                target.destination().location(),
                "error",
                Console.failure(silence.get().failure())));
        continue;
      }
      Pruning pruning =
          holdings.plan(
              target.label(),
              rule.or(target::keep).orElseGet(RetentionPolicy.Everything::new),
              limits,
              app.clock().instant(),
              app.clock().getZone());
      plans.put(target, pruning);
      if (console.isJson()) {
        places.add(object(target, pruning));
      } else {
        print(console, target, pruning);
      }
    }
    if (rule.isEmpty() && wanted.targets().stream().allMatch(one -> one.keep().isEmpty())) {
      console.warn("", Words.of("prune.no-rule"));
    }
    if (limits.shrunk()) {
      console.warn("", Words.of("prune.shrunk"));
    }
    int code = codeOf(plans.size(), wanted.targets().size());
    long backups = plans.values().stream().mapToLong(plan -> plan.now().size()).sum();
    if (!dryRun && backups > 0) {
      long bytes = plans.values().stream().mapToLong(Pruning::bytes).sum();
      if (!yes && !confirmed(console, backups, bytes)) {
        return ExitCode.DONE;
      }
      try (Cancellation cancellation = Cancellation.onControlC()) {
        BackupRun run =
            app.prune(
                chosen, chosen.places().keySet(), new RunPrinter(console, wanted, cancellation));
        code = ExitCode.worse(code, codeOf(run));
      }
    }
    Map<String, Object> object = new LinkedHashMap<>();
    object.put("job", chosen.name());
    object.put("dryRun", dryRun);
    object.put("shrunk", limits.shrunk());
    object.put("places", places);
    console.object(object);
    return code;
  }

  /** Another rule than the settings': to see what it would mean. */
  private Optional<RetentionPolicy> rule() throws FailureException {
    if (keep == null) {
      return Optional.empty();
    }
    if (!dryRun) {
      throw wrongUse("prune.keep-only-shows", keep);
    }
    try {
      return Optional.of(SettingValues.keep("--keep", keep).policy());
    } catch (InvalidSettingException e) {
      throw e.reported();
    }
  }

  /** Answers the question for which a computer without a screen has no window. */
  private void accept(App app, Job job, Console console) throws FailureException {
    try (SingleInstance tray = SingleInstance.tryBecome(app.home()).orElse(null)) {
      if (tray == null) {
        throw wrongUse("prune.accept.in-window");
      }
      Optional<List<Finding.Shrunk>> accepted = app.acceptShrunk(job);
      if (accepted.isEmpty()) {
        console.warn("", Words.of("prune.accept.unknown"));
      }
      for (Finding.Shrunk table : accepted.orElse(List.of())) {
        console.say(
            Words.of(
                "prune.accepted",
                Printable.of(table.table()),
                Words.counted("rows", table.rowsBefore()),
                Figures.count(table.rowsNow())));
      }
    } catch (IOException e) {
      throw DiskFailures.ofHome(e, app.home().locksFolder());
    }
  }

  private static int codeOf(int answering, int all) {
    return answering == all ? ExitCode.DONE : answering == 0 ? ExitCode.FAILED : ExitCode.PARTIAL;
  }

  private static int codeOf(BackupRun run) {
    long failed = run.results().stream().filter(result -> !result.succeeded()).count();
    boolean all = failed == run.results().size();
    return failed == 0 ? ExitCode.DONE : all ? ExitCode.FAILED : ExitCode.PARTIAL;
  }

  private boolean confirmed(Console console, long backups, long bytes) throws FailureException {
    String question = Words.of("prune.ask", Words.counted("backups", backups), bytes);
    String answer = console.ask(question).orElseThrow(() -> wrongUse("prune.no-terminal"));
    return answer.strip().equalsIgnoreCase(Words.of("prune.yes"));
  }

  private void print(Console console, BackupJob.Target target, Pruning pruning) {
    long kept = (long) pruning.plan().kept().size() + pruning.held().size();
    console.answer(
        Words.of(
            "prune.place",
            Words.place(target.label()),
            Words.counted("backups", kept),
            Words.counted("backups", pruning.now().size()),
            pruning.bytes()));
    List<String> lines = new ArrayList<>();
    if (dryRun) {
      for (Kept one : pruning.plan().kept()) {
        BackupSummary backup = one.backup();
        String why = "prune.because." + one.because().code();
        lines.add(line(backup, backup.bytes(), why, false));
      }
      for (Staying one : pruning.staying()) {
        String why = "prune.stays." + one.why().code();
        lines.add(line(one.backup(), one.copy().bytes(), why, true));
      }
    }
    // The newest first, as those that stay.
    for (int i = pruning.held().size() - 1; i >= 0; i--) {
      Held one = pruning.held().get(i);
      lines.add(line(one.expendable(), "prune.hold." + one.hold().code()));
    }
    for (int i = pruning.now().size() - 1; i >= 0; i--) {
      Expendable one = pruning.now().get(i);
      lines.add(line(one, "prune.rule." + one.rule().code()));
    }
    console.answer(lines);
  }

  private static String line(Expendable one, String rule) {
    return line(one.backup(), one.bytes(), rule, one.damaged());
  }

  private static String line(BackupSummary backup, long bytes, String rule, boolean damaged) {
    String why = Words.of(rule);
    return "  "
        + Columns.left(backup.id(), 21)
        + " "
        + Columns.right(Figures.bytes(bytes), 10)
        + "  "
        + (damaged ? Words.of("prune.damaged", why) : why);
  }

  private static Map<String, Object> object(BackupJob.Target target, Pruning pruning) {
    List<Object> kept = new ArrayList<>();
    for (Kept one : pruning.plan().kept()) {
      BackupSummary backup = one.backup();
      kept.add(object(backup, backup.bytes(), one.because().code(), false));
    }
    List<Object> staying = new ArrayList<>();
    for (Staying one : pruning.staying()) {
      staying.add(object(one.backup(), one.copy().bytes(), one.why().code(), true));
    }
    List<Object> held = new ArrayList<>();
    for (Held one : pruning.held()) {
      Map<String, Object> object = object(one.expendable());
      object.put("hold", one.hold().code());
      held.add(object);
    }
    List<Object> expendable = new ArrayList<>();
    for (Expendable one : pruning.now()) {
      expendable.add(object(one));
    }
    Map<String, Object> object = new LinkedHashMap<>();
    object.put("place", target.destination().location());
    object.put("kept", kept);
    object.put("staying", staying);
    object.put("held", held);
    object.put("expendable", expendable);
    object.put("bytes", pruning.bytes());
    return object;
  }

  private static Map<String, Object> object(Expendable one) {
    return object(one.backup(), one.bytes(), one.rule().code(), one.damaged());
  }

  private static Map<String, Object> object(
      BackupSummary backup, long bytes, String rule, boolean damaged) {
    Map<String, Object> object = new LinkedHashMap<>();
    object.put("id", backup.id());
    object.put("bytes", bytes);
    object.put("rule", rule);
    object.put("damaged", damaged);
    return object;
  }
}
