/**
 * Every way the program can fail, as a key with typed arguments; the faces word it.
 *
 * <p>Leaf code throws {@link dev.nightjar.failure.FailureException}; the step that called it
 * catches it, once, logs it there and only there, and keeps the {@link
 * dev.nightjar.failure.Failure}. Nobody logs and throws.
 */
@NullMarked
package dev.nightjar.failure;

import org.jspecify.annotations.NullMarked;
