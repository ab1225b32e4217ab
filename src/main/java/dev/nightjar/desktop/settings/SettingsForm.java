package dev.nightjar.desktop.settings;

import dev.nightjar.app.setup.JobDraft;
import dev.nightjar.desktop.kit.DesktopContext;
import dev.nightjar.desktop.kit.Hint;
import dev.nightjar.platform.autostart.Autostart;
import dev.nightjar.settings.Job;
import dev.nightjar.settings.JobPlace;
import dev.nightjar.settings.Keep;
import dev.nightjar.settings.Settings;
import dev.nightjar.settings.Settings.Appearance;
import dev.nightjar.settings.Settings.Notifications;
import dev.nightjar.settings.Settings.SpokenLanguage;
import java.nio.file.Path;
import java.time.DayOfWeek;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.Executor;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The settings while they are edited: texts in; hints, and what to save, out. Knows no window; used
 * on the event thread alone.
 *
 * <p>It is long because a view asks it for each field by a method of its own.
 */
public final class SettingsForm {
  private final Context context;
  private final Settings before;
  private final List<JobForm> jobs = new ArrayList<>();
  private int added;
  private int selected;
  private Notifications notifications;
  private Appearance appearance;
  private SpokenLanguage language;
  private final Autostart.State start;
  private boolean startWhenSigningIn;
  private boolean tried;
  private Runnable listener = () -> {};

  /** A field that can have a hint. */
  public enum Field {
    DATABASE,
    LOCAL,
    KEEP_LOCAL,
    NAS,
    KEEP_NAS,
    TIME,
    DAYS
  }

  /**
   * @param start the system's present answer for sign-in
   * @param userHome in which each database gets its folder if the user chooses none
   */
  public SettingsForm(
      Settings before,
      Autostart.State start,
      Inspections inspections,
      Path userHome,
      DesktopContext desktop) {
    this.before = before;
    this.notifications = before.notifications();
    this.appearance = before.appearance();
    this.language = before.language();
    this.start = start;
    this.startWhenSigningIn = start == Autostart.State.ON;
    this.context =
        new Context(
            this,
            inspections,
            userHome,
            desktop.work(),
            desktop.eventThread(),
            new FieldHints(desktop.texts(), desktop.clock()));
    before.jobs().forEach(job -> add(Optional.of(job)));
    if (jobs.isEmpty()) {
      add(Optional.empty());
    }
    select(0);
  }

  /** The context of one database's fields. */
  record Context(
      SettingsForm form,
      Inspections inspections,
      Path userHome,
      Executor work,
      Executor eventThread,
      FieldHints hints) {
    <T> PendingCheck<T> check() {
      return new PendingCheck<>(work, eventThread, form::changed);
    }

    /** One that no other database has. */
    Path folderFor(String name, JobForm of) {
      Path folder = JobDraft.defaultFolder(userHome, name);
      for (int i = 2; isAnotherJobsFolder(folder, of); i++) {
        folder = JobDraft.defaultFolder(userHome, name + " " + i);
      }
      return folder;
    }

    boolean isAnotherJobs(Path database, JobForm of) {
      return form.others(of).anyMatch(job -> job.file().equals(Optional.of(database)));
    }

    boolean isAnotherJobsFolder(Path folder, JobForm of) {
      return otherJobsFolders(of).contains(folder);
    }

    Set<UUID> otherJobs(JobForm of) {
      return form.others(of)
          .flatMap(job -> job.id().stream())
          .collect(Collectors.toUnmodifiableSet());
    }

    List<Path> otherJobsFolders(JobForm of) {
      return form.others(of).flatMap(job -> job.folders().stream()).toList();
    }
  }

  private Stream<JobForm> others(JobForm form) {
    return jobs.stream().filter(job -> job != form);
  }

  private void add(Optional<Job> saved) {
    jobs.add(new JobForm(context, added++, saved));
  }

  /** Told on the event thread whenever there is something else to show. */
  public void onChange(Runnable newListener) {
    listener = newListener;
  }

  private void changed() {
    listener.run();
  }

  /** Has all of it shown again. */
  void refresh() {
    changed();
  }

  private JobForm job() {
    return jobs.get(selected);
  }

  /** The databases by name; empty for one that isn't chosen yet. */
  public List<String> names() {
    return jobs.stream().map(job -> job.name().orElse("")).toList();
  }

  public int selected() {
    return selected;
  }

  public void select(int index) {
    selected = index;
    job().askOnce();
    changed();
  }

  public void addDatabase() {
    add(Optional.empty());
    tried = false;
    select(jobs.size() - 1);
  }

