package dev.nightjar.app.agent;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.nightjar.app.agent.Report.Because;
import dev.nightjar.app.agent.Report.Copies;
import dev.nightjar.app.agent.Report.Count;
import dev.nightjar.app.agent.Report.Of;
import dev.nightjar.app.agent.Report.Part;
import dev.nightjar.app.agent.Report.Place;
import dev.nightjar.app.agent.Report.Pruning;
import dev.nightjar.app.agent.Report.Question;
import dev.nightjar.app.verdict.AppState.Reported;
import dev.nightjar.app.verdict.Finding;
import dev.nightjar.app.verdict.Finding.Kind;
import dev.nightjar.failure.Failure;
import dev.nightjar.failure.Reason;
import java.time.Instant;
import java.time.LocalTime;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Reports in the state file are as the first version wrote them. */
final class ReportFormatTest {
  private static final Instant AT = Instant.parse("2026-03-02T16:00:00Z");
  private static final Optional<Failure> NO_ANSWER =
      Optional.of(Failure.of(Reason.PLACE_UNREACHABLE, "/nas"));

  private static Report report(Finding finding) {
    return new Report(Report.Subject.of(finding), Report.Detail.of(finding), AT);
  }

  private static Finding behind(Optional<Failure> failure) {
    return new Finding.PlaceBehind("NAS", Optional.empty(), Optional.empty(), 1, failure);
  }

  /** One of each kind, with the text that files have had since the first version. */
  private static Map<String, Report> all() {
    Map<String, Report> all = new LinkedHashMap<>();
    all.put("due:never-backed-up", report(new Finding.NeverBackedUp()));
    all.put("due:due-missed", report(new Finding.DueMissed(AT, AT)));
    all.put(
        "database:database-locked",
        report(new Finding.DatabaseTrouble(Failure.of(Reason.DATABASE_LOCKED, "a", 30L))));
    all.put("place/NAS:behind", report(behind(Optional.empty())));
    all.put("place/NAS:place-unreachable", report(behind(NO_ANSWER)));
    all.put(
        "place/this computer:place-not-chosen",
        report(
            new Finding.PlaceTrouble("this computer", Failure.of(Reason.PLACE_NOT_CHOSEN, "/a"))));
    all.put(
        "copies/NAS:damaged-copies/2",
        report(new Finding.DamagedCopies("NAS", List.of(), List.of("a", "b"), List.of())));
    all.put("json:json-missing", report(new Finding.JsonMissing("a")));
    all.put("json:json-differs", new Report(Part.JSON, new Because(Reason.JSON_DIFFERS), AT));
    all.put("run:run-in-progress", new Report(Part.RUN, new Because(Reason.RUN_IN_PROGRESS), AT));
    all.put(
        "settings:settings-damaged",
        new Report(Part.SETTINGS, new Because(Reason.SETTINGS_DAMAGED), AT));
    all.put(
        "pruning/NAS:place-io", new Report(new Pruning("NAS"), new Because(Reason.PLACE_IO), AT));
    all.put("question/shrunk/orders:shrunk", report(new Finding.Shrunk("orders", 40, 5)));
    all.put("question/shrunk/a/b:c:shrunk", report(new Finding.Shrunk("a/b:c", 40, 5)));
    all.put("question/unchanged/:unchanged", report(new Finding.DataUnchanged(AT)));
    all.put("question/rebuildable/:rebuildable", report(new Finding.Rebuildable("a")));
    all.put("question/json-lacks/5f:json-lacks", report(new Finding.JsonLacks("a", "5f")));
    all.put(
        "question/often-off/:often-off",
        report(new Finding.OftenOff(LocalTime.of(17, 0), LocalTime.of(16, 0))));
    return all;
  }

  @Test
  void eachIsWrittenAsEarlierVersionsWroteItAndReadFromThere() {
    all()
        .forEach(
            (text, report) -> {
              assertEquals(new Reported(text, AT), ReportFormat.told(report));
              assertEquals(Optional.of(report), ReportFormat.report(new Reported(text, AT)));
            });
  }

  @Test
  void noTwoDetailsAreWrittenAlike() {
    Set<String> seen = new HashSet<>();
    for (Reason reason : Reason.values()) {
      seen.add(ReportFormat.told(new Report(Part.RUN, new Because(reason), AT)).key());
    }
    for (Kind kind : Kind.values()) {
      seen.add(ReportFormat.told(new Report(Part.RUN, new Of(kind), AT)).key());
    }
    assertEquals(Reason.values().length + Kind.values().length, seen.size());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "place/NAS",
        "weather:rain",
        "place/NAS:rained-on",
        "question/shrunk:shrunk",
        "question/grown/a:shrunk",
        "json/:json-missing"
      })
  void anotherVersionsReportIsNone(String key) {
    assertEquals(Optional.empty(), ReportFormat.report(new Reported(key, AT)));
  }

  @ParameterizedTest
  @ValueSource(strings = {"x", "-1", "9999999999", ""})
  void aCountThatIsNoneIsZero(String digits) {
    assertEquals(
        Optional.of(new Report(new Copies("NAS"), new Count(0), AT)),
        ReportFormat.report(new Reported("copies/NAS:damaged-copies/" + digits, AT)));
  }

  @Test
  void subjectsOfTheSameNameAreToldApart() {
    assertEquals(
        6,
        Set.of(
                new Place("json"),
                new Copies("json"),
                new Pruning("json"),
                Part.JSON,
                new Question(Kind.SHRUNK, "json"),
                new Question(Kind.JSON_LACKS, "json"))
            .size());
  }
}
