/** Rows of a backup for people: one cell as a short text, a result as CSV. */
@NullMarked
package dev.nightjar.inside;

import org.jspecify.annotations.NullMarked;
