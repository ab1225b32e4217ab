/**
 * The texts of both faces: one bundle, and sizes, counts, durations and dates as people read them.
 *
 * <p>Uses only {@code failure} and the JDK. Nothing here decides anything about backups.
 */
@NullMarked
package dev.nightjar.text;

import org.jspecify.annotations.NullMarked;
