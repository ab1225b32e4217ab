/**
 * Rows of a backup that come back into a database: which ones, with what hangs on them, and how
 * they are written in one transaction.
 */
@NullMarked
package dev.nightjar.rows;

import org.jspecify.annotations.NullMarked;
