package dev.nightjar.desktop;

import dev.nightjar.app.agent.Notification;
import dev.nightjar.app.agent.Status;
import dev.nightjar.app.verdict.Checks;
import dev.nightjar.app.verdict.Verdict.JobVerdict;
import dev.nightjar.app.verdict.Verdict.State;
import dev.nightjar.desktop.backups.BackupTasks;
import dev.nightjar.desktop.backups.BackupsPresenter;
import dev.nightjar.desktop.backups.BackupsView;
import dev.nightjar.desktop.kit.VerdictTexts;
import dev.nightjar.desktop.progress.RunView;
import dev.nightjar.desktop.tray.AwtTray;
import dev.nightjar.desktop.tray.NotificationTexts;
import dev.nightjar.desktop.tray.TrayMenu;
import dev.nightjar.text.Language;
import dev.nightjar.text.Messages;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;

/** The words of tray and window for a status, without a display. */
public final class ShownWords {
  /** So many characters has the tooltip of a Windows tray. */
  private static final int MAX_TOOLTIP = 127;

  private final Messages texts = Messages.in(Language.ENGLISH);
  private final VerdictTexts words = new VerdictTexts(texts);
  private final NotificationTexts notices = new NotificationTexts(texts);
  private final Moment moment = new Moment();
  private final BackupsPresenter wording;

  /** Shows them to a user whose program remembers that of a job's checks. */
  public ShownWords(Function<UUID, Checks> remembered) {
    BackupTasks.Memory memory =
        new BackupTasks.Memory() {
          @Override
          public Checks of(UUID job) {
            return remembered.apply(job);
          }

          @Override
          public void checked(UUID job, String location, String id, boolean whole) {
            throw new UnsupportedOperationException();
          }
        };
    this.wording =
        new BackupsPresenter(
            texts, moment, new BackupTasks(Runnable::run, Runnable::run, memory, Samples.SCRATCH));
  }

  /** The tray. */
  public record Shown(State icon, String tooltip, List<String> menu) {}

  /** The window, while one job is chosen. */
  public record Window(
      String sign,
      String title,
      String detail,
      String button,
      List<Notice> jobs,
      List<Notice> notices,
      List<String> steps,
      List<Row> rows,
      List<Day> days) {}

  /** A line with its sign and its buttons. */
  public record Notice(String sign, String text, List<String> buttons) {}

  /** A line of the table. */
  public record Row(String when, String where, String checked) {}

  /** A mark of the strip. */
  public record Day(String mark, String text) {}

  /** Is now when its words are read. */
  private static final class Moment extends Clock {
    private ZonedDateTime now = Instant.EPOCH.atZone(ZoneId.of("UTC"));

    @Override
    public ZoneId getZone() {
      return now.getZone();
    }

    @Override
    public Clock withZone(ZoneId zone) {
      throw new UnsupportedOperationException();
    }

    @Override
    public Instant instant() {
      return now.toInstant();
    }
  }

  public Shown tray(Status status, ZonedDateTime now) {
    List<String> menu = new ArrayList<>();
    flatten(TrayMenu.of(status, now, texts).items(), "", menu);
    String tooltip = AwtTray.fitted(words.line(status, now), MAX_TOOLTIP);
    return new Shown(status.verdict().state(), tooltip, menu);
  }

  private static void flatten(List<TrayMenu.Item> items, String above, List<String> lines) {
    for (TrayMenu.Item item : items) {
      if (item instanceof TrayMenu.Item.Label label) {
        lines.add(above + label.text());
      } else if (item instanceof TrayMenu.Item.Action action) {
        lines.add(above + action.text());
      } else if (item instanceof TrayMenu.Item.Submenu submenu) {
        flatten(submenu.items(), above + submenu.text() + "/", lines);
      }
    }
  }

  /** The window of each job of the verdict; the empty one if there is none. */
  public List<Window> windows(Status status, ZonedDateTime now) {
    moment.now = now;
    List<JobVerdict> jobs = status.verdict().jobs();
    if (jobs.isEmpty()) {
      return List.of(window(wording.of(status, Optional.empty())));
    }
    return jobs.stream().map(job -> window(wording.of(status, Optional.of(job.job())))).toList();
  }

  private Window window(BackupsView view) {
    BackupsView.Headline headline = view.headline();
    return new Window(
        headline.sign().name(),
        headline.title(),
        headline.detail(),
        headline.choice().map(this::caption).orElse(""),
        view.jobs().stream()
            .map(line -> new Notice(line.sign().name(), line.text(), List.of()))
            .toList(),
        view.notices().stream()
            .map(
                one ->
                    new Notice(
                        one.sign().name(),
                        one.text(),
                        one.choices().stream().map(this::caption).toList()))
            .toList(),
        view.running().stream()
            .flatMap(running -> running.ended().stream())
            .map(RunView.Line::text)
            .toList(),
        view.rows().stream().map(row -> new Row(row.when(), row.where(), row.checked())).toList(),
        view.days().stream().map(day -> new Day(day.mark().name(), day.text())).toList());
  }

  private String caption(BackupsView.Choice choice) {
    return texts.caption(choice.key()).text();
  }

  /** The words of a notice, line by line; the window's own coming up has none. */
  public List<String> notice(Notification notification, ZonedDateTime now) {
    return notification instanceof Notification.OpenWindow
        ? List.of()
        : List.of(notices.of(notification, now).text().split("\n", -1));
  }
}
