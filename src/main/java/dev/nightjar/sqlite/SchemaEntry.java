package dev.nightjar.sqlite;

/**
 * One row of {@code sqlite_schema} that has a declaration.
 *
 * @param type table, index, view or trigger
 * @param table the table it belongs to
 * @param sql the declaration as stored, in the database's encoding
 * @param hasRows whether the rows are in the file itself: an ordinary table, no virtual one
 */
public record SchemaEntry(String type, String name, String table, byte[] sql, boolean hasRows) {}
