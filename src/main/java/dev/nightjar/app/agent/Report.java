package dev.nightjar.app.agent;

import dev.nightjar.app.agent.Notification.Trouble;
import dev.nightjar.app.verdict.Finding;
import dev.nightjar.backup.StepResult;
import dev.nightjar.failure.Failure;
import dev.nightjar.failure.Reason;
import java.time.Instant;
import java.util.Optional;

/**
 * A trouble that was reported: another detail of its subject is reported anew, the end once for the
 * subject.
 *
 * @param at when it was last reported
 */
record Report(Subject subject, Detail detail, Instant at) {
  /** The subject of a report; rules ask its type, only the state file has it as text. */
  sealed interface Subject {
    /** The trouble whose end is reported; empty if it ends without a word. */
    Optional<Trouble> trouble();

    /** The label of the place that it is about; empty if it is about none. */
    default String place() {
      return "";
    }

    static Subject of(StepResult result) {
      return switch (result.step()) {
        case CHECKPOINT, DATABASE -> Part.DATABASE;
        case JSON -> Part.JSON;
        case PRUNED -> new Pruning(result.place());
        default -> new Place(result.place());
      };
    }

    static Subject of(Finding finding) {
      return switch (finding.kind()) {
        case NEVER_BACKED_UP, DUE_MISSED -> Part.DUE;
        case DATABASE -> Part.DATABASE;
        case JSON_MISSING -> Part.JSON;
        case PLACE_BEHIND, PLACE_TROUBLE -> new Place(finding.subject());
        case DAMAGED_COPIES -> new Copies(finding.subject());
        case SHRUNK, UNCHANGED, REBUILDABLE, JSON_LACKS, OFTEN_OFF ->
            new Question(finding.kind(), finding.subject());
      };
    }
  }

  /** Parts of which a job, or the program, has one. */
  enum Part implements Subject {
    DATABASE(Trouble.DATABASE),
    JSON(Trouble.JSON),
    /** The backup that was due. */
    DUE(Trouble.DUE),
    RUN(Trouble.RUN),
    SETTINGS(Trouble.SETTINGS);

    private final Trouble trouble;

    Part(Trouble trouble) {
      this.trouble = trouble;
    }

    @Override
    public Optional<Trouble> trouble() {
      return Optional.of(trouble);
    }
  }

  /** A place, as a whole. */
  record Place(String place) implements Subject {
    @Override
    public Optional<Trouble> trouble() {
      return Optional.of(Trouble.PLACE);
    }
  }

  /** The damaged copies at a place. */
  record Copies(String place) implements Subject {
    @Override
    public Optional<Trouble> trouble() {
      return Optional.of(Trouble.COPIES);
    }
  }

  /** To delete old backups is a matter of its own: the place may take new ones all the same. */
  record Pruning(String place) implements Subject {
    @Override
    public Optional<Trouble> trouble() {
      return Optional.empty();
    }
  }

  /**
   * A question or a hint. It ends without a word: the user has answered it, or it has answered
   * itself.
   *
   * @param about the table or schema; empty if it is about the job
   */
  record Question(Finding.Kind kind, String about) implements Subject {
    @Override
    public Optional<Trouble> trouble() {
      return Optional.empty();
    }

    /** Whether it comes and goes with single days: it is asked once. */
    boolean comesAndGoes() {
      return kind == Finding.Kind.OFTEN_OFF || kind == Finding.Kind.UNCHANGED;
    }
  }

  /** The state of the subject. */
  sealed interface Detail {
    static Detail of(Failure failure) {
      return new Because(failure.reason());
    }

    static Detail of(Finding finding) {
      Optional<Failure> failure = Optional.empty();
      if (finding instanceof Finding.DatabaseTrouble trouble) {
        failure = Optional.of(trouble.failure());
      } else if (finding instanceof Finding.PlaceTrouble trouble) {
        failure = Optional.of(trouble.failure());
      } else if (finding instanceof Finding.PlaceBehind behind) {
        failure = behind.failure();
      } else if (finding instanceof Finding.DamagedCopies copies) {
        return new Count(copies.count());
      }
      return failure.map(Detail::of).orElse(new Of(finding.kind()));
    }
  }

  /** It failed. */
  record Because(Reason reason) implements Detail {}

  /** It is as that kind of finding says. */
  record Of(Finding.Kind kind) implements Detail {}

  /** So many copies are damaged. */
  record Count(int copies) implements Detail {}
}
