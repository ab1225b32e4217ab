package dev.nightjar.cli;

import dev.nightjar.backup.Outcome;
import dev.nightjar.failure.Reason;

/** Tells a script how a command ended. */
final class ExitCode {
  static final int DONE = 0;
  static final int FAILED = 1;
  static final int MISUSE = 2;
  static final int PARTIAL = 3;
  static final int IN_PROGRESS = 4;
  static final int CANCELLED = 130;

  private ExitCode() {}

  static int of(Outcome outcome) {
    return switch (outcome) {
      case SUCCEEDED -> DONE;
      case PARTIAL -> PARTIAL;
      case FAILED -> FAILED;
      case CANCELLED -> CANCELLED;
    };
  }

  static int of(Reason reason) {
    return switch (reason) {
      case CANCELLED -> CANCELLED;
      case RUN_IN_PROGRESS -> IN_PROGRESS;
      case WRONG_USE,
          SETTING_INVALID,
          SETTINGS_DAMAGED,
          SETTINGS_LOST,
          SETTINGS_TOO_NEW,
          IMPORT_DAMAGED,
          JOB_UNKNOWN,
          JOB_EXISTS,
          JOB_NAME_TAKEN,
          JOB_AMBIGUOUS,
          JOB_NOT_CHOSEN,
          NO_JOBS,
          PLACE_OWNED_BY_OTHER,
          PLACE_OF_JOB_HERE,
          PLACE_NOT_MARKED,
          PLACE_SAME,
          PLACE_NESTED,
          BACKUP_AMBIGUOUS,
          COPY_NOT_CHOSEN,
          TABLE_MISSING,
          TABLE_WITHOUT_ROWS,
          TABLE_WITHOUT_KEY,
          STATEMENT_NOT_ALONE,
          STATEMENT_WRITES,
          STATEMENT_WITHOUT_ROWS ->
          MISUSE;
      default -> FAILED;
    };
  }

  /** Several jobs: the worst. */
  static int worse(int one, int other) {
    return rank(one) >= rank(other) ? one : other;
  }

  private static int rank(int code) {
    return switch (code) {
      case DONE -> 0;
      case PARTIAL -> 1;
      case IN_PROGRESS -> 2;
      case FAILED -> 3;
      case MISUSE -> 4;
      default -> 5;
    };
  }
}
