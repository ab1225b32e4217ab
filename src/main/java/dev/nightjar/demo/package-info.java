/**
 * A sample shop and a writer that never rests, for {@code nightjar demo}, the benchmark and the
 * proofs.
 *
 * <p>The shop's own program is played here, so these classes open the live file with {@code
 * java.sql}; nothing here is part of a backup.
 */
@NullMarked
package dev.nightjar.demo;

import org.jspecify.annotations.NullMarked;
