package dev.nightjar.desktop.kit;

import java.util.Optional;

/**
 * The line below a field.
 *
 * @param details more for whoever wants it; may be empty
 */
public record Hint(Kind kind, String text, Optional<Answer> answer, String details) {
  public static final Hint NONE = of(Kind.INFO, "");

  /** How much a hint weighs. */
  public enum Kind {
    INFO,
    BUSY,
    GOOD,
    WARNING,
    /** Wants the user's consent before anything can be saved. */
    QUESTION,
    PROBLEM
  }

  /** The user's answer to it. */
  public enum Answer {
    USE_THIS_FOLDER("settings.use-this"),
    /** A folder in that one, at a time of day when the app's own backup is over. */
    KEEP_APART("settings.keep-apart"),
    TAKE_OVER("settings.take-over");

    private final String key;

    Answer(String key) {
      this.key = key;
    }

    /** Names the text on its button. */
    public String key() {
      return key;
    }
  }

  public static Hint of(Kind kind, String text) {
    return new Hint(kind, text, Optional.empty(), "");
  }

  public boolean blocks() {
    return kind == Kind.PROBLEM || kind == Kind.QUESTION || kind == Kind.BUSY;
  }
}
