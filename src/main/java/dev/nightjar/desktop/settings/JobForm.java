package dev.nightjar.desktop.settings;

import dev.nightjar.app.KeepPreview;
import dev.nightjar.app.setup.Consent;
import dev.nightjar.app.setup.DatabaseName;
import dev.nightjar.app.setup.FolderInspection;
import dev.nightjar.app.setup.FolderInspector.Question;
import dev.nightjar.app.setup.JobDraft;
import dev.nightjar.app.setup.JobDraft.ChosenFolder;
import dev.nightjar.app.setup.LegacyBackups;
import dev.nightjar.desktop.kit.Hint;
import dev.nightjar.desktop.kit.PathText;
import dev.nightjar.desktop.settings.SettingsForm.Field;
import dev.nightjar.failure.Attempt;
import dev.nightjar.platform.OperatingSystem;
import dev.nightjar.settings.Job;
import dev.nightjar.settings.JobPlace;
import dev.nightjar.settings.Keep;
import dev.nightjar.settings.PlaceSettings;
import dev.nightjar.settings.ScheduleSettings;
import dev.nightjar.sqlite.DatabaseInspection;
import java.nio.file.Path;
import java.time.DayOfWeek;
import java.time.LocalTime;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;

/**
 * The fields about one database, as the user has filled them in so far.
 *
 * <p>It is long because the fields depend on each other: each hint is about several of them, and
 * the words alone are elsewhere ({@link FieldHints}).
 */
final class JobForm {
  /** The folder beside the files of the app's own backup. */
  private static final String APART = "Nightjar";

  private static final boolean WINDOWS = OperatingSystem.current() == OperatingSystem.WINDOWS;

  private final SettingsForm.Context context;
  private final Optional<Job> saved;
  private final int number;
  private final Map<Field, String> fields = new EnumMap<>(Field.class);
  private final Set<DayOfWeek> days;
  private final PendingCheck<DatabaseInspection> database;
  private final PendingCheck<FolderInspection> local;
  private final PendingCheck<FolderInspection> nas;
  private final Set<Path> agreed = new HashSet<>();
  private final KeepField keepLocal;
  private final KeepField keepNas;
  private boolean makeUpMissed;
  private boolean localFollows;
  private boolean asked;

  /**
   * @param number its own in this form
   */
  JobForm(SettingsForm.Context context, int number, Optional<Job> saved) {
    this.context = context;
    this.number = number;
    this.saved = saved;
    ScheduleSettings when = saved.map(Job::schedule).orElseGet(ScheduleSettings::standard);
    fields.put(Field.DATABASE, saved.map(job -> job.database().toString()).orElse(""));
    fields.put(Field.LOCAL, saved.map(job -> job.local().folder().toString()).orElse(""));
    fields.put(
        Field.NAS, saved.flatMap(Job::nas).map(place -> place.folder().toString()).orElse(""));
    fields.put(Field.TIME, when.at().toString());
    this.days = EnumSet.copyOf(when.days());
    this.makeUpMissed = when.makeUpMissed();
    this.localFollows = saved.isEmpty();
    this.database = context.check();
    this.local = context.check();
    this.nas = context.check();
    this.keepLocal = new KeepField(saved.flatMap(job -> job.local().keep()), context.check());
    this.keepNas =
        new KeepField(saved.flatMap(Job::nas).flatMap(PlaceSettings::keep), context.check());
  }

  int number() {
    return number;
  }

  /** Returns the saved job that is changed; empty for a new one. */
  Optional<UUID> id() {
    return saved.map(Job::id);
  }

  /** Returns its name for the user: the file's, until it is saved under another. */
  Optional<String> name() {
    return saved.map(Job::name).or(() -> file().map(DatabaseName::of));
  }

  /** The rule of the place that the field is about. */
  KeepField keep(Field field) {
    return field == Field.KEEP_LOCAL ? keepLocal : keepNas;
  }

  String text(Field field) {
    if (field == Field.KEEP_LOCAL || field == Field.KEEP_NAS) {
      return keep(field).count();
    }
    return Objects.requireNonNull(fields.get(field));
  }

  Set<DayOfWeek> days() {
    return Set.copyOf(days);
  }

  boolean makeUpMissed() {
    return makeUpMissed;
  }

  /** The cron line in words, if the settings file has one in place of time and days. */
  Optional<String> cronInWords() {
    return saved.flatMap(job -> context.hints().cronInWords(job.schedule()));
  }

