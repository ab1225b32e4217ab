/**
 * The lossless JSON form {@code nightjar-json/1}, both ways, streamed by hand in pieces: memory
 * stays the same whatever the size of the database or of one value in it.
 */
@NullMarked
package dev.nightjar.json;

import org.jspecify.annotations.NullMarked;
