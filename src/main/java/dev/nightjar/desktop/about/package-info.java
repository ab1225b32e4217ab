/** The version, the credits, and the diagnostics that a helper asks for. */
@NullMarked
package dev.nightjar.desktop.about;

import org.jspecify.annotations.NullMarked;
