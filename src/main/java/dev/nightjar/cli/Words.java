package dev.nightjar.cli;

import dev.nightjar.text.Texts;

/** The words of the command line, from their bundle. */
final class Words {
  /** Help, too: the parser looks up descriptions in the same file. */
  static final String FILE = "commandline.properties";

  private static final Texts TEXTS = Texts.load(FILE);

  private Words() {}

  static String of(String key, Object... arguments) {
    return TEXTS.of(key, arguments);
  }

  /** As {@code 1 table}, {@code 52 310 rows}. */
  static String counted(String noun, long number) {
    return TEXTS.counted(noun, number);
  }

  /** The bundle in the form in which the parser takes it. */
  static java.util.ResourceBundle bundle() {
    return new java.util.ListResourceBundle() {
      @Override
      protected Object[][] getContents() {
        return TEXTS.texts().entrySet().stream()
            .map(entry -> new Object[] {entry.getKey(), entry.getValue()})
            .toArray(Object[][]::new);
      }
    };
  }
}
