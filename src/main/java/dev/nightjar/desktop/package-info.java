/**
 * Wires the rooms of the desktop together: shows what {@code app} says, and holds no rule of it.
 */
@NullMarked
package dev.nightjar.desktop;

import org.jspecify.annotations.NullMarked;
