package dev.nightjar.desktop.tray;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import dev.nightjar.app.agent.RunInProgress;
import dev.nightjar.app.agent.Status;
import dev.nightjar.app.verdict.Finding;
import dev.nightjar.app.verdict.Verdict;
import dev.nightjar.app.verdict.Verdict.JobVerdict;
import dev.nightjar.app.verdict.Verdict.PlaceVerdict;
import dev.nightjar.app.verdict.Verdict.State;
import dev.nightjar.backup.Step;
import dev.nightjar.destination.Address;
import dev.nightjar.settings.Job;
import dev.nightjar.settings.PlaceSettings;
import dev.nightjar.settings.ScheduleSettings;
import dev.nightjar.settings.Settings;
import dev.nightjar.text.Messages;
import java.awt.image.BufferedImage;
import java.awt.image.MultiResolutionImage;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The menu and the icon for each state. */
final class TrayMenuTest {
  private static final Messages TEXTS = Messages.current();
  private static final ZonedDateTime NOW =
      ZonedDateTime.of(2026, 3, 4, 18, 0, 0, 0, ZoneId.of("Europe/Berlin"));

  private static PlaceVerdict place(String label, boolean behind) {
    return new PlaceVerdict(
        label,
        "/" + label,
        label.equals("this computer"),
        Optional.of(Address.of(Path.of("/" + label))),
        Optional.empty(),
        behind ? 2 : 0,
        behind ? Optional.of(Instant.parse("2026-03-02T16:00:00Z")) : Optional.empty(),
        behind,
        behind ? 5 : 0,
        0,
        Optional.empty(),
        Optional.empty());
  }

  private static JobVerdict job(String name, State state, PlaceVerdict... places) {
    return new JobVerdict(
        UUID.randomUUID(),
        name,
        state,
        List.of(places),
        Optional.empty(),
        Optional.of(NOW.plusHours(23)),
        Stream.of(places)
            .filter(PlaceVerdict::behind)
            .map(
                place ->
                    (Finding)
                        new Finding.PlaceBehind(
                            place.label(),
                            place.behindSince(),
                            place.behindSince(),
                            place.lacks(),
                            place.failure()))
            .toList());
  }

  private static Status standing(Verdict verdict, Optional<RunInProgress> running) {
    return new Status(
        verdict, running, settings(verdict), List.of(), List.of(), Map.of(), List.of());
  }

  private static Settings settings(Verdict verdict) {
    Path root = Path.of("").toAbsolutePath();
    return Settings.empty()
        .withJobs(
            verdict.jobs().stream()
                .map(
                    job ->
                        new Job(
                            job.job(),
                            job.name(),
                            root.resolve("shop.db"),
                            new PlaceSettings(root.resolve("local"), job.job()),
                            Optional.empty(),
                            ScheduleSettings.standard()))
                .toList());
  }

  private static String menu(Status standing) {
    return lines(TrayMenu.of(standing, NOW, TEXTS).items(), "");
  }

  private static String lines(List<TrayMenu.Item> items, String indent) {
    return items.stream()
        .map(
            item -> {
              if (item instanceof TrayMenu.Item.Label label) {
                return indent + "(" + label.text() + ")\n";
              }
              if (item instanceof TrayMenu.Item.Action action) {
                return indent + action.text() + "\n";
              }
              if (item instanceof TrayMenu.Item.Submenu submenu) {
                return indent + submenu.text() + " ▸\n" + lines(submenu.items(), indent + "  ");
              }
              return indent + "--\n";
            })
        .collect(Collectors.joining());
  }

  private static Verdict verdict(State state, JobVerdict... jobs) {
    return new Verdict(state, List.of(jobs), Optional.empty(), Optional.empty());
  }

  @Test
  void whereANasIsBehindTheMenuSaysSinceWhen() {
    JobVerdict job =
        job("Shop", State.ATTENTION, place("this computer", false), place("NAS", true));
    assertEquals(
        """
        NAS is missing since Mon 17:00. 5 backups are on this computer only.
        (Next: tomorrow 17:00)
        --
        Backup Now
        Pause ▸
          Until tomorrow
          For a week
        --
        Backups…
        Open backup folder ▸
          this computer
          NAS
        Settings…
        --
        About Nightjar
        Quit
        """,
        menu(standing(verdict(State.ATTENTION, job), Optional.empty())));
  }

  @Test
  void whileOneRunsItCanBeCancelled() {
    JobVerdict job = job("Shop", State.OK, place("this computer", false));
    RunInProgress run =
        new RunInProgress(
            job.job(), "Shop", NOW.toInstant(), Step.JSON, "", 1, 2, 42, false, List.of());
    assertEquals(
        """
        Backing up Shop… 42 %
        (Next: tomorrow 17:00)
        --
        (Backing up… 42 %)
        Cancel
        """,
        menu(standing(verdict(State.RUNNING, job), Optional.of(run)))
            .lines()
            .limit(5)
            .collect(Collectors.joining("\n", "", "\n")));
  }

  @Test
  void beforeAnythingIsSetUpNothingIsOfferedThatCanNotBeDone() {
    assertEquals(
        """
        Nothing is backed up yet
        --
        Set up Nightjar…
        --
        About Nightjar
        Quit
        """,
        menu(standing(verdict(State.NOT_SET_UP), Optional.empty())));
  }

  @Test
  void severalDatabasesAreBackedUpAllOrOne() {
    String menu =
        menu(
            standing(
                verdict(
                    State.OK,
                    job("Shop", State.OK, place("this computer", false)),
                    job("Books", State.OK, place("NAS", false))),
                Optional.empty()));
    assertEquals(
        """
        Backup Now ▸
          All
          Shop
          Books
        """,
        menu.substring(menu.indexOf("Backup Now"), menu.indexOf("Pause")));
  }

  @Test
  void everyStateHasItsOwnShapeInGreyToo() {
    State[] states = State.values();
    for (int i = 0; i < states.length; i++) {
      for (int j = i + 1; j < states.length; j++) {
        assertNotEquals(outline(states[i]), outline(states[j]), states[i] + " " + states[j]);
      }
    }
  }

  /** Returns the pixels that are painted at all: the rest of an icon without its colours. */
  private static String outline(State state) {
    MultiResolutionImage all = (MultiResolutionImage) TrayImage.of(state, 0);
    BufferedImage image = (BufferedImage) all.getResolutionVariant(16, 16);
    StringBuilder outline = new StringBuilder();
    for (int y = 0; y < 16; y++) {
      for (int x = 0; x < 16; x++) {
        outline.append((image.getRGB(x, y) >>> 24) > 128 ? '#' : '.');
      }
    }
    return outline.toString();
  }

  @Test
  void theRunningIconTurns() {
    assertEquals(TURNS, turns().stream().distinct().count());
    assertEquals(turns().get(0), frame(TURNS));
  }

  private static final int TURNS = 8;

  private static List<String> turns() {
    return IntStream.range(0, TURNS).mapToObj(TrayMenuTest::frame).toList();
  }

  private static String frame(int turn) {
    MultiResolutionImage all = (MultiResolutionImage) TrayImage.of(State.RUNNING, turn);
    BufferedImage image = (BufferedImage) all.getResolutionVariant(32, 32);
    return Arrays.toString(image.getRGB(0, 0, 32, 32, null, 0, 32));
  }
}
