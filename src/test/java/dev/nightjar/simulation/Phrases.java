package dev.nightjar.simulation;

import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Sentences that a face may say, each with what makes it true. */
final class Phrases {
  private final List<Phrase> phrases = new ArrayList<>();

  /** Whether a sentence that was heard is true. */
  @FunctionalInterface
  interface Truth {
    boolean of(Heard heard);
  }

  private record Phrase(Pattern pattern, Truth truth) {}

  /** A sentence about a job. */
  static final class Heard {
    final SimJob job;
    private final WordTruths truths;
    private final Matcher matcher;

    Heard(SimJob job, WordTruths truths, Matcher matcher) {
      this.job = job;
      this.truths = truths;
      this.matcher = matcher;
    }

    List<LocalDateTime> at() {
      return Spoken.minutes(matcher.group("at"), truths.dates.today());
    }

    List<LocalDateTime> due() {
      return Spoken.minutes(matcher.group("due"), truths.dates.today());
    }

    boolean hasPlace() {
      return job.places.stream()
          .anyMatch(one -> one.label.equals(Spoken.place(matcher.group("place"))));
    }

    SimPlace place() {
      return job.place(Spoken.place(matcher.group("place")));
    }

    List<SimPlace> places() {
      return Spoken.places(matcher.group("places")).stream().map(job::place).toList();
    }

    long count() {
      return Spoken.count(matcher.group("count"));
    }

    String text(String name) {
      return matcher.group(name);
    }

    boolean isOfJob() {
      return matcher.group("job").equals(job.name);
    }
  }

  Phrases add(String sentence, Truth truth) {
    phrases.add(new Phrase(Spoken.pattern(sentence), truth));
    return this;
  }

  /**
   * Judges one sentence by the first phrase that it is.
   *
   * @throws Broken if it is false, or none of these
   */
  void judge(String sentence, SimJob job, WordTruths truths) {
    for (Phrase phrase : phrases) {
      Matcher matcher = phrase.pattern().matcher(sentence);
      if (matcher.matches()) {
        if (!phrase.truth().of(new Heard(job, truths, matcher))) {
          throw new Broken(
              Claim.NOTHING_FALSE, "of " + job.name + " is said, and is not so: " + sentence);
        }
        return;
      }
    }
    throw new Broken(Claim.NOTHING_FALSE, "nobody knows what that means: " + sentence);
  }
}
