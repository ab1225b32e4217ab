package dev.nightjar.demo;

/** Durations of commits in tenths of a millisecond: the same memory however many there are. */
final class CommitTimes {
  private static final long BUCKET_NANOS = 100_000;
  private static final int BUCKETS = 120_000;

  private final int[] buckets = new int[BUCKETS];
  private long commits;
  private long worstNanos;

  void add(long nanos) {
    buckets[(int) Math.min(BUCKETS - 1, nanos / BUCKET_NANOS)]++;
    worstNanos = Math.max(worstNanos, nanos);
    commits++;
  }

  WriterStats toStats() {
    return new WriterStats(commits, worstNanos / 1e6, percentile99Nanos() / 1e6);
  }

  /** The upper end of the bucket, and never more than the worst. */
  private long percentile99Nanos() {
    long wanted = commits - commits / 100;
    long seen = 0;
    for (int i = 0; i < BUCKETS; i++) {
      seen += buckets[i];
      if (seen >= wanted) {
        return Math.min(worstNanos, (i + 1) * BUCKET_NANOS);
      }
    }
    return worstNanos;
  }
}
