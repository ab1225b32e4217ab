/** The window that shows what changed from one backup to another, or to now. */
@NullMarked
package dev.nightjar.desktop.diff;

import org.jspecify.annotations.NullMarked;
