/**
 * The pages of a finished database file, read without SQLite (sqlite.org/fileformat2.html): the
 * b-tree of a table, its records, their overflow pages; and a check of all of them.
 *
 * <p>Nothing in a file is believed: whatever a page says is checked before it is used, and what
 * isn't understood ends in a {@link dev.nightjar.pages.MalformedPage}. Memory doesn't grow with the
 * file or with a value.
 */
@NullMarked
package dev.nightjar.pages;

import org.jspecify.annotations.NullMarked;
