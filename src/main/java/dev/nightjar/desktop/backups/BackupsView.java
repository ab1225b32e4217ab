package dev.nightjar.desktop.backups;

import dev.nightjar.app.verdict.KeptBackup;
import dev.nightjar.desktop.kit.Command;
import dev.nightjar.desktop.kit.StatusIcon;
import dev.nightjar.desktop.progress.RunView;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** All that the window of backups shows, in words; {@link BackupsPresenter} makes it. */
public record BackupsView(
    Headline headline,
    List<JobLine> jobs,
    List<Notice> notices,
    Optional<RunView> running,
    List<Day> days,
    BackupRows rows,
    String empty) {
  public BackupsView {
    jobs = List.copyOf(jobs);
    notices = List.copyOf(notices);
    days = List.copyOf(days);
  }

  /** One database, with its own sign, and how it stands. */
  public record JobLine(UUID job, StatusIcon.Kind sign, String name, String text) {}

  /** A button: its text, by key and figures, and its command. */
  public record Choice(String key, List<Object> figures, Command command) {
    public Choice {
      figures = List.copyOf(figures);
    }

    /** A button whose text has no figures. */
    public Choice(String key, Command command) {
      this(key, List.of(), command);
    }
  }

  /** The verdict and the one thing to do about it. */
  public record Headline(
      StatusIcon.Kind sign, String title, String detail, Optional<Choice> choice) {}

  /** Something that went wrong or wants an answer. */
  public record Notice(StatusIcon.Kind sign, String text, List<Choice> choices) {
    public Notice {
      choices = List.copyOf(choices);
    }
  }

  /** How well a day is covered. */
  public enum Mark {
    EVERYWHERE,
    SOMEWHERE,
    FAILED,
    NONE,
    BEFORE
  }

  /** One day of the strip. */
  public record Day(LocalDate date, Mark mark, String text) {}

  /**
   * One backup of the table.
   *
   * @param job in whose list it stands; the one that made it may be another, taken over since
   */
  public record Row(
      UUID job,
      KeptBackup backup,
      String when,
      String size,
      String rows,
      String where,
      String checked) {}
}
