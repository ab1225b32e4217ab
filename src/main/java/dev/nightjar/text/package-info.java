/**
 * What the faces say: one bundle of texts, and sizes, counts, durations and dates as people read
 * them.
 *
 * <p>Uses only {@code failure} and the JDK. Nothing here decides anything about backups.
 */
@NullMarked
package dev.nightjar.text;

import org.jspecify.annotations.NullMarked;
