/** The first minutes: what to back up and where to, and the first backup as it is made. */
@NullMarked
package dev.nightjar.desktop.firstrun;

import org.jspecify.annotations.NullMarked;
