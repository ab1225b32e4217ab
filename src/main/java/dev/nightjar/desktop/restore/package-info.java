/** Putting a backup back into the live file: one question, what is being done, how it ended. */
@NullMarked
package dev.nightjar.desktop.restore;

import org.jspecify.annotations.NullMarked;
