/** Sees that one tray program of a user runs, and lets later starts talk to it. */
@NullMarked
package dev.nightjar.platform.instance;

import org.jspecify.annotations.NullMarked;
