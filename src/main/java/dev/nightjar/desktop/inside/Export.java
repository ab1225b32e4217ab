package dev.nightjar.desktop.inside;

import dev.nightjar.failure.Failure;
import java.nio.file.Path;

/** A table on its way into a file. */
sealed interface Export {
  record None() implements Export {}

  record Running(String table, long rows, boolean cancelling) implements Export {}

  /** The file is there already: the user is asked. */
  record Asking(String table, Path target) implements Export {}

  record Done(String table, Path target, long rows) implements Export {}

  record Failed(Failure failure) implements Export {}
}
