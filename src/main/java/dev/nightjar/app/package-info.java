/**
 * The application without a face: the use cases, the threads, the locks. Thin: it holds no rule of
 * a package below.
 */
@NullMarked
package dev.nightjar.app;

import org.jspecify.annotations.NullMarked;
