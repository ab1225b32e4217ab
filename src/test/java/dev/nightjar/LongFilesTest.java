package dev.nightjar;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** A file of the program is short, or its first comment tells why it is not. */
final class LongFilesTest {
  private static final int MAX_LINES = 300;
  private static final int MAX_MEDIAN = 80;

  @Test
  void aLongFileTellsWhy() throws IOException {
    List<String> silent = new ArrayList<>();
    for (Path file : sources()) {
      if (!isShortOrTellsWhy(Files.readString(file))) {
        silent.add(file.toString());
      }
    }
    assertEquals(List.of(), silent);
  }

  @Test
  void halfOfTheFilesAreAtMostAPageLong() throws IOException {
    List<Long> lengths = new ArrayList<>();
    for (Path file : sources()) {
      lengths.add(Files.readString(file).lines().count());
    }
    lengths.sort(null);
    long median = lengths.get(lengths.size() / 2);
    assertEquals(Math.min(median, MAX_MEDIAN), median);
  }

  @Test
  void onlyTheFirstCommentCounts() {
    String lines = "int a;\n".repeat(MAX_LINES + 1);
    assertEquals(false, isShortOrTellsWhy("/** A thing. */\n" + lines));
    assertEquals(false, isShortOrTellsWhy("/** A thing. */\n/** It is long because. */\n" + lines));
    assertEquals(true, isShortOrTellsWhy("/** A thing. It is long because it is. */\n" + lines));
  }

  private static boolean isShortOrTellsWhy(String source) {
    int from = source.indexOf("/**");
    String comment = from < 0 ? "" : source.substring(from, source.indexOf("*/", from));
    return source.lines().count() <= MAX_LINES
        || comment.replaceAll("\\s+\\*?\\s*", " ").contains("It is long because ");
  }

  private static List<Path> sources() throws IOException {
    try (Stream<Path> files = Files.walk(Path.of("src", "main", "java"))) {
      return files.filter(file -> file.toString().endsWith(".java")).toList();
    }
  }
}
