/** The way back: a backup into a new file, and whether backups are still what they were. */
@NullMarked
package dev.nightjar.restore;

import org.jspecify.annotations.NullMarked;
