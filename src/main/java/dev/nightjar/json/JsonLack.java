package dev.nightjar.json;

/**
 * A table whose rows a JSON backup doesn't have, or not all of them.
 *
 * @param table its name, as {@link dev.nightjar.sqlite.Names} writes it
 * @param why SQLite's message when it was read
 */
public record JsonLack(String table, String why) {}
