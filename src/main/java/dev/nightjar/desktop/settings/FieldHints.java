package dev.nightjar.desktop.settings;

import dev.nightjar.app.KeepPreview;
import dev.nightjar.app.setup.FolderInspection;
import dev.nightjar.app.setup.FolderInspection.State;
import dev.nightjar.app.setup.LegacyBackups;
import dev.nightjar.desktop.kit.Hint;
import dev.nightjar.desktop.kit.Hint.Answer;
import dev.nightjar.desktop.kit.Hint.Kind;
import dev.nightjar.destination.JobIdentity;
import dev.nightjar.failure.Failure;
import dev.nightjar.settings.ScheduleSettings;
import dev.nightjar.sqlite.DatabaseInspection;
import dev.nightjar.text.Figures;
import dev.nightjar.text.Messages;
import java.nio.file.Path;
import java.time.Clock;
import java.time.ZonedDateTime;
import java.util.Optional;

/** Finds the line below a field, from the state of the disk. */
public final class FieldHints {
  private final Messages texts;
  private final Clock clock;

  public FieldHints(Messages texts, Clock clock) {
    this.texts = texts;
    this.clock = clock;
  }

  Optional<String> cronInWords(ScheduleSettings when) {
    return when.cronInWords(texts.language().locale());
  }

  Hint info(String key, Object... arguments) {
    return Hint.of(Kind.INFO, texts.of(key, arguments));
  }

  Hint problem(String key, Object... arguments) {
    return Hint.of(Kind.PROBLEM, texts.of(key, arguments));
  }

  Hint busy() {
    return Hint.of(Kind.BUSY, texts.of("settings.checking"));
  }

  /** As {@code 14 tables, 52 310 rows, changed 2 minutes ago}. */
  public String contents(DatabaseInspection found) {
    return texts.of(
        found.allCounted() ? "settings.database.contents" : "settings.database.contents.more",
        texts.counted("tables", found.tables().size()),
        texts.counted("rows", found.rows()),
        texts.ago(found.changedAt(), ZonedDateTime.now(clock)));
  }

  Hint database(DatabaseInspection found) {
    return Hint.of(Kind.GOOD, contents(found));
  }

  /** Returns what a rule means: for the backups that are there, else by itself. */
  Hint keep(KeepField.Choice rule, Optional<KeepPreview> preview, boolean atOnce) {
    String itself = rule == KeepField.Choice.SMART ? texts.of("settings.keep.smart.what") : "";
    return Hint.of(
        Kind.INFO,
        preview
            .filter(found -> found.backups() > 0)
            .map(found -> keeps(found, atOnce))
            .orElse(itself));
  }

  private String keeps(KeepPreview found, boolean atOnce) {
    if (found.kept() == found.backups() && found.freed() > 0) {
      String backups = texts.counted("backups", found.backups());
      return texts.of("settings.keep.damaged", backups, found.freed());
    }
    return found.kept() == found.backups()
        ? texts.of("settings.keep.all", texts.counted("backups", found.backups()), found.bytes())
        : texts.of(
            atOnce ? "settings.keep.some.now" : "settings.keep.some",
            found.kept(),
            texts.counted("backups", found.backups()),
            found.freed());
  }

  /**
   * @param saved whether the field stands in the settings already, so that nothing may be refused
   */
  Hint failure(Failure failure, boolean saved) {
    Kind kind = saved ? Kind.WARNING : Kind.PROBLEM;
    return new Hint(kind, texts.failure(failure), Optional.empty(), failure.detail());
  }

  /**
   * Returns what stands below a folder that is another one, under another name.
   *
   * @param own whether that one is this database's, too
   * @param saved whether it stands in the settings already, so that nothing may be refused
   */
  Hint same(Path twin, boolean own, boolean saved) {
    return Hint.of(
        saved ? Kind.WARNING : Kind.PROBLEM,
        texts.of(own ? "settings.nas.twin" : "settings.folder.twin", twin));
  }

