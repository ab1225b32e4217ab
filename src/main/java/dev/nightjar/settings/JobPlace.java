package dev.nightjar.settings;

/** The places that a job can have. */
public enum JobPlace {
  /** The folder on this computer. */
  HERE("this computer"),

  /** The second place. */
  NAS("NAS");

  private final String label;

  JobPlace(String label) {
    this.label = label;
  }

  /** Its name in the history, in markers and in JSON: the same in each language. */
  public String label() {
    return label;
  }
}
