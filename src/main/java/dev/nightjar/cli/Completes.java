package dev.nightjar.cli;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** Says what a shell offers for an option's value, or for an argument, if its type doesn't. */
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.FIELD)
@interface Completes {
  With value();

  /** The things that a shell can offer. */
  enum With {
    FOLDERS,
    COMMANDS,
    SETTINGS
  }
}
