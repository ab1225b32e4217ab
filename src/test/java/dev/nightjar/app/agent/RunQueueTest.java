package dev.nightjar.app.agent;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.nightjar.app.agent.Engine.RunEnd;
import dev.nightjar.app.agent.RunQueue.Request;
import dev.nightjar.app.agent.RunQueue.Trigger;
import dev.nightjar.backup.RunListener;
import dev.nightjar.backup.Step;
import dev.nightjar.backup.StepFacts;
import dev.nightjar.backup.StepResult;
import dev.nightjar.destination.Manifest;
import dev.nightjar.settings.Job;
import dev.nightjar.settings.PlaceSettings;
import dev.nightjar.settings.ScheduleSettings;
import dev.nightjar.settings.Settings;
import java.lang.reflect.Proxy;
import java.nio.file.Path;
import java.time.Duration;
import java.time.ZonedDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

/** One run at a time, and each knows whether the user awaits it. */
@SuppressWarnings("unchecked")
final class RunQueueTest {
  private static final UUID SHOP = new UUID(0, 1);
  private static final UUID OFFICE = new UUID(0, 2);

  /** "shop asked" or "shop" for each step that ended. */
  private final List<String> steps = new ArrayList<>();

  private boolean isDue = true;
  private RunListener run;
  private Consumer<RunEnd> end;
  private final RunQueue queue = new RunQueue(engine(), timeline(), this::prepared, listener());

  private Optional<RunQueue.Prepared> prepared(Request request) {
    UUID id = request.job();
    if (request.trigger() == Trigger.DUE && !isDue) {
      return Optional.empty();
    }
    Job job =
        new Job(
            id,
            id.equals(SHOP) ? "shop" : "office",
            Path.of("/data/shop.db"),
            new PlaceSettings(Path.of("/backups"), UUID.randomUUID()),
            Optional.empty(),
            ScheduleSettings.standard());
    Engine.Task task = new Engine.Task.BackUp(Manifest.Kind.SCHEDULED, Map.of(), true);
    return Optional.of(new RunQueue.Prepared(job, Settings.empty(), task));
  }

  private Engine engine() {
    return of(
        Engine.class,
        (method, arguments) -> {
          run = (RunListener) arguments[3];
          end = (Consumer<RunEnd>) arguments[4];
          return null;
        });
  }

  private static Timeline timeline() {
    return of(
        Timeline.class,
        (method, arguments) -> {
          switch (method) {
            case "execute" -> ((Runnable) arguments[0]).run();
            case "now" -> {
              return ZonedDateTime.parse("2026-11-30T17:00:00+03:00[Europe/Istanbul]");
            }
            default -> {
              return Duration.ZERO;
            }
          }
          return null;
        });
  }

  private RunQueue.Listener listener() {
    return of(
        RunQueue.Listener.class,
        (method, arguments) -> {
          if (method.equals("stepEnded")) {
            boolean asked = ((Request) arguments[0]).trigger() == Trigger.USER;
            steps.add(((Job) arguments[1]).name() + (asked ? " asked" : ""));
          }
          return null;
        });
  }

  @FunctionalInterface
  private interface Answer {
    Object to(String method, Object[] arguments);
  }

  private static <T> T of(Class<T> type, Answer answer) {
    return type.cast(
        Proxy.newProxyInstance(
            type.getClassLoader(),
            new Class<?>[] {type},
            (proxy, method, arguments) -> answer.to(method.getName(), arguments)));
  }

  @Test
  void whatTheUserAsksForIsMadeThoughNothingIsDueAnyMore() {
    ask(OFFICE, Trigger.DUE);
    ask(SHOP, Trigger.DUE);
    isDue = false;
    ask(SHOP, Trigger.USER);
    stepAndEnd();
    stepAndEnd();
    assertEquals(List.of("office", "shop asked"), steps);
  }

  private void ask(UUID job, Trigger trigger) {
    queue.ask(new Request(job, trigger, Optional.empty()));
  }

  private void step() {
    run.ended(new StepResult(Step.DATABASE, "", 1, StepFacts.NONE, Optional.empty()));
  }

  private void stepAndEnd() {
    step();
    end.accept(new RunEnd(Optional.empty(), Optional.empty()));
  }

  @Test
  void whoAsksForWhatIsUnderWayAlreadyAwaitsIt() {
    ask(SHOP, Trigger.DUE);
    step();
    ask(SHOP, Trigger.USER);
    stepAndEnd();
    ask(SHOP, Trigger.DUE);
    stepAndEnd();
    assertEquals(List.of("shop", "shop asked", "shop"), steps);
  }

  @Test
  void whoAsksForWhatIsWaitingAlreadyAwaitsItAndNothingElse() {
    ask(OFFICE, Trigger.DUE);
    ask(SHOP, Trigger.DUE);
    ask(SHOP, Trigger.USER);
    stepAndEnd();
    stepAndEnd();
    assertEquals(List.of("office", "shop asked"), steps);
  }
}
