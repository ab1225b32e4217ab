/** The window in which a row, or a text, is followed through all backups. */
@NullMarked
package dev.nightjar.desktop.trace;

import org.jspecify.annotations.NullMarked;
