package dev.nightjar.faults;

/**
 * How many cases a test tries: a sample in a plain {@code mvn verify}, which has two minutes, and
 * all of them in profile {@code proof}.
 */
public final class Effort {
  private static final boolean PROOF = Boolean.getBoolean("nightjar.proof");

  private Effort() {}

  /** Returns {@code inProof} in profile {@code proof}, otherwise {@code usual}. */
  public static int of(int usual, int inProof) {
    return PROOF ? inProof : usual;
  }

  /** Whether all cases are to be tried. */
  public static boolean isWhole() {
    return PROOF;
  }
}
