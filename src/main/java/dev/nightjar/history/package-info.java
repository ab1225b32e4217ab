/** The runs there were: a bounded log, never needed for a restore. */
@NullMarked
package dev.nightjar.history;

import org.jspecify.annotations.NullMarked;
