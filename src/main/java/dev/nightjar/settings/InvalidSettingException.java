package dev.nightjar.settings;

import dev.nightjar.failure.FailureException;
import dev.nightjar.failure.Reason;
import java.nio.file.Path;

/** A value that breaks a field's rule, as {@code Keep, last: must be 1 or more (got 0)}. */
public final class InvalidSettingException extends IllegalArgumentException {
  private static final long serialVersionUID = 1L;

  private final String field;
  private final String rule;
  private final String value;

  public InvalidSettingException(String field, String rule, Object value) {
    super(field + ": " + rule + " (got " + value + ")");
    this.field = field;
    this.rule = rule;
    this.value = value.toString();
  }

  /** Requires a path that the folder which is worked in has no part in. */
  public static void requireFull(String field, Path path) {
    if (!path.isAbsolute()) {
      throw new InvalidSettingException(field, "must be a full path", path);
    }
  }

  /** The same as it is reported: {@code SETTING_INVALID}. */
  public FailureException reported() {
    return FailureException.because(this, Reason.SETTING_INVALID, field, rule, value);
  }

  public String field() {
    return field;
  }

  public String rule() {
    return rule;
  }

  public String value() {
    return value;
  }
}
