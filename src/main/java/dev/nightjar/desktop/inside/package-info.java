/** The window in which a database's tables are looked through. */
@NullMarked
package dev.nightjar.desktop.inside;

import org.jspecify.annotations.NullMarked;
