package dev.nightjar.backup;

import dev.nightjar.destination.Destination;
import dev.nightjar.json.JsonSummary;
import dev.nightjar.sqlite.CheckReport;
import dev.nightjar.sqlite.Snapshot;
import dev.nightjar.sqlite.Violations;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The facts that a step brought to light, whether it succeeded or not. */
public sealed interface StepFacts {
  /** No facts. */
  StepFacts NONE = new None();

  /**
   * Returns the facts by the names that scripts know: strings, lines of strings, and {@link Long}s.
   */
  Map<String, Object> byName();

  /** The step has nothing to say but how it ended. */
  record None() implements StepFacts {
    @Override
    public Map<String, Object> byName() {
      return Map.of();
    }
  }

  /**
   * A place was asked.
   *
   * @param readiness its answer; empty if it isn't ready
   */
  record Place(String location, Optional<Destination.Readiness> readiness) implements StepFacts {
    @Override
    public Map<String, Object> byName() {
      Map<String, Object> facts = new LinkedHashMap<>();
      facts.put("location", location);
      readiness.ifPresent(
          ready -> {
            facts.put("freeBytes", ready.freeBytes().orElse(-1L));
            facts.put("markerHealed", ready.markerHealed() ? 1L : 0L);
            facts.put("finished", (long) ready.finished());
          });
      return facts;
    }
  }

  /** The log of the live database was moved into it, as far as it could be. */
  record Checkpoint(dev.nightjar.sqlite.Checkpoint checkpoint) implements StepFacts {
    @Override
    public Map<String, Object> byName() {
      return Map.of(
          "result", checkpoint.result().name(),
          "pagesInLog", checkpoint.pagesInLog(),
          "pagesMoved", checkpoint.pagesMoved());
    }
  }

  /**
   * The live database was copied, and every row is there.
   *
   * @param notChecked tables of which something couldn't be checked
   * @param findings the damage that can be mended, a line each
   * @param commitsWaited whether other programs' commits waited for the copy
   */
  record Copy(
      long bytes,
      long pages,
      long tables,
      long rows,
      CheckReport.Grade grade,
      List<String> findings,
      List<String> notChecked,
      Violations valueViolations,
      Violations foreignKeyViolations,
      boolean commitsWaited)
      implements StepFacts {
    public Copy {
      findings = List.copyOf(findings);
      notChecked = List.copyOf(notChecked);
    }

    static Copy of(Snapshot snapshot, CheckReport report) {
      return new Copy(
          snapshot.bytes(),
          snapshot.pages(),
          report.tables().size(),
          report.rows(),
          report.grade(),
          report.findings(),
          report.notChecked(),
          report.valueViolations(),
          report.foreignKeyViolations(),
          snapshot.commitsWaited());
    }

    @Override
    public Map<String, Object> byName() {
      Map<String, Object> facts = new LinkedHashMap<>();
      facts.put("bytes", bytes);
      facts.put("pages", pages);
      facts.put("tables", tables);
      facts.put("rows", rows);
      facts.put("notChecked", String.join(", ", notChecked));
      facts.put("valueViolations", valueViolations.count());
      facts.put("valueViolationsIn", String.join(", ", valueViolations.where()));
      facts.put("foreignKeyViolations", foreignKeyViolations.count());
      facts.put("foreignKeyViolationsIn", String.join(", ", foreignKeyViolations.where()));
      facts.put("grade", grade.name());
      facts.put("findings", lines(findings));
      facts.put("commitsWaited", commitsWaited ? 1L : 0L);
      return facts;
    }
  }

  /**
   * The copy is damaged, and is no backup.
   *
   * @param evidence the files in which it is kept
   */
  record DamagedCopy(List<String> findings, List<String> evidence) implements StepFacts {
    public DamagedCopy {
      findings = List.copyOf(findings);
      evidence = List.copyOf(evidence);
    }

    @Override
    public Map<String, Object> byName() {
      return Map.of("findings", lines(findings), "evidence", lines(evidence));
    }
  }

  /**
   * The JSON was made and proved.
   *
   * @param tables those that users know, as the check of the copy counts them; if there are gaps,
   *     all that the JSON has, among them SQLite's own
   * @param rows their rows
   * @param lacks its gaps, a line each
   * @param rebuildLacks the gaps of a database made from it, a line each
   */
  record Json(long tables, long rows, long bytes, List<String> lacks, List<String> rebuildLacks)
      implements StepFacts {
    public Json {
      lacks = List.copyOf(lacks);
      rebuildLacks = List.copyOf(rebuildLacks);
    }

    static Json of(CheckReport copy, ProvedJson made) {
      JsonSummary summary = made.summary();
      boolean same = summary.lacks().isEmpty();
      return new Json(
          same ? copy.tables().size() : summary.tables(),
          same ? copy.rows() : summary.rows(),
          made.hash().bytes(),
          made.lacks(),
          made.rebuildLacks());
    }

    @Override
    public Map<String, Object> byName() {
      Map<String, Object> facts = new LinkedHashMap<>();
      facts.put("tables", tables);
      facts.put("rows", rows);
      facts.put("bytes", bytes);
      facts.put("lacks", lines(lacks));
      facts.put("rebuildLacks", lines(rebuildLacks));
      return facts;
    }
  }

  /** A place has the file. */
  record Saved(long bytes, String path) implements StepFacts {
    @Override
    public Map<String, Object> byName() {
      return Map.of("bytes", bytes, "path", path);
    }
  }

  /**
   * A place got backups that it was owed.
   *
   * @param healed the ids of those that replaced a lost or damaged copy
   * @param rotten the copies that turned out, as they were read, not to be what was proved
   */
  record CaughtUp(long owed, long delivered, List<String> healed, List<Copy> rotten)
      implements StepFacts {
    /** A copy of a backup, by the label of its place and its id there. */
    public record Copy(String place, String id) {}

    public CaughtUp {
      healed = List.copyOf(healed);
      rotten = List.copyOf(rotten);
    }

    /** Every copy that was read was whole. */
    public CaughtUp(long owed, long delivered, List<String> healed) {
      this(owed, delivered, healed, List.of());
    }

    @Override
    public Map<String, Object> byName() {
      return Map.of("owed", owed, "delivered", delivered, "healed", String.join(" ", healed));
    }
  }

  /**
   * Backups were deleted at a place.
   *
   * @param planned how many were to be deleted
   * @param bytes the space that they took
   * @param held how many stay for the time being that the plan doesn't keep
   */
  record Pruned(long planned, long deleted, long bytes, long held) implements StepFacts {
    @Override
    public Map<String, Object> byName() {
      return Map.of("planned", planned, "deleted", deleted, "bytes", bytes, "held", held);
    }
  }

  private static String lines(List<String> lines) {
    return String.join("\n", lines);
  }
}
