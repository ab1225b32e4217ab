package dev.nightjar.settings;

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
