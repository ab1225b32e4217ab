package dev.nightjar.app;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import dev.nightjar.app.setup.Consent;
import dev.nightjar.app.setup.JobDraft;
import dev.nightjar.app.setup.JobDraft.ChosenFolder;
import dev.nightjar.backup.BackupJob;
import dev.nightjar.backup.BackupJob.Target;
import dev.nightjar.backup.RunListener;
import dev.nightjar.destination.Destination;
import dev.nightjar.destination.Manifest;
import dev.nightjar.platform.Home;
import dev.nightjar.settings.Job;
import dev.nightjar.settings.ScheduleSettings;
import dev.nightjar.sqlite.Sql;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A place with thousands of backups is listed once, whatever a pruning asks of it. */
final class PruningFactsTest {
  @TempDir private Path folder;
  private final List<String> asked = new ArrayList<>();

  private Target counted(Target target) {
    Destination counting =
        (Destination)
            Proxy.newProxyInstance(
                getClass().getClassLoader(),
                new Class<?>[] {Destination.class},
                (proxy, method, arguments) -> {
                  asked.add(method.getName());
                  try {
                    return method.invoke(target.destination(), arguments);
                  } catch (InvocationTargetException e) {
                    throw e.getCause();
                  }
                });
    return new Target(
        target.label(), target.local(), counting, target.keep(), target.databaseDisk());
  }

  @Test
  void eachPlaceIsListedOnce() throws Exception {
    Path database = folder.resolve("shop.db");
    Sql.run(database, "CREATE TABLE product(id INTEGER PRIMARY KEY)");
    try (App app = new App(Home.at(folder.resolve("home")), Clock.systemUTC(), "1")) {
      Job job =
          app.jobSetup()
              .save(
                  new JobDraft(
                      Optional.empty(),
                      "shop",
                      database,
                      new ChosenFolder(folder.resolve("local"), Consent.CREATE, Optional.empty()),
                      Optional.empty(),
                      ScheduleSettings.standard()));
      BackupJob plain = app.jobs().of(job, Duration.ZERO);
      app.backUp(plain, Manifest.Kind.MANUAL, false, RunListener.NONE);
      BackupJob wanted =
          new BackupJob(
              plain.identity(),
              plain.database(),
              plain.targets().stream().map(this::counted).toList(),
              plain.stagingFolder(),
              plain.sequence(),
              plain.placePatience());
      App.PruningFacts facts = app.pruningFacts(job, wanted);
      assertFalse(facts.shrunk());
      assertEquals(1, facts.holdings().at(plain.targets().get(0).label()).size());
      assertEquals(1, asked.stream().filter(one -> one.equals("inventory")).count());
    }
  }
}
