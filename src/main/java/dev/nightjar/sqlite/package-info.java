/**
 * A database that others are writing to: look at it, take one consistent copy, check a copy, read
 * and write rows.
 *
 * <p>sqlite-jdbc lives here alone, and no other package opens the live file. A live file is never
 * opened with Java's own I/O while SQLite may have it open in this process: POSIX drops all of a
 * process's locks on a file when it closes any descriptor of it.
 */
@NullMarked
package dev.nightjar.sqlite;

import org.jspecify.annotations.NullMarked;
