/** Getting rows back: what it will do, as a copy has shown; what is being done; how it ended. */
@NullMarked
package dev.nightjar.desktop.rows;

import org.jspecify.annotations.NullMarked;