  void edit(Field field, String text) {
    if (text(field).equals(text)) {
      return;
    }
    if (field == Field.KEEP_LOCAL || field == Field.KEEP_NAS) {
      keep(field).edit(text);
      return;
    }
    fields.put(field, text);
    if (field == Field.LOCAL) {
      localFollows = false;
    }
    if (field == Field.DATABASE && localFollows) {
      fields.put(
          Field.LOCAL,
          PathText.of(text)
              .map(file -> context.folderFor(DatabaseName.of(file), this).toString())
              .orElse(""));
    }
    if (field == Field.DATABASE) {
      askAll();
    } else if (field == Field.LOCAL) {
      ask(Field.LOCAL, false);
      ask(Field.NAS, false); // It must not be the same folder.
    } else if (field == Field.NAS) {
      ask(field, false);
    }
  }

  void edit(DayOfWeek day, boolean on) {
    if (on) {
      days.add(day);
    } else {
      days.remove(day);
    }
  }

  void makeUpMissed(boolean on) {
    makeUpMissed = on;
  }

  /** The user's word on what the field's hint asks. */
  void agree(Field field) {
    Optional<Path> folder = PathText.of(text(field));
    if (folder.isEmpty()) {
      return;
    }
    Optional<LegacyBackups> old =
        (field == Field.LOCAL ? local : nas).answer().flatMap(FolderInspection::old);
    if (old.isPresent()) {
      Path apart = folder.get().resolve(APART);
      agreed.add(apart);
      edit(field, apart.toString());
      edit(Field.TIME, old.get().proposedTime().toString());
    } else {
      agreed.add(folder.get());
    }
  }

  /** Writes, reads and deletes a small file there. */
  void test() {
    ask(Field.NAS, true);
  }

  void askOnce() {
    if (!asked) {
      askAll();
    }
  }

  private void askAll() {
    asked = true;
    Optional<Path> file = PathText.of(text(Field.DATABASE));
    if (file.isPresent()) {
      database.ask(() -> context.inspections().database(file.get()));
    } else {
      database.forget();
    }
    ask(Field.LOCAL, false);
    ask(Field.NAS, false);
  }

  private void ask(Field field, boolean probe) {
    PendingCheck<FolderInspection> check = field == Field.LOCAL ? local : nas;
    Optional<Path> folder = PathText.of(text(field));
    if (!probe) {
      (field == Field.LOCAL ? keepLocal : keepNas).ask(previewOf(field, folder));
    }
    if (folder.isEmpty() || FieldParser.isForeignAddress(text(field))) {
      check.forget();
      return;
    }
    Question question =
        new Question(
            folder.get(),
            id(),
            PathText.of(text(Field.DATABASE)),
            others(field),
            field == Field.NAS ? PathText.of(text(Field.LOCAL)) : Optional.empty(),
            context.otherJobs(this));
    check.ask(() -> context.inspections().place(question, probe));
  }

  /** The question about the backups of a place; empty if it is none of the saved job's. */
  private Optional<Function<Keep, Attempt<KeepPreview>>> previewOf(
      Field field, Optional<Path> folder) {
    JobPlace place = field == Field.LOCAL ? JobPlace.HERE : JobPlace.NAS;
    return saved
        .filter(job -> job.place(place).map(PlaceSettings::folder).equals(folder))
        .map(job -> rule -> () -> context.inspections().preview(job, place, rule));
  }

  /** Folders that this field's must not be, under whatever name. */
  private List<Path> others(Field field) {
    List<Path> others = new ArrayList<>(context.otherJobsFolders(this));
    if (field == Field.NAS) {
      PathText.of(text(Field.LOCAL)).ifPresent(others::add);
    }
    return others;
  }

  /**
   * @param tried whether the user wanted to save, so that what is missing is a problem
   */
  Hint hint(Field field, boolean tried) {
    FieldHints hints = context.hints();
    return switch (field) {
      case DATABASE -> databaseHint(hints, tried);
      case LOCAL -> placeHint(hints, field, local, tried);
      case NAS -> placeHint(hints, field, nas, tried);
      case KEEP_LOCAL -> keepLocal.hint(hints);
      case KEEP_NAS -> text(Field.NAS).isBlank() ? Hint.NONE : keepNas.hint(hints);
      case TIME ->
          cronInWords().isPresent() || FieldParser.time(text(field)).isPresent()
              ? Hint.NONE
              : hints.problem("settings.time.problem");
      case DAYS -> days.isEmpty() ? hints.problem("settings.days.problem") : Hint.NONE;
    };
  }

