package dev.nightjar.sqlite;

/**
 * A value as far as a list shows it: never more of it than that is read.
 *
 * @param text the beginning of a text, or a number; empty for others
 * @param bytes how large the value is
 * @param beginning the first bytes of a BLOB; none of one that is too large
 * @param cut whether there is more of it than stands here
 */
public record Excerpt(StorageClass type, String text, long bytes, byte[] beginning, boolean cut) {}
