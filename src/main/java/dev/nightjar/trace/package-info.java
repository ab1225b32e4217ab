/** The life of a row: in which backups it appeared, changed and disappeared. */
@NullMarked
package dev.nightjar.trace;

import org.jspecify.annotations.NullMarked;
