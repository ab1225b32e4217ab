/** What the faces say: one bundle of texts; sizes, counts and dates as people read them. */
@NullMarked
package dev.nightjar.text;

import org.jspecify.annotations.NullMarked;
