package dev.nightjar.app.verdict;

import dev.nightjar.failure.Failure;
import java.time.Instant;
import java.time.LocalTime;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Something that is not as it should be with a job, or that is worth the user's answer. */
public sealed interface Finding {
  /** How bad it is, the worst first. */
  enum Severity {
    FAILED,
    ATTENTION,
    /** Colours nothing. */
    ADVICE
  }

  /** The kinds; their names are written to the state file. */
  enum Kind {
    NEVER_BACKED_UP,
    DUE_MISSED,
    DATABASE,
    PLACE_BEHIND,
    PLACE_TROUBLE,
    DAMAGED_COPIES,
    SHRUNK,
    UNCHANGED,
    JSON_MISSING,
    REBUILDABLE,
    JSON_LACKS,
    OFTEN_OFF;

    private final String code = name().toLowerCase(Locale.ROOT).replace('_', '-');

    public String code() {
      return code;
    }
  }

  default Severity severity() {
    return Severity.ATTENTION;
  }

  /** Whether the user's answer ends it. */
  default boolean isQuestion() {
    return false;
  }

  /** The kind, by which rules go. */
  Kind kind();

  /** The kind, as state file and {@code --json} have it; never changes. */
  default String code() {
    return kind().code();
  }

  /** The place or table that it is about; empty if it is about the job. */
  default String subject() {
    return "";
  }

  /** The subjects that the user's answer is about. */
  default List<String> answered() {
    return List.of(subject());
  }

  /** There is no proved backup at all, though one was due for more than the time of grace. */
  record NeverBackedUp() implements Finding {
    @Override
    public Severity severity() {
      return Severity.FAILED;
    }

    @Override
    public Kind kind() {
      return Kind.NEVER_BACKED_UP;
    }
  }

  /**
   * No place has a proved backup from that due date on, though one was possible for more than the
   * time of grace.
   *
   * @param due the newest such date
   * @param newestAt when the newest proved backup there is was made
   */
  record DueMissed(Instant due, Instant newestAt) implements Finding {
    @Override
    public Severity severity() {
      return Severity.FAILED;
    }

    @Override
    public Kind kind() {
      return Kind.DUE_MISSED;
    }
  }

  /** The app's file can't be backed up as it is now: missing, locked, empty, replaced. */
  record DatabaseTrouble(Failure failure) implements Finding {
    @Override
    public Kind kind() {
      return Kind.DATABASE;
    }
  }

  /**
   * A place lacks the newest proved backup.
   *
   * @param newestAt when the newest backup that it has was made; empty if it has none
   * @param since the first due date that it missed; empty if it lacks another backup only
   * @param lacks how many backups it is owed
   * @param failure why it couldn't be used when it was last asked
   */
  record PlaceBehind(
      String place,
      Optional<Instant> newestAt,
      Optional<Instant> since,
      int lacks,
      Optional<Failure> failure)
      implements Finding {
    @Override
    public Kind kind() {
      return Kind.PLACE_BEHIND;
    }

    @Override
    public String subject() {
      return place;
    }
  }

  /** A place has the newest proved backup, but can't be used now: its marker is another's. */
  record PlaceTrouble(String place, Failure failure) implements Finding {
    @Override
    public Kind kind() {
      return Kind.PLACE_TROUBLE;
    }

    @Override
    public String subject() {
      return place;
    }
  }

  /**
   * Copies at a place are damaged, cut or gone. Of those that no place has whole only the user can
   * say that it's known.
   *
   * @param lost the ids of those that no other place has whole
   * @param healing the ids of those that are to be copied again from another place
   * @param spare the ids of those that another place has whole and this one needn't keep
   */
  record DamagedCopies(String place, List<String> lost, List<String> healing, List<String> spare)
      implements Finding {
    public DamagedCopies {
      lost = List.copyOf(lost);
      healing = List.copyOf(healing);
      spare = List.copyOf(spare);
    }

    /** All of them. */
    public int count() {
      return lost.size() + healing.size() + spare.size();
    }

    @Override
    public boolean isQuestion() {
      return !lost.isEmpty();
    }

    @Override
    public List<String> answered() {
      return lost.stream().map(id -> place + "/" + id).toList();
    }

    @Override
    public Kind kind() {
      return Kind.DAMAGED_COPIES;
    }

    @Override
    public String subject() {
      return place;
    }
  }

  /** A table vanished, or lost more than half of its rows. */
  record Shrunk(String table, long rowsBefore, long rowsNow) implements Finding {
    @Override
    public boolean isQuestion() {
      return true;
    }

    @Override
    public Kind kind() {
      return Kind.SHRUNK;
    }

    @Override
    public String subject() {
      return table;
    }
  }

  /** The same content for several scheduled days, if it used to change. */
  record DataUnchanged(Instant since) implements Finding {
    @Override
    public boolean isQuestion() {
      return true;
    }

    @Override
    public Kind kind() {
      return Kind.UNCHANGED;
    }
  }

  /** The newest backup has no JSON, though its database copy is good. */
  record JsonMissing(String id) implements Finding {
    @Override
    public Kind kind() {
      return Kind.JSON_MISSING;
    }
  }

  /**
   * The newest backup has every row, but something derived in the app's file is broken: an index
   * lacks entries, a search index is stale. SQLite mends it by REINDEX or a rebuild.
   */
  record Rebuildable(String id) implements Finding {
    @Override
    public Kind kind() {
      return Kind.REBUILDABLE;
    }
  }

  /**
   * The JSON of the newest backup lacks rows that can't be exported; the database copy has them.
   *
   * @param schema the schema in question: another one asks again
   */
  record JsonLacks(String id, String schema) implements Finding {
    @Override
    public boolean isQuestion() {
      return true;
    }

    @Override
    public Kind kind() {
      return Kind.JSON_LACKS;
    }

    @Override
    public String subject() {
      return schema;
    }
  }

  /** The computer is often off when a run is due. */
  record OftenOff(LocalTime due, LocalTime suggested) implements Finding {
    @Override
    public Severity severity() {
      return Severity.ADVICE;
    }

    @Override
    public boolean isQuestion() {
      return true;
    }

    @Override
    public Kind kind() {
      return Kind.OFTEN_OFF;
    }
  }
}
