/**
 * A run as it goes: its steps in words, and how far it is. The first run and the window of backups
 * show it.
 */
@NullMarked
package dev.nightjar.desktop.progress;

import org.jspecify.annotations.NullMarked;
