package dev.nightjar;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * Comments are written as subject, verb, object: none starts a sentence with a relative clause, or
 * with "where" for a condition, which is "if". Limits are named MAX_ and MIN_.
 */
final class PlainEnglishTest {
  /**
   * Text blocks, strings and characters, so that nothing in them counts; or, in group 1, a comment.
   */
  private static final Pattern COMMENT =
      Pattern.compile(
          "\"\"\"(?:[^\"\\\\]++|\\\\.|\"(?!\"\"))*+\"\"\"|\"(?:[^\"\\\\\n]++|\\\\.)*+\""
              + "|'(?:[^'\\\\\n]++|\\\\.)++'"
              + "|(/\\*(?:[^*]++|\\*(?!/))*+\\*/|//[^\n]*+(?:\n[ \t]*+//[^\n]*+)*+)",
          Pattern.DOTALL);

  private static final Pattern FRAME =
      Pattern.compile("^/\\*\\*?|\\*/$|(?m)^[ \t]*(?:\\*(?!/)|//)+");
  private static final Pattern BLOCK_END =
      Pattern.compile("(?m)\n[ \t]*\n|<p>|<li>|^[ \t]*@(?:return|(?:param|throws) +\\S+)");

  private static final String RELATIVE =
      "(?:who|whom|whose|whoever|what|whatever|which|whichever)\\b";
  private static final Pattern CLAUSE =
      Pattern.compile(
          "(?:^|(?<=[.!?:;]\\s)|(?<=[.!?]\\)\\s))"
              + RELATIVE.replace("(?:w", "(?:Where|Wherever|W").replace("|w", "|W")
              + "[^.!?]*+(?!\\?)|^"
              + RELATIVE
              + "[^.!?]*+(?!\\?)");

  private static final Pattern CONDITION =
      Pattern.compile("\\b[Ww]here (?:there|no|nobody|nothing|none|it (?:can|may|isn))\\b");

  private static final Pattern LIMIT =
      Pattern.compile(
          "\\b(?:[A-Z0-9]+_)*(?:MOST|FEWEST|LARGEST|SMALLEST|LEAST|LONGEST|SHORTEST)(?:_[A-Z0-9]+)*\\b");

  @Test
  void noSentenceOfACommentStartsWithARelativeClause() throws IOException {
    assertEquals(List.of(), inAllSources(PlainEnglishTest::clauses));
  }

  @Test
  void limitsAreNamedMaxAndMin() throws IOException {
    assertEquals(List.of(), inAllSources(PlainEnglishTest::limits));
  }

  @Test
  void aRelativeClauseIsFoundAtTheStartOfEachSentence() {
    assertEquals(
        List.of(
            "What it is",
            "Whoever reads it, waits",
            "whose it is",
            "what it is",
            "who calls",
            "Which one",
            "Where it is gone, it is made, where nobody asks",
            "where nobody"),
        clauses(
            """
            /** What it is. */
            /**
             * Fine. Whoever reads it,
             * waits.
             *
             * @param a whose it is
             * @return what it is
             */
            // who calls
            int a; // Fine.

            // Fine: Which one. Fine. Where it is gone,
            // it is made, where nobody asks.
            """));
  }

  @Test
  void aQuestionAStringAndARestOfASentenceAreNoRelativeClause() {
    assertEquals(
        List.of(),
        clauses(
            """
            /** Asks: What should be backed up? The one who calls decides. */
            String a = "// What it is.";
            char b = '"'; // Whether it is. It stays where it is.
            /** It is what
             * which way. */
            """));
  }

  @Test
  void aLimitIsFoundAnywhereInAName() {
    assertEquals(
        List.of("MOST_BYTES", "ROWS_AT_LEAST"), limits("MOST_BYTES ROWS_AT_LEAST MAX_ALMOST mOST"));
  }

  private static List<String> clauses(String source) {
    List<String> found = new ArrayList<>();
    Matcher comment = COMMENT.matcher(source);
    while (comment.find()) {
      if (comment.group(1) != null) {
        String text = FRAME.matcher(comment.group(1)).replaceAll("");
        for (String block : BLOCK_END.split(text)) {
          Matcher clause = CLAUSE.matcher(block.strip().replaceAll("\\s+", " "));
          while (clause.find()) {
            found.add(clause.group().strip());
          }
          Matcher condition = CONDITION.matcher(block.replaceAll("\\s+", " "));
          while (condition.find()) {
            found.add(condition.group());
          }
        }
      }
    }
    return found;
  }

  private static List<String> limits(String source) {
    return LIMIT.matcher(source).results().map(match -> match.group()).toList();
  }

  private interface Rule {
    List<String> broken(String source);
  }

  private static List<String> inAllSources(Rule rule) throws IOException {
    List<String> all = new ArrayList<>();
    try (Stream<Path> files = Files.walk(Path.of("src"))) {
      for (Path file : files.filter(each -> each.toString().endsWith(".java")).sorted().toList()) {
        if (!file.endsWith("PlainEnglishTest.java")) {
          rule.broken(Files.readString(file)).forEach(it -> all.add(file + ": " + it));
        }
      }
    }
    return all;
  }
}
