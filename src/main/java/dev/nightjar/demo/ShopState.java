package dev.nightjar.demo;

/**
 * The state that a copy of the sample shop says it is in: a copy of one moment is consistent.
 *
 * @param stock pieces in all places together; the writer only moves them, so it never changes
 * @param movesInCounter moves as counted in table {@code counters}
 * @param movesInAudit moves as counted in table {@code audit}, in the same transactions
 * @param consistent whether SQLite finds the file whole, both counts agree and no piece is missing
 */
public record ShopState(long stock, long movesInCounter, long movesInAudit, boolean consistent) {
  /** A file that SQLite can't read to its end: its numbers mean nothing and are -1. */
  static final ShopState UNREADABLE = new ShopState(-1, -1, -1, false);
}
