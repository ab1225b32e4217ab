/** Rows of a backup for people: one cell as a short text, a result or a table as CSV. */
@NullMarked
package dev.nightjar.inside;

import org.jspecify.annotations.NullMarked;