  private Hint databaseHint(FieldHints hints, boolean tried) {
    String text = text(Field.DATABASE);
    if (text.isBlank()) {
      return tried ? hints.problem("settings.database.none") : hints.info("settings.database.what");
    }
    Optional<Path> file = PathText.of(text);
    if (file.isEmpty()) {
      return hints.problem("settings.database.path");
    }
    if (context.isAnotherJobs(file.get(), this)) {
      return hints.problem("settings.database.twice");
    }
    if (database.pending()) {
      return hints.busy();
    }
    boolean same = saved.filter(job -> job.database().equals(file.get())).isPresent();
    return database
        .failure()
        .map(failure -> hints.failure(failure, same))
        .or(() -> database.answer().map(hints::database))
        .orElse(Hint.NONE);
  }

  private Hint placeHint(
      FieldHints hints, Field field, PendingCheck<FolderInspection> check, boolean tried) {
    String text = text(field);
    boolean here = field == Field.LOCAL;
    if (text.isBlank()) {
      if (here && (tried || !text(Field.DATABASE).isBlank())) {
        return hints.problem("settings.local.none");
      }
      return here ? Hint.NONE : hints.info("settings.nas.what");
    }
    Optional<Path> folder = PathText.of(text);
    if (FieldParser.isForeignAddress(text)) {
      return hints.problem("settings.nas.address" + (WINDOWS ? "" : ".mounted"));
    }
    if (folder.isEmpty()) {
      return hints.problem("settings.folder.path");
    }
    Optional<Path> other = PathText.of(text(here ? Field.NAS : Field.LOCAL));
    if (!here && other.equals(folder)) {
      return hints.problem("settings.nas.same");
    }
    if (context.isAnotherJobsFolder(folder.get(), this)) {
      return hints.problem("settings.folder.twice");
    }
    if (check.pending()) {
      return hints.busy();
    }
    boolean only = text(Field.NAS).isBlank();
    boolean known = isSaved(folder.get());
    Optional<Path> twin = check.answer().flatMap(FolderInspection::sameAs);
    if (twin.isPresent()) {
      return hints.same(twin.get(), other.equals(twin), known);
    }
    return check
        .failure()
        .map(failure -> hints.failure(failure, known))
        .or(
            () ->
                check
                    .answer()
                    .map(
                        found ->
                            hints.place(found, here, agreed.contains(folder.get()), only, tried)))
        .orElse(Hint.NONE);
  }

  /** Whether a look is under way at a field that isn't saved as it is. */
  boolean checking() {
    return Arrays.stream(Field.values())
        .map(field -> hint(field, false))
        .anyMatch(hint -> hint.kind() == Hint.Kind.BUSY);
  }

  private boolean isSaved(Path folder) {
    return saved.stream()
        .flatMap(job -> job.places().values().stream())
        .anyMatch(place -> place.folder().equals(folder));
  }

  List<Path> folders() {
    return List.of(Field.LOCAL, Field.NAS).stream()
        .flatMap(field -> PathText.of(text(field)).stream())
        .toList();
  }

  Optional<Path> file() {
    return PathText.of(text(Field.DATABASE));
  }

  /** A folder with the consent that the user gave to it: to an empty one by saving alone. */
  private ChosenFolder chosen(Path folder, PendingCheck<FolderInspection> check) {
    Consent consent =
        check
            .answer()
            .map(
                found ->
                    switch (found.state()) {
                      case EMPTY, MISSING -> Consent.CREATE;
                      case OTHER_FILES, NOT_A_FOLDER, UNREACHABLE ->
                          agreed.contains(folder) ? Consent.CREATE : Consent.NONE;
                      case ANOTHERS, MARKER_DAMAGED ->
                          agreed.contains(folder) ? Consent.TAKE_OVER : Consent.NONE;
                      case OURS, OF_JOB_HERE -> Consent.NONE;
                    })
            .orElse(Consent.NONE);
    return new ChosenFolder(folder, consent);
  }

  /** Only if no hint blocks. */
  JobDraft toDraft(String name) {
    return new JobDraft(
        id(),
        name,
        PathText.of(text(Field.DATABASE)).orElseThrow(),
        chosen(PathText.of(text(Field.LOCAL)).orElseThrow(), local).keeping(keepLocal.rule()),
        PathText.of(text(Field.NAS)).map(folder -> chosen(folder, nas).keeping(keepNas.rule())),
        new ScheduleSettings(
            FieldParser.time(text(Field.TIME)).orElseGet(this::savedTime),
            List.copyOf(days),
            saved.flatMap(job -> job.schedule().cron()),
            makeUpMissed));
  }

  /** A cron line counts, and the time that stands beside it is kept. */
  private LocalTime savedTime() {
    return saved.map(Job::schedule).orElseGet(ScheduleSettings::standard).at();
  }
}
