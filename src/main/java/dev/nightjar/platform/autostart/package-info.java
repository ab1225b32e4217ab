/** Starts the tray program when its user signs in, by each system's own way. */
@NullMarked
package dev.nightjar.platform.autostart;

import org.jspecify.annotations.NullMarked;
