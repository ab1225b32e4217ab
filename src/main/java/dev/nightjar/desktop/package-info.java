/** The tray, windows and notifications: shows what {@code app} says, and holds no rule of it. */
@NullMarked
package dev.nightjar.desktop;

import org.jspecify.annotations.NullMarked;
