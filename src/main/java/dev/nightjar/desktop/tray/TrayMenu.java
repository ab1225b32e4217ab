package dev.nightjar.desktop.tray;

import dev.nightjar.app.agent.RunInProgress;
import dev.nightjar.app.agent.Status;
import dev.nightjar.app.verdict.Verdict.JobVerdict;
import dev.nightjar.app.verdict.Verdict.PlaceVerdict;
import dev.nightjar.desktop.kit.Command;
import dev.nightjar.desktop.kit.VerdictTexts;
import dev.nightjar.destination.Address;
import dev.nightjar.text.Messages;
import java.time.Duration;
import java.time.LocalTime;
import java.time.ZonedDateTime;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The menu of the tray's icon, as data: each kind of tray draws it in its own way.
 *
 * @param items from the top
 */
public record TrayMenu(List<Item> items) {
  public TrayMenu {
    items = List.copyOf(items);
  }

  /** A line of the menu. */
  public sealed interface Item {
    /** Only to be read. */
    record Label(String text) implements Item {}

    record Action(String text, Command command) implements Item {}

    record Submenu(String text, List<Item> items) implements Item {}

    record Separator() implements Item {}
  }

  /** Returns the present menu. */
  public static TrayMenu of(Status standing, ZonedDateTime now, Messages texts) {
    return new TrayMenu(withoutEmptyGroups(new Maker(standing, now, texts).items()));
  }

  private static List<Item> withoutEmptyGroups(List<Item> items) {
    List<Item> kept = new ArrayList<>();
    for (Item item : items) {
      boolean twice =
          item instanceof Item.Separator
              && (kept.isEmpty() || kept.get(kept.size() - 1) instanceof Item.Separator);
      if (!twice) {
        kept.add(item);
      }
    }
    return kept;
  }

  private record Maker(Status standing, ZonedDateTime now, Messages texts) {
    List<Item> items() {
      List<Item> items = new ArrayList<>();
      VerdictTexts words = new VerdictTexts(texts);
      boolean stopped = standing.verdict().stopped().isPresent();
      items.add(new Item.Action(words.line(standing, now), new Command.ShowWindow()));
      if (!stopped) {
        words
            .next(standing.verdict().jobs(), now)
            .ifPresent(next -> items.add(new Item.Label(next)));
        items.add(new Item.Separator());
        run(items);
        pause(items);
      }
      items.add(new Item.Separator());
      boolean setUp = stopped || !standing.settings().jobs().isEmpty();
      if (setUp) {
        items.add(new Item.Action(texts.of("menu.backups"), new Command.ShowWindow()));
      }
      List<Item> folders = folders();
      if (!folders.isEmpty()) {
        items.add(new Item.Submenu(texts.of("menu.folder"), folders));
      }
      items.add(
          new Item.Action(
              texts.of(setUp ? "menu.settings" : "menu.set-up"), new Command.ShowSettings()));
      items.add(new Item.Separator());
      items.add(new Item.Action(texts.of("menu.about"), new Command.ShowAbout()));
      items.add(new Item.Action(texts.of("menu.quit"), new Command.Quit()));
      return items;
    }

    private void run(List<Item> items) {
      Optional<RunInProgress> running = standing.running();
      List<JobVerdict> jobs = standing.verdict().jobs();
      if (running.isPresent()) {
        items.add(new Item.Label(texts.of("menu.running", running.get().percent())));
        items.add(new Item.Action(texts.of("menu.cancel"), new Command.Cancel()));
      } else if (jobs.size() > 1) {
        List<Item> each = new ArrayList<>();
        each.add(
            new Item.Action(texts.of("menu.backup.all"), new Command.BackUpNow(Optional.empty())));
        jobs.forEach(
            job ->
                each.add(
                    new Item.Action(job.name(), new Command.BackUpNow(Optional.of(job.job())))));
        items.add(new Item.Submenu(texts.of("menu.backup"), each));
      } else if (jobs.size() == 1) {
        items.add(
            new Item.Action(texts.of("menu.backup"), new Command.BackUpNow(Optional.empty())));
      }
    }

    private void pause(List<Item> items) {
      if (standing.verdict().pausedUntil().isPresent()) {
        items.add(new Item.Action(texts.of("menu.resume"), new Command.Resume()));
      } else if (!standing.verdict().jobs().isEmpty()) {
        ZonedDateTime tomorrow =
            now.toLocalDate().plusDays(1).atTime(LocalTime.MIDNIGHT).atZone(now.getZone());
        items.add(
            new Item.Submenu(
                texts.of("menu.pause"),
                List.of(
                    new Item.Action(
                        texts.of("menu.pause.tomorrow"), new Command.Pause(tomorrow.toInstant())),
                    new Item.Action(
                        texts.of("menu.pause.week"),
                        new Command.Pause(now.toInstant().plus(Duration.ofDays(7)))))));
      }
    }

    private List<Item> folders() {
      Map<Address, String> folders = new LinkedHashMap<>();
      boolean several = standing.verdict().jobs().size() > 1;
      for (JobVerdict job : standing.verdict().jobs()) {
        for (PlaceVerdict place : job.places()) {
          String text =
              several ? job.name() + ": " + texts.place(place.label()) : texts.place(place.label());
          place.address().ifPresent(folder -> folders.put(folder, text));
        }
      }
      List<Item> items = new ArrayList<>();
      folders.forEach(
          (folder, text) -> items.add(new Item.Action(text, new Command.OpenFolder(folder))));
      return items;
    }
  }
}
