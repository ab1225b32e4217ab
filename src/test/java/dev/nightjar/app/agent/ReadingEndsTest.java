package dev.nightjar.app.agent;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.nightjar.app.App;
import dev.nightjar.app.agent.Engine.CheckListener;
import dev.nightjar.app.agent.Engine.StoredCopy;
import dev.nightjar.app.setup.Consent;
import dev.nightjar.app.setup.JobDraft;
import dev.nightjar.app.setup.JobDraft.ChosenFolder;
import dev.nightjar.backup.BackupJob.Target;
import dev.nightjar.backup.RunListener;
import dev.nightjar.demo.SampleShop;
import dev.nightjar.destination.Manifest;
import dev.nightjar.platform.Home;
import dev.nightjar.settings.Job;
import dev.nightjar.settings.ScheduleSettings;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.LocalTime;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The real engine leaves the copies that it reads in the background as soon as it is told to. */
final class ReadingEndsTest {
  private static final int COPIES = 50;

  @TempDir private Path folder;

  @Test
  void onceItIsToldToEndNoOtherCopyIsReadToItsEnd() throws Exception {
    SampleShop.create(folder.resolve("shop.db"), 300_000);
    AtomicInteger read = new AtomicInteger();
    try (App app = new App(Home.at(folder.resolve("home")), Clock.systemUTC(), "1")) {
      Job job =
          app.jobSetup()
              .add(
                  new JobDraft(
                      Optional.empty(),
                      "Shop",
                      folder.resolve("shop.db"),
                      new ChosenFolder(folder.resolve("local"), Consent.CREATE),
                      Optional.empty(),
                      ScheduleSettings.daily(LocalTime.of(17, 0))),
                  Optional.empty());
      app.backUp(app.jobs().of(job, Duration.ZERO), Manifest.Kind.MANUAL, false, RunListener.NONE);
      Target place = app.jobs().targets(job).get(0);
      StoredCopy copy =
          new StoredCopy(
              place.label(),
              place.destination().location(),
              place.destination().inventory().backups().get(0));
      try (AppEngine engine = new AppEngine(app)) {
        CompletableFuture<Runnable> end = new CompletableFuture<>();
        CompletableFuture<Void> ended = new CompletableFuture<>();
        List<StoredCopy> copies = Collections.nCopies(COPIES, copy);
        end.complete(
            engine.check(
                job,
                copies,
                new CheckListener() {
                  @Override
                  public void checked(StoredCopy one, boolean whole) {
                    read.incrementAndGet();
                    end.join().run();
                  }

                  @Override
                  public void ended() {
                    ended.complete(null);
                  }
                }));
        ended.get(1, TimeUnit.MINUTES);
      }
    }
    assertEquals(1, read.get());
  }
}
