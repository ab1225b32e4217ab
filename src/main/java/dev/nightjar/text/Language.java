package dev.nightjar.text;

import java.util.Locale;
import java.util.Optional;

/** A language that Nightjar speaks. */
public enum Language {
  ENGLISH("en", "English"),
  GERMAN("de", "Deutsch"),
  TURKISH("tr", "Türkçe");

  private final String code;
  private final String ownName;

  Language(String code, String ownName) {
    this.code = code;
    this.ownName = ownName;
  }

  /** Returns the two letters by which ISO 639-1 calls it. */
  public String code() {
    return code;
  }

  /** Returns its name in itself, so that its speakers find it. */
  public String ownName() {
    return ownName;
  }

  public Locale locale() {
    return Locale.forLanguageTag(code);
  }

  /** Returns the language of {@code locale}; English if Nightjar doesn't speak that one. */
  public static Language of(Locale locale) {
    for (Language each : values()) {
      if (each.code.equals(locale.getLanguage())) {
        return each;
      }
    }
    return ENGLISH;
  }

  /** Returns the one that was chosen; if none was, that of the system's own windows. */
  public static Language chosen(Optional<Locale> locale) {
    return of(locale.orElseGet(() -> Locale.getDefault(Locale.Category.DISPLAY)));
  }
}
