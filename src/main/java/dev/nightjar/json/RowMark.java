package dev.nightjar.json;

/**
 * A row, and where it stands in a JSON: a reader can begin there. Nothing is proved by it; a wrong
 * one costs time only.
 *
 * @param position behind the comma that divides it from the row before
 */
record RowMark(long position, String table, long rowid) {}
