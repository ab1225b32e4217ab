package dev.nightjar.cli;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;

/** The names that somebody who wrote something else may have meant. */
final class Nearest {
  private Nearest() {}

  /**
   * Those that differ in the fewest letters, or begin with what was written; none if nothing comes
   * near it.
   */
  static List<String> of(String written, Collection<String> names) {
    String word = bare(written);
    int least = Math.max(1, word.length() / 3);
    List<String> nearest = new ArrayList<>();
    for (String name : names) {
      String candidate = bare(name);
      boolean begun = word.length() >= 2 && candidate.startsWith(word);
      int distance = begun ? 1 : distance(word, candidate);
      if (candidate.length() > 1 && distance <= least) {
        if (distance < least) {
          nearest.clear();
          least = distance;
        }
        nearest.add(name);
      }
    }
    return nearest;
  }

  private static String bare(String name) {
    return name.replaceFirst("^-+", "").toLowerCase(Locale.ROOT);
  }

  /** How many letters have to be added, left out, replaced, or swapped with their neighbour. */
  private static int distance(String one, String other) {
    int[][] least = new int[one.length() + 1][other.length() + 1];
    for (int i = 0; i <= one.length(); i++) {
      for (int j = 0; j <= other.length(); j++) {
        if (i == 0 || j == 0) {
          least[i][j] = i + j;
          continue;
        }
        int same = one.charAt(i - 1) == other.charAt(j - 1) ? 0 : 1;
        least[i][j] =
            Math.min(least[i - 1][j - 1] + same, Math.min(least[i - 1][j], least[i][j - 1]) + 1);
        if (i > 1
            && j > 1
            && one.charAt(i - 1) == other.charAt(j - 2)
            && one.charAt(i - 2) == other.charAt(j - 1)) {
          least[i][j] = Math.min(least[i][j], least[i - 2][j - 2] + 1);
        }
      }
    }
    return least[one.length()][other.length()];
  }
}
