/**
 * How a run goes, and what is owed to a place.
 *
 * <p>A run copies the live database once; all else is made from that copy. One place's failure
 * never keeps another from its backup.
 */
@NullMarked
package dev.nightjar.backup;

import org.jspecify.annotations.NullMarked;
