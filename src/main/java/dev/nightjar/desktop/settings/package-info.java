/**
 * The dialog of the settings: a form in plain Java, which is tested without a display, and the
 * panels that only show it.
 */
@NullMarked
package dev.nightjar.desktop.settings;

import org.jspecify.annotations.NullMarked;
