/** The icon near the clock, its menu, and notifications. */
@NullMarked
package dev.nightjar.desktop.tray;

import org.jspecify.annotations.NullMarked;
