package dev.nightjar.desktop.settings;

import dev.nightjar.app.KeepPreview;
import dev.nightjar.desktop.kit.Hint;
import dev.nightjar.failure.Attempt;
import dev.nightjar.settings.Keep;
import java.util.Optional;
import java.util.function.Function;

/** The backups to keep at one place: a rule, and what it would mean there. */
final class KeepField {
  private static final String USUAL_COUNT = "30";

  private final Optional<Keep> saved;
  private final PendingCheck<KeepPreview> preview;
  private Choice choice;
  private String count;
  private boolean atOnce;
  private Optional<Function<Keep, Attempt<KeepPreview>>> question = Optional.empty();

  /** A rule by its kind. */
  public enum Choice {
    EVERYTHING,
    SMART,
    LAST
  }

  /**
   * @param saved the rule as the settings have it; empty if nobody has chosen
   */
  KeepField(Optional<Keep> saved, PendingCheck<KeepPreview> preview) {
    this.saved = saved;
    this.preview = preview;
    this.choice = saved.map(KeepField::kind).orElse(Choice.EVERYTHING);
    this.count = choice == Choice.LAST ? "" + saved.orElseThrow().last() : USUAL_COUNT;
  }

  private static Choice kind(Keep keep) {
    if (keep.equals(Keep.SMART)) {
      return Choice.SMART;
    }
    return keep.equals(Keep.EVERYTHING) ? Choice.EVERYTHING : Choice.LAST;
  }

  Choice choice() {
    return choice;
  }

  String count() {
    return count;
  }

  void choose(Choice chosen) {
    if (choice != chosen) {
      choice = chosen;
      ask();
    }
  }

  /** Chooses a rule whose deletions are made as soon as it is saved. */
  void fewer(Keep rule) {
    choice = kind(rule);
    count = choice == Choice.LAST ? "" + rule.last() : count;
    atOnce = true;
    ask();
  }

  void edit(String text) {
    if (!count.equals(text)) {
      count = text;
      ask();
    }
  }

  /**
   * Asks what the rule means.
   *
   * @param asked the question to the disk; empty for a place that has no backups of this job yet
   */
  void ask(Optional<Function<Keep, Attempt<KeepPreview>>> asked) {
    question = asked;
    ask();
  }

  private void ask() {
    preview.forget();
    Optional<Keep> keep = chosen();
    if (keep.isPresent() && question.isPresent()) {
      preview.ask(question.get().apply(keep.get()));
    }
  }

  /** The rule as it stands in the fields; empty if there is no number. */
  private Optional<Keep> chosen() {
    return switch (choice) {
      case EVERYTHING -> Optional.of(Keep.EVERYTHING);
      case SMART -> Optional.of(Keep.SMART);
      case LAST -> FieldParser.count(count).map(Keep::last);
    };
  }

  /** The rule to save: nobody's choice stays nobody's while it isn't changed. */
  Optional<Keep> rule() {
    return choice == Choice.EVERYTHING && saved.isEmpty() ? saved : chosen();
  }

  Hint hint(FieldHints hints) {
    return chosen().isEmpty()
        ? hints.problem("settings.keep.problem")
        : hints.keep(choice, preview.answer(), atOnce);
  }
}
