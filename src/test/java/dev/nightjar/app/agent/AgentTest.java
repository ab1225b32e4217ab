package dev.nightjar.app.agent;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.nightjar.app.App;
import dev.nightjar.app.HandClock;
import dev.nightjar.app.agent.Notification.CaughtUp;
import dev.nightjar.app.agent.Notification.RunEnded;
import dev.nightjar.app.agent.Notification.StepsEnded;
import dev.nightjar.app.setup.Consent;
import dev.nightjar.app.setup.JobDraft;
import dev.nightjar.app.setup.JobDraft.ChosenFolder;
import dev.nightjar.app.verdict.Finding;
import dev.nightjar.app.verdict.PlaceReport;
import dev.nightjar.app.verdict.PlaceReport.Sign;
import dev.nightjar.app.verdict.StateFile;
import dev.nightjar.app.verdict.Verdict;
import dev.nightjar.backup.Outcome;
import dev.nightjar.backup.RunListener;
import dev.nightjar.destination.Manifest;
import dev.nightjar.failure.Failure;
import dev.nightjar.failure.Reason;
import dev.nightjar.platform.Home;
import dev.nightjar.settings.Job;
import dev.nightjar.settings.JobPlace;
import dev.nightjar.settings.ScheduleSettings;
import dev.nightjar.settings.Settings;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Proxy;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Days in the life of the tray program: real folders and files, and a clock moved by hand. */
final class AgentTest {
  private static final ZoneId ZONE = ZoneId.of("Europe/Berlin");

  @TempDir private Path folder;
  private final HandClock clock = new HandClock(Instant.parse("2026-03-02T15:00:00Z"), ZONE);
  private final List<Notification> told = new CopyOnWriteArrayList<>();
  private App app;
  private Agent agent;
  private HandTimeline timeline;
  private Job job;

