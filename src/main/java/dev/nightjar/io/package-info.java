/**
 * Files that survive a power cut, and records as JSON. gson lives here alone.
 *
 * <p>{@link dev.nightjar.io.DurableFiles} is the one class that opens files for writing.
 */
@NullMarked
package dev.nightjar.io;

import org.jspecify.annotations.NullMarked;