  /** Stops backing up the selected one, once saved; its backups stay where they are. */
  public void removeSelected() {
    if (jobs.size() > 1) {
      jobs.remove(selected);
      select(Math.min(selected, jobs.size() - 1));
    }
  }

  public String text(Field field) {
    return job().text(field);
  }

  public Hint hint(Field field) {
    return job().hint(field, tried);
  }

  public void edit(Field field, String text) {
    job().edit(field, text);
    changed();
  }

  /** The rule for the backups of that place. */
  KeepField.Choice keep(Field field) {
    return job().keep(field).choice();
  }

  void keep(Field field, KeepField.Choice chosen) {
    job().keep(field).choose(chosen);
    changed();
  }

  /**
   * Selects a database's place, and a rule by which it keeps fewer backups: the others are deleted
   * as soon as that is saved.
   *
   * @return the field of the rule
   */
  Field keepFewer(UUID job, JobPlace place, Keep rule) {
    Field field =
        switch (place) {
          case HERE -> Field.KEEP_LOCAL;
          case NAS -> Field.KEEP_NAS;
        };
    for (int i = 0; i < jobs.size(); i++) {
      if (jobs.get(i).id().equals(Optional.of(job))) {
        select(i);
        job().keep(field).fewer(rule);
        changed();
      }
    }
    return field;
  }

  public Set<DayOfWeek> days() {
    return job().days();
  }

  public void edit(DayOfWeek day, boolean on) {
    job().edit(day, on);
    changed();
  }

  /** In words, if the settings file says when and not these fields. */
  public Optional<String> cronInWords() {
    return job().cronInWords();
  }

  public boolean makeUpMissed() {
    return job().makeUpMissed();
  }

  public void makeUpMissed(boolean on) {
    job().makeUpMissed(on);
  }

  public Notifications notifications() {
    return notifications;
  }

  public void notifications(Notifications chosen) {
    notifications = chosen;
  }

  public Appearance appearance() {
    return appearance;
  }

  public void appearance(Appearance chosen) {
    appearance = chosen;
  }

  public SpokenLanguage language() {
    return language;
  }

  public void language(SpokenLanguage chosen) {
    language = chosen;
  }

  public boolean startWhenSigningIn() {
    return startWhenSigningIn;
  }

  public void startWhenSigningIn(boolean on) {
    startWhenSigningIn = on && canStartWhenSigningIn();
  }

  public boolean canStartWhenSigningIn() {
    return start != Autostart.State.UNSUPPORTED;
  }

  /** Whether the system's own settings keep Nightjar from starting though it was told to. */
  public boolean startSwitchedOffBySystem() {
    return start == Autostart.State.SWITCHED_OFF_BY_SYSTEM && !startWhenSigningIn;
  }

  /** Takes the user's consent to the folder in that field. */
  public void answer(Field field) {
    job().agree(field);
    changed();
  }

  public void test() {
    job().test();
    changed();
  }

  /** Whether what is to be saved is still being looked at. */
  public boolean checking() {
    return jobs.stream().anyMatch(JobForm::checking);
  }

  /**
   * Returns the change to save; empty if a field stands in the way, which is then shown and
   * selected.
   */
  public Optional<SettingsChange> change() {
    tried = true;
    for (int i = 0; i < jobs.size(); i++) {
      selected = i;
      if (firstProblem().isPresent()) {
        job().askOnce();
        changed();
        return Optional.empty();
      }
    }
    selected = Math.min(selected, jobs.size() - 1);
    List<SettingsChange.Row> wanted = new ArrayList<>();
    Set<String> taken = new HashSet<>();
    for (JobForm form : jobs) {
      String name = unique(form.name().orElseThrow(), taken);
      wanted.add(new SettingsChange.Row(form.number(), form.toDraft(name)));
    }
    return Optional.of(
        new SettingsChange(wanted, removed(), notifications, appearance, language, changedStart()));
  }

  private Optional<Boolean> changedStart() {
    return startWhenSigningIn == (start == Autostart.State.ON)
        ? Optional.empty()
        : Optional.of(startWhenSigningIn);
  }

  private Set<UUID> removed() {
    Set<UUID> ids = before.jobs().stream().map(Job::id).collect(Collectors.toSet());
    jobs.forEach(job -> job.id().ifPresent(ids::remove));
    return ids;
  }

  /** The first field of the selected database that stands in the way of saving. */
  public Optional<Field> firstProblem() {
    for (Field field : Field.values()) {
      if (hint(field).blocks()) {
        return Optional.of(field);
      }
    }
    return Optional.empty();
  }

  private static String unique(String name, Set<String> taken) {
    String result = name;
    for (int i = 2; !taken.add(result.toLowerCase(Locale.ROOT)); i++) {
      result = name + " " + i;
    }
    return result;
  }
}