  @BeforeEach
  void aJobAtFive() throws Exception {
    Path database = folder.resolve("shop.db");
    try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + database);
        Statement statement = connection.createStatement()) {
      statement.execute("CREATE TABLE product(id INTEGER PRIMARY KEY, name TEXT)");
      statement.execute("INSERT INTO product VALUES (1, 'Widget')");
    }
    app = new App(Home.at(folder.resolve("home")), clock, "1");
    job =
        app.jobSetup()
            .add(
                new JobDraft(
                    Optional.empty(),
                    "Shop",
                    database,
                    new ChosenFolder(folder.resolve("local"), Consent.CREATE),
                    Optional.of(new ChosenFolder(folder.resolve("nas"), Consent.CREATE)),
                    ScheduleSettings.daily(LocalTime.of(17, 0))),
                Optional.empty());
    // Here a place that is away comes back by the test's hand only.
    app.settings().update(settings -> settings.withPlacePatienceSeconds(0));
    agent = agent();
    // A database that is new is backed up at once.
    awaitBackups("local", 0);
    awaitBackups("nas", 0);
    await(state(Verdict.State.OK));
    told.clear();
  }

  private Agent agent() {
    return agent(new AppEngine(app));
  }

  private Agent agent(Engine engine) {
    timeline = new HandTimeline(clock);
    Agent made =
        new Agent(
            engine,
            timeline,
            StateFile.at(app.home().stateFile()),
            app.checks(),
            CheckRhythm.USUAL,
            told::add,
            status -> {});
    made.start();
    return made;
  }

  private static Engine engine(InvocationHandler answers) {
    return (Engine)
        Proxy.newProxyInstance(
            Engine.class.getClassLoader(), new Class<?>[] {Engine.class}, answers);
  }

  @AfterEach
  void quit() {
    agent.close();
    app.close();
  }

  private void tickAt(String instant) throws Exception {
    timeline.wakeAt(Instant.parse(instant));
    await(status -> status.running().isEmpty() && !status.verdict().jobs().isEmpty());
  }

  /** Time goes on while the test waits, a second every few milliseconds. */
  private void await(Predicate<Status> wanted) throws Exception {
    for (int i = 0; i < 2000; i++) {
      if (wanted.test(agent.status())) {
        return;
      }
      TimeUnit.MILLISECONDS.sleep(10);
      timeline.wakeAt(clock.instant().plusSeconds(1));
    }
    throw new AssertionError("never: " + agent.status().verdict());
  }

  private static Predicate<Status> state(Verdict.State state) {
    return status -> status.running().isEmpty() && status.verdict().state() == state;
  }

  private int backupsAt(String place) {
    Path manifests = folder.resolve(place).resolve("manifest");
    if (!Files.isDirectory(manifests)) {
      return -1;
    }
    try (var files = Files.list(manifests)) {
      return (int) files.count() - 1; // The first one is made when the database is added.
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void awaitBackups(String place, int count) throws Exception {
    await(status -> status.running().isEmpty() && backupsAt(place) >= count);
    assertEquals(count, backupsAt(place));
  }

  private static boolean isFailure(Notification notice) {
    return notice instanceof StepsEnded ended
        && ended.steps().stream().anyMatch(step -> !step.succeeded());
  }

  /** The log says it: places aren't read all day long for what may have happened to them. */
  @Test
  void aBackupThatTheCommandLineMadeIsSeenBeforeTheNextRun() throws Exception {
    Path nas = folder.resolve("nas");
    Files.move(nas, folder.resolve("away"));
    try (App other = new App(Home.at(folder.resolve("home")), clock, "1")) {
      assertEquals(
          Outcome.PARTIAL,
          other
              .backUp(
                  other.jobs().of(job, Duration.ZERO),
                  Manifest.Kind.MANUAL,
                  false,
                  RunListener.NONE)
              .outcome());
    }
    await(state(Verdict.State.ATTENTION));
    assertEquals(2, agent.status().surveys().get(0).backups().size());

    Files.move(folder.resolve("away"), nas);
    try (App other = new App(Home.at(folder.resolve("home")), clock, "1")) {
      other.backUp(
          other.jobs().of(job, Duration.ZERO), Manifest.Kind.MANUAL, false, RunListener.NONE);
    }
    await(state(Verdict.State.OK));
  }

  /** The real one, whose NAS can only be read while {@code readOnly} says so. */
  @SuppressWarnings("unchecked") // By the methods of Engine.
  private Engine onReadOnlyDisk(AtomicBoolean readOnly) {
    Engine real = new AppEngine(app);
    Failure refusal = Failure.of(Reason.PLACE_DISK_READ_ONLY, folder.resolve("nas"));
    UnaryOperator<Sign> refused =
        sign ->
            readOnly.get()
                ? new Sign(sign.marker(), sign.freeBytes(), sign.failure(), Optional.of(refusal))
                : sign;
    return engine(
        (proxy, method, arguments) -> {
          boolean isOfTheNas =
              arguments != null
                  && arguments.length == 3
                  && JobPlace.NAS.label().equals(arguments[1]);
          if (isOfTheNas && method.getName().equals("poll")) {
            Consumer<Sign> answer = (Consumer<Sign>) arguments[2];
            real.poll(job, JobPlace.NAS.label(), sign -> answer.accept(refused.apply(sign)));
            return null;
          }
          if (isOfTheNas && method.getName().equals("read")) {
            Consumer<PlaceReport> answer = (Consumer<PlaceReport>) arguments[2];
            real.read(
                job,
                JobPlace.NAS.label(),
                report ->
                    answer.accept(
                        new PlaceReport(
                            report.target(),
                            report.inventory(),
                            refused.apply(report.sign()),
                            report.rememberedFrom())));
            return null;
          }
          return method.invoke(real, arguments);
        });
  }

  private long count(Class<? extends Notification> kind) {
    return told.stream().filter(kind::isInstance).count();
  }

  @Test
  void aDiskThatIsReadOnlyIsToldEachTimeAndSoIsItsEnd() throws Exception {
    agent.close();
    AtomicBoolean readOnly = new AtomicBoolean();
    agent = agent(onReadOnlyDisk(readOnly));
    await(state(Verdict.State.OK));
    told.clear();
    for (int time = 1; time <= 2; time++) {
      readOnly.set(true);
      tickAt(clock.instant().plus(Duration.ofMinutes(2)).toString());
      agent.userLooks();
      await(state(Verdict.State.ATTENTION));
      readOnly.set(false);
      await(state(Verdict.State.OK));
      assertEquals(time, count(Notification.Found.class), told::toString);
      assertEquals(time, count(Notification.Over.class), told::toString);
    }
  }

  /** Deletions are in no log: the window that is opened shows the places as they are now. */
  @Test
  void whoLooksSeesThePlacesAsTheyAre() throws Exception {
    String first = agent.status().surveys().get(0).backups().get(0).summary().id();
    tickAt("2026-03-02T16:00:10Z");
    awaitBackups("nas", 1);
    await(status -> status.surveys().get(0).backups().size() == 2);
    for (String place : List.of("local", "nas")) {
      try (var files = Files.walk(folder.resolve(place))) {
        for (Path file : files.filter(one -> one.toString().contains(first)).toList()) {
          Files.delete(file);
        }
      }
    }
    tickAt(clock.instant().plusSeconds(120).toString());
    assertEquals(2, agent.status().surveys().get(0).backups().size());
    agent.userLooks();
    await(status -> status.surveys().get(0).backups().size() == 1);
  }

  @Test
  void atFiveItBacksUpOnceAndTheVerdictIsOk() throws Exception {
    tickAt("2026-03-02T15:00:00Z");
    assertEquals(0, backupsAt("local"));
    tickAt("2026-03-02T16:00:10Z");
    awaitBackups("local", 1);
    awaitBackups("nas", 1);
    await(state(Verdict.State.OK));
    tickAt("2026-03-02T16:00:30Z");
    tickAt("2026-03-02T18:00:00Z");
    assertEquals(1, backupsAt("local"));
    tickAt("2026-03-03T16:00:05Z");
    awaitBackups("nas", 2);
    assertTrue(told.stream().allMatch(StepsEnded.class::isInstance), told::toString);
  }

  @Test
  void aCopyThatRottedIsFoundWithinTheMonthToldOnceAndHealedFromTheOtherPlace() throws Exception {
    Path rotten;
    try (var files = Files.list(folder.resolve("nas").resolve("database"))) {
      rotten = files.findFirst().orElseThrow();
    }
    byte[] good = Files.readAllBytes(rotten);
    byte[] bad = good.clone();
    bad[bad.length / 2] ^= 1;
    Files.write(rotten, bad);

    // After a run it is the oldest copy's turn, and a day later the next one's.
    tickAt("2026-03-18T15:00:00Z");
    awaitBackups("nas", 1);
    await(status -> app.checks().of(job.id()).all().count() == 1);
    assertFalse(Arrays.equals(good, contentOf(rotten)));
    tickAt("2026-03-19T16:00:05Z");
    await(status -> Arrays.equals(good, contentOf(rotten)));
    await(state(Verdict.State.OK));
    List<Notification> found = told.stream().filter(Notification.Found.class::isInstance).toList();
    assertEquals(1, found.size(), told::toString);
    assertTrue(
        told.stream()
            .anyMatch(
                notice ->
                    notice instanceof Notification.Over over
                        && over.trouble() == Notification.Trouble.COPIES),
        told::toString);
  }

  /** The real one, which reads no copy again until it is told to end. */
  private Engine readingForEver(AtomicInteger begun, AtomicInteger reading) {
    Engine real = new AppEngine(app);
    return engine(
        (proxy, method, arguments) -> {
          if (!method.getName().equals("check")) {
            return method.invoke(real, arguments);
          }
          begun.incrementAndGet();
          reading.set(1);
          return (Runnable)
              () -> {
                reading.set(0);
                ((Engine.CheckListener) arguments[2]).ended();
              };
        });
  }

  @Test
  void aRunThatComesDueByTheClockFindsNothingReadInTheBackground() throws Exception {
    agent.close();
    AtomicInteger begun = new AtomicInteger();
    AtomicInteger reading = new AtomicInteger();
    List<Integer> readAtItsStart = new CopyOnWriteArrayList<>();
    Engine endless = readingForEver(begun, reading);
    agent =
        agent(
            engine(
                (proxy, method, arguments) -> {
                  if (method.getName().equals("start")) {
                    readAtItsStart.add(reading.get());
                  }
                  return method.invoke(endless, arguments);
                }));
    tickAt("2026-04-18T14:00:00Z"); // Makes up for what was missed, and reads afterwards.
    await(status -> reading.get() == 1);
    int runs = readAtItsStart.size();
    int readings = begun.get();
    int backups = backupsAt("local");
    tickAt("2026-04-18T15:00:00Z");
    awaitBackups("local", backups + 1);
    assertEquals(List.of(0), readAtItsStart.subList(runs, runs + 1));
    await(status -> reading.get() == 1);
    assertEquals(readings + 1, begun.get());
  }

  @Test
  void aPlaceThatWasRemovedIsPolledNoMore() throws Exception {
    agent.close();
    AtomicInteger polls = new AtomicInteger();
    Engine real = new AppEngine(app);
    agent =
        agent(
            engine(
                (proxy, method, arguments) -> {
                  if (method.getName().equals("poll") && arguments[1].equals("NAS")) {
                    polls.incrementAndGet();
                  }
                  return method.invoke(real, arguments);
                }));
    Files.move(folder.resolve("nas"), folder.resolve("away"));
    tickAt("2026-03-02T16:00:00Z");
    awaitBackups("local", 1);
    await(status -> polls.get() > 1);

    app.settings()
        .update(
            all ->
                all.withJobs(
                    List.of(
                        new Job(
                            job.id(),
                            job.name(),
                            job.database(),
                            job.local(),
                            Optional.empty(),
                            job.schedule()))));
    agent.settingsChanged();
    await(state(Verdict.State.OK));
    int before = polls.get();
    for (int hour = 17; hour < 23; hour++) {
      tickAt("2026-03-02T" + hour + ":00:00Z");
    }
    assertEquals(before, polls.get());
  }

  @Test
  void theStatusHoldsHowCopiesWereWhenTheyWereReadAgain() throws Exception {
    agent.checked(job.id(), "/nas", "1", true);
    await(status -> status.checks(job.id()).of("/nas", "1").isPresent());
  }

  private void settle() {
    CompletableFuture<Void> done = new CompletableFuture<>();
    timeline.execute(() -> done.complete(null));
    done.join();
  }

  @Test
  void whatIsReadInTheBackgroundGivesWayToTheUserAndGoesOnAfterwards() throws Exception {
    agent.close();
    AtomicInteger begun = new AtomicInteger();
    AtomicInteger reading = new AtomicInteger();
    agent = agent(readingForEver(begun, reading));
    tickAt("2026-04-18T14:00:00Z");
    await(status -> reading.get() == 1);
    int before = begun.get();
    agent.whileUserReads(
        () -> {
          settle();
          assertEquals(0, reading.get());
          agent.settingsChanged();
          settle();
          assertEquals(before, begun.get());
        });
    await(status -> reading.get() == 1);
    assertEquals(before + 1, begun.get());
  }

  private static byte[] contentOf(Path file) {
    try {
      return Files.readAllBytes(file);
    } catch (IOException e) {
      return new byte[0]; // It is being replaced.
    }
  }

  /** Starts the program anew, twenty minutes late and with a database that can't be backed up. */
  private void startLate(Predicate<String> hidesSettings) throws Exception {
    agent.close();
    Files.writeString(job.database(), "no database");
    Engine real = new AppEngine(app);
    Optional<Instant> bootedAt = Optional.of(Instant.parse("2026-03-02T06:00:00Z"));
    clock.set(Instant.parse("2026-03-02T16:20:00Z"));
    agent =
        agent(
            engine(
                (proxy, method, arguments) ->
                    method.getName().equals("bootedAt")
                        ? bootedAt
                        : hidesSettings.test(method.getName())
                            ? Settings.empty()
                            : method.invoke(real, arguments)));
  }

  private static boolean isMissed(Status status) {
    return status.verdict().jobs().stream()
        .flatMap(one -> one.findings().stream())
        .anyMatch(Finding.DueMissed.class::isInstance);
  }

  @Test
  void aNewStartDoesNotForgetThatABackupIsMissing() throws Exception {
    startLate(method -> false);
    await(AgentTest::isMissed);
    assertTrue(clock.instant().isBefore(Instant.parse("2026-03-02T16:30:00Z")));
  }

  @Test
  void aDatabaseThatIsNewToTheProgramHasAQuarterOfAnHour() throws Exception {
    AtomicBoolean unset = new AtomicBoolean(true);
    startLate(method -> unset.get() && method.equals("settings"));
    tick();
    unset.set(false);
    await(AgentTest::isMissed);
    assertTrue(clock.instant().isAfter(Instant.parse("2026-03-02T16:35:00Z")));
  }

  private void tick() throws Exception {
    timeline.wakeAt(clock.instant().plusSeconds(2));
  }

  @Test
  void whatWasMissedInSleepIsMadeUpOnceAndSaidSo() throws Exception {
    tickAt("2026-03-02T15:00:00Z");
    tickAt("2026-03-05T07:12:00Z");
    awaitBackups("nas", 1);
    await(state(Verdict.State.OK));
    assertTrue(told.stream().anyMatch(RunEnded.class::isInstance), told::toString);
    tickAt("2026-03-05T07:13:00Z");
    assertEquals(1, backupsAt("nas"));
  }

  @Test
  void aNasThatIsGoneIsToldOnceAndGetsItsBackupWhenItIsBack() throws Exception {
    tickAt("2026-03-02T15:00:00Z");
    tickAt("2026-03-02T16:00:00Z");
    awaitBackups("nas", 1);
    Files.move(folder.resolve("nas"), folder.resolve("away"));
    tickAt("2026-03-03T16:00:00Z");
    awaitBackups("local", 2);
    for (int minutes = 6; minutes < 240; minutes += 20) {
      timeline.wakeAt(Instant.parse("2026-03-03T16:00:00Z").plus(Duration.ofMinutes(minutes)));
      await(status -> status.running().isEmpty());
    }
    await(state(Verdict.State.ATTENTION));
    long toldMissing =
        told.stream()
            .filter(StepsEnded.class::isInstance)
            .map(StepsEnded.class::cast)
            .flatMap(notice -> notice.steps().stream())
            .flatMap(step -> step.failure().stream())
            .filter(failure -> failure.reason() == Reason.PLACE_UNREACHABLE)
            .count();
    assertEquals(1, toldMissing, told::toString);
    assertEquals(2, backupsAt("local"));
    Files.move(folder.resolve("away"), folder.resolve("nas"));
    tickAt("2026-03-03T21:00:00Z");
    awaitBackups("nas", 2);
    await(state(Verdict.State.OK));
    assertTrue(told.stream().anyMatch(CaughtUp.class::isInstance), told::toString);
    assertEquals(2, backupsAt("local"));
  }

  @Test
  void whilePausedNothingRunsAndTheNextDueDateDoes() throws Exception {
    tickAt("2026-03-02T15:00:00Z");
    agent.backUpNow(Optional.empty());
    awaitBackups("nas", 1);
    agent.pauseUntil(Instant.parse("2026-03-03T06:00:00Z"));
    await(state(Verdict.State.PAUSED));
    tickAt("2026-03-02T16:00:10Z");
    tickAt("2026-03-02T16:10:00Z");
    assertEquals(1, backupsAt("nas"));
    tickAt("2026-03-03T06:00:10Z");
    assertEquals(1, backupsAt("nas"));
    tickAt("2026-03-03T16:00:10Z");
    awaitBackups("nas", 2);
  }

  @Test
  void afterItsEndNothingIsDoneAndNothingFails() throws Exception {
    tickAt("2026-03-02T15:00:00Z");
    agent.close();
    agent.backUpNow(Optional.empty());
    agent.resume();
    tickAt("2026-03-02T16:00:10Z");
    assertEquals(0, backupsAt("local"));
    assertEquals(List.of(), told);
  }

  @Test
  void aJobThatAnotherProcessChangedIsKeptAtItsNewTime() throws Exception {
    tickAt("2026-03-02T15:00:00Z");
    app.settings()
        .update(
            before ->
                before.withJobs(
                    List.of(job.withSchedule(ScheduleSettings.daily(LocalTime.of(16, 30))))));
    tickAt("2026-03-02T15:30:05Z");
    awaitBackups("local", 1);
  }

  /** The new time's past due dates were nobody's: to the icon, and to the command line. */
  @Test
  void anotherTimeHasItsGraceForIconAndStatusAlike() throws Exception {
    timeline.liveUntil(Instant.parse("2026-03-02T15:20:00Z"));
    Files.move(folder.resolve("shop.db"), folder.resolve("renamed.db"));
    Job earlier = job.withSchedule(ScheduleSettings.daily(LocalTime.of(16, 5)));
    app.settings().update(before -> before.withJobs(List.of(earlier)));
    timeline.liveUntil(Instant.parse("2026-03-02T15:25:00Z"));
    await(state(Verdict.State.ATTENTION));
    assertEquals(Verdict.State.ATTENTION, asStatusJudges(earlier));
    timeline.liveUntil(Instant.parse("2026-03-02T15:37:00Z"));
    await(state(Verdict.State.FAILED));
    assertEquals(Verdict.State.FAILED, asStatusJudges(earlier));
  }

  private Verdict.State asStatusJudges(Job saved) throws Exception {
    return app.judge(saved, app.jobs().of(saved, Duration.ZERO).targets(), true).state();
  }

  @Test
  void settingsThatCannotBeReadAreTriedAgainOnceAMinute() throws Exception {
    timeline.liveUntil(Instant.parse("2026-03-02T15:00:00Z"));
    Path file = app.home().settingsFile();
    String good = Files.readString(file);
    Files.writeString(file, "{");
    timeline.wakeAt(Instant.parse("2026-03-02T15:06:00Z"));
    assertEquals(Verdict.State.FAILED, agent.status().verdict().state());

    int before = timeline.wakes();
    timeline.liveUntil(Instant.parse("2026-03-02T15:16:00Z"));
    assertEquals(10, timeline.wakes() - before, "nothing else can be done meanwhile");

    Files.writeString(file, good);
    timeline.liveUntil(Instant.parse("2026-03-02T15:17:00Z"));
    await(state(Verdict.State.OK));
  }

  @Test
  void aClockThatWasAYearAheadStarvesNothing() throws Exception {
    tickAt("2026-03-02T15:00:00Z");
    tickAt("2027-03-02T16:00:05Z");
    awaitBackups("nas", 1);
    tickAt("2026-03-02T15:10:00Z");
    tickAt("2026-03-02T16:00:05Z");
    awaitBackups("nas", 2);
    tickAt("2026-03-02T16:20:00Z");
    assertEquals(2, backupsAt("nas"));
  }

  @Test
  void aSleepThatAClockSetBackHidesLeavesTheNextDateItsTime() throws Exception {
    timeline.liveUntil(Instant.parse("2026-03-02T15:50:00Z"));
    Files.move(folder.resolve("shop.db"), folder.resolve("renamed.db"));
    timeline.wakeAt(Instant.parse("2026-02-20T16:10:00Z")); // Nobody knows since when it is awake.
    timeline.liveUntil(Instant.parse("2026-02-20T16:20:00Z"));
    await(state(Verdict.State.ATTENTION));
    timeline.liveUntil(Instant.parse("2026-02-20T16:26:00Z"));
    await(state(Verdict.State.FAILED));
  }

  @Test
  void aDateThatAClockWhichWasAheadWaivedIsKeptWhenItComes() throws Exception {
    tickAt("2026-03-02T15:00:00Z");
    timeline.wakeAt(Instant.parse("2026-03-04T16:00:05Z"));
    agent.cancel();
    await(status -> status.running().isEmpty());
    int made = backupsAt("local");
    timeline.wakeAt(Instant.parse("2026-03-02T15:01:00Z"));
    tickAt("2026-03-02T16:00:05Z");
    awaitBackups("local", made + 1);
    timeline.wakeAt(Instant.parse("2026-03-03T16:00:05Z"));
    awaitBackups("local", made + 2);
    timeline.wakeAt(Instant.parse("2026-03-04T16:00:05Z"));
    awaitBackups("local", made + 3);
  }

  @Test
  void aDatabaseThatIsGoneFailsIsToldOnceAndIsTriedAgain() throws Exception {
    tickAt("2026-03-02T15:00:00Z");
    Files.move(folder.resolve("shop.db"), folder.resolve("renamed.db"));
    tickAt("2026-03-02T16:00:05Z");
    await(status -> told.stream().anyMatch(AgentTest::isFailure));
    timeline.liveUntil(Instant.parse("2026-03-02T16:06:00Z"));
    await(state(Verdict.State.ATTENTION));
    timeline.liveUntil(Instant.parse("2026-03-02T16:16:00Z"));
    await(state(Verdict.State.FAILED));
    assertEquals(1, told.stream().filter(AgentTest::isFailure).count(), told::toString);
    Files.move(folder.resolve("renamed.db"), folder.resolve("shop.db"));
    tickAt("2026-03-02T16:40:00Z");
    awaitBackups("nas", 1);
    await(state(Verdict.State.OK));
  }

  private void sql(String statement) throws Exception {
    try (Connection connection =
            DriverManager.getConnection("jdbc:sqlite:" + folder.resolve("shop.db"));
        Statement made = connection.createStatement()) {
      made.execute(statement);
    }
  }

  private long worries() {
    return told.stream().filter(Notification.Found.class::isInstance).count();
  }

  @Test
  void aTableThatShrankIsToldOnceAlsoAfterTheNextStart() throws Exception {
    sql(
        "WITH RECURSIVE n(i) AS (SELECT 2 UNION ALL SELECT i + 1 FROM n LIMIT 40)"
            + " INSERT INTO product SELECT i, 'x' FROM n");
    tickAt("2026-03-02T15:00:00Z");
    tickAt("2026-03-02T16:00:10Z");
    awaitBackups("nas", 1);
    sql("DELETE FROM product WHERE id > 5");
    tickAt("2026-03-03T16:00:10Z");
    awaitBackups("nas", 2);
    await(state(Verdict.State.ATTENTION));
    for (int i = 0; i < 2000 && worries() == 0; i++) {
      TimeUnit.MILLISECONDS.sleep(10);
    }
    assertEquals(1, worries());
    agent.close();
    agent = agent();
    tickAt("2026-03-03T17:00:00Z");
    await(state(Verdict.State.ATTENTION));
    tickAt("2026-03-04T16:00:10Z");
    awaitBackups("nas", 3);
    assertEquals(1, worries());
  }
}
