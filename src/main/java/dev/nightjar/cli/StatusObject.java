package dev.nightjar.cli;

import dev.nightjar.app.verdict.Finding;
import dev.nightjar.app.verdict.Shortage;
import dev.nightjar.app.verdict.Verdict.JobVerdict;
import dev.nightjar.app.verdict.Verdict.PlaceVerdict;
import dev.nightjar.failure.Failure;
import java.lang.reflect.RecordComponent;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** {@code status} as one object. */
final class StatusObject {
  private StatusObject() {}

  static Map<String, Object> of(StatusAnswer answer) {
    Map<String, Object> object = new LinkedHashMap<>();
    object.put("state", word(answer.verdict().state()));
    List<Object> jobs = new ArrayList<>();
    for (JobVerdict job : answer.verdict().jobs()) {
      jobs.add(object(job, answer.failedTry(job)));
    }
    object.put("jobs", jobs);
    answer.pausedUntil().ifPresent(until -> object.put("pausedUntil", until.toString()));
    answer.verdict().jobs().stream()
        .flatMap(job -> job.next().stream())
        .min(Comparator.comparing(ZonedDateTime::toInstant))
        .ifPresent(next -> object.put("nextDue", next.toOffsetDateTime()));
    answer.trayRuns().ifPresent(runs -> object.put("trayRuns", runs));
    object.put("running", answer.running());
    return object;
  }

  private static Map<String, Object> object(JobVerdict job, Optional<FailedTry> failedTry) {
    List<Object> findings = new ArrayList<>();
    job.findings().forEach(finding -> findings.add(object(finding)));
    List<Object> places = new ArrayList<>();
    job.places().forEach(place -> places.add(object(place)));
    Map<String, Object> object = new LinkedHashMap<>();
    object.put("job", job.name());
    object.put("state", word(job.state()));
    object.put("findings", findings);
    object.put("places", places);
    job.next().ifPresent(due -> object.put("nextDue", due.toOffsetDateTime()));
    failedTry.ifPresent(one -> object.put("failedTry", object(one)));
    return object;
  }

  private static Map<String, Object> object(FailedTry failed) {
    Map<String, Object> object = new LinkedHashMap<>();
    object.put("endedAt", failed.endedAt().toString());
    object.put("error", Console.failure(failed.failure()));
    return object;
  }

  private static Map<String, Object> object(PlaceVerdict place) {
    Map<String, Object> object = new LinkedHashMap<>();
    object.put("place", place.label());
    object.put("location", place.location());
    place.newest().ifPresent(backup -> object.put("newest", backup.id()));
    object.put("behind", place.behind());
    object.put("lacks", (long) place.lacks());
    object.put("missed", (long) place.missed());
    object.put("unread", (long) place.unread());
    place.failure().ifPresent(failure -> object.put("error", Console.failure(failure)));
    place.shortage().ifPresent(shortage -> object.put("shortage", object(shortage)));
    return object;
  }

  private static Map<String, Object> object(Shortage shortage) {
    Map<String, Object> object = new LinkedHashMap<>();
    object.put("refused", shortage.refused());
    if (shortage.freeBytes() >= 0) {
      object.put("freeBytes", shortage.freeBytes());
    }
    object.put("keep", shortage.rule().word());
    object.put("bytes", shortage.bytes());
    return object;
  }

  private static Map<String, Object> object(Finding finding) {
    Map<String, Object> object = new LinkedHashMap<>();
    object.put("code", finding.code());
    object.put("severity", word(finding.severity()));
    object.put("subject", finding.subject());
    object.put("facts", facts(finding));
    return object;
  }

  /** Every component, so that no finding is without its facts. */
  private static Map<String, Object> facts(Finding finding) {
    Map<String, Object> facts = new LinkedHashMap<>();
    for (RecordComponent component : finding.getClass().getRecordComponents()) {
      try {
        put(facts, component.getName(), component.getAccessor().invoke(finding));
      } catch (ReflectiveOperationException e) {
        throw new IllegalStateException(e); // A public record's accessor.
      }
    }
    return facts;
  }

  private static void put(Map<String, Object> facts, String name, Object value) {
    if (value instanceof Optional<?> optional) {
      optional.ifPresent(one -> put(facts, name, one));
    } else if (value instanceof Failure failure) {
      facts.put(name, Console.failure(failure));
    } else if (value instanceof Number number) {
      facts.put(name, number.longValue());
    } else if (value instanceof List<?> || value instanceof Boolean) {
      facts.put(name, value);
    } else {
      facts.put(name, value instanceof Instant at ? at.toString() : String.valueOf(value));
    }
  }

  private static String word(Enum<?> value) {
    return value.name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
