/** The differences of two databases that nobody writes to: schemas, and rows one by one. */
@NullMarked
package dev.nightjar.diff;

import org.jspecify.annotations.NullMarked;
