package dev.nightjar.app.agent;

import dev.nightjar.app.agent.Report.Because;
import dev.nightjar.app.agent.Report.Copies;
import dev.nightjar.app.agent.Report.Count;
import dev.nightjar.app.agent.Report.Detail;
import dev.nightjar.app.agent.Report.Of;
import dev.nightjar.app.agent.Report.Part;
import dev.nightjar.app.agent.Report.Place;
import dev.nightjar.app.agent.Report.Pruning;
import dev.nightjar.app.agent.Report.Question;
import dev.nightjar.app.agent.Report.Subject;
import dev.nightjar.app.verdict.AppState.Reported;
import dev.nightjar.app.verdict.Finding;
import dev.nightjar.failure.Reason;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/**
 * A report as the state file has it: its subject, a colon, its detail. The subject may hold colons,
 * the detail has none.
 */
final class ReportFormat {
  private static final String PLACE = "place/";
  private static final String COPIES = "copies/";
  private static final String PRUNING = "pruning/";
  private static final String QUESTION = "question/";
  private static final String COUNT = Finding.Kind.DAMAGED_COPIES.code() + "/";
  private static final String BEHIND = "behind";

  private static final Map<String, Detail> DETAILS = details();

  private ReportFormat() {}

  private static Map<String, Detail> details() {
    Map<String, Detail> all = new HashMap<>();
    for (Finding.Kind kind : Finding.Kind.values()) {
      all.put(text(kind), new Of(kind));
    }
    for (Reason reason : Reason.values()) {
      all.put(reason.code(), new Because(reason));
    }
    return Map.copyOf(all);
  }

  static Reported told(Report report) {
    return new Reported(text(report.subject()) + ":" + text(report.detail()), report.at());
  }

  private static String text(Subject subject) {
    if (subject instanceof Part part) {
      return text(part);
    }
    if (subject instanceof Question question) {
      return QUESTION + question.kind().code() + "/" + question.about();
    }
    String prefix = subject instanceof Place ? PLACE : subject instanceof Copies ? COPIES : PRUNING;
    return prefix + subject.place();
  }

  private static String text(Part part) {
    return part.name().toLowerCase(Locale.ROOT);
  }

  private static String text(Detail detail) {
    if (detail instanceof Because because) {
      return because.reason().code();
    }
    if (detail instanceof Count count) {
      return COUNT + count.copies();
    }
    return text(((Of) detail).kind());
  }

  private static String text(Finding.Kind kind) {
    return kind == Finding.Kind.PLACE_BEHIND ? BEHIND : kind.code();
  }

  /** Returns nothing for what no version up to this one has written. */
  static Optional<Report> report(Reported told) {
    int colon = told.key().lastIndexOf(':');
    if (colon < 0) {
      return Optional.empty();
    }
    Optional<Detail> detail = detail(told.key().substring(colon + 1));
    return subject(told.key().substring(0, colon))
        .flatMap(subject -> detail.map(known -> new Report(subject, known, told.at())));
  }

  private static Optional<Subject> subject(String text) {
    return after(PLACE, text)
        .<Subject>map(Place::new)
        .or(() -> after(COPIES, text).map(Copies::new))
        .or(() -> after(PRUNING, text).map(Pruning::new))
        .or(() -> after(QUESTION, text).flatMap(ReportFormat::question))
        .or(() -> find(Part.values(), ReportFormat::text, text));
  }

  private static Optional<Subject> question(String text) {
    int slash = text.indexOf('/');
    return slash < 0
        ? Optional.empty()
        : find(Finding.Kind.values(), Finding.Kind::code, text.substring(0, slash))
            .map(kind -> new Question(kind, text.substring(slash + 1)));
  }

  private static Optional<Detail> detail(String text) {
    return after(COUNT, text)
        .<Detail>map(digits -> new Count(count(digits)))
        .or(() -> Optional.ofNullable(DETAILS.get(text)));
  }

  private static int count(String digits) {
    return digits.matches("[0-9]{1,9}") ? Integer.parseInt(digits) : 0;
  }

  private static Optional<String> after(String prefix, String text) {
    return text.startsWith(prefix)
        ? Optional.of(text.substring(prefix.length()))
        : Optional.empty();
  }

  private static <T> Optional<T> find(T[] all, Function<T, String> name, String text) {
    return Arrays.stream(all).filter(one -> name.apply(one).equals(text)).findFirst();
  }
}