  /**
   * Returns what stands below the folder's field.
   *
   * @param agreed whether the user has said that this folder is to be used
   * @param only whether it is the only place
   * @param tried whether the user wanted to save, so that what is missing is a problem
   */
  Hint place(FolderInspection found, boolean local, boolean agreed, boolean only, boolean tried) {
    boolean needsConsent =
        switch (found.state()) {
          // In an empty folder nothing can be lost: to save is consent enough.
          case OURS, OF_JOB_HERE, NOT_A_FOLDER, UNREACHABLE, MISSING, EMPTY -> false;
          case OTHER_FILES, ANOTHERS, MARKER_DAMAGED -> true;
        };
    if (found.state() == State.NOT_A_FOLDER) {
      return problem("settings.folder.file");
    }
    if (found.state() == State.OF_JOB_HERE) {
      return problem("settings.owned.here", found.owner().map(JobIdentity::name).orElse(""));
    }
    if (needsConsent && !agreed) {
      Hint question = question(found);
      return tried ? missing(question) : question;
    }
    if (found.freeBytes().filter(free -> free == 0).isPresent()) {
      return Hint.of(
          Kind.WARNING, texts.of("settings.sentences", works(found), texts.of("settings.full")));
    }
    String text = works(found);
    if (found.syncedBy().isPresent()) {
      return Hint.of(
          Kind.WARNING,
          texts.of(
              "settings.sentences", text, texts.of("settings.synced", found.syncedBy().get())));
    }
    if (found.onDatabasesDisk() && (only || !local)) {
      String sentence = texts.of(local ? "settings.same-disk.only" : "settings.same-disk");
      return Hint.of(
          local ? Kind.INFO : Kind.WARNING, texts.of("settings.sentences", text, sentence));
    }
    return Hint.of(Kind.GOOD, text);
  }

  /** "Works" is said only of a folder in which a file was written, read and deleted. */
  private String works(FolderInspection found) {
    boolean there = found.state() != State.MISSING;
    String key =
        there
            ? found.tested() ? "settings.works" : "settings.there"
            : found.tested() ? "settings.makes.works" : "settings.makes";
    return found.freeBytes().isEmpty()
        ? texts.of(key + ".unknown")
        : texts.of(key, found.freeBytes().get());
  }

  /** The question as what stands in the way of saving, with the button that answers it. */
  private Hint missing(Hint question) {
    String button = question.answer().map(this::caption).orElse("");
    String text = texts.of("settings.consent", question.text(), button);
    return new Hint(Kind.PROBLEM, text, question.answer(), question.details());
  }

  private String caption(Answer answer) {
    return texts.caption(answer.key()).text();
  }

  private Hint question(FolderInspection found) {
    return switch (found.state()) {
      case ANOTHERS, MARKER_DAMAGED ->
          new Hint(
              Kind.QUESTION,
              found
                  .owner()
                  .map(owner -> texts.of("settings.owned", owner.name(), owner.host()))
                  .orElseGet(() -> texts.of("settings.owned.unknown")),
              Optional.of(Answer.TAKE_OVER),
              "");
      case OTHER_FILES, MISSING, EMPTY, OURS, OF_JOB_HERE, NOT_A_FOLDER, UNREACHABLE ->
          found.old().map(this::keepApart).orElseGet(() -> useThis("settings.other-files"));
    };
  }

  private Hint keepApart(LegacyBackups old) {
    ZonedDateTime newest = old.newestAt().atZone(clock.getZone());
    return new Hint(
        Kind.QUESTION,
        texts.of(
            "settings.old",
            Figures.when(newest.toOffsetDateTime(), ZonedDateTime.now(clock)),
            old.proposedTime()),
        Optional.of(Answer.KEEP_APART),
        "");
  }

  private Hint useThis(String key) {
    return new Hint(Kind.QUESTION, texts.of(key), Optional.of(Answer.USE_THIS_FOLDER), "");
  }
}
