/** How everything stands, derived from what is on disk: one verdict for every face. */
@NullMarked
package dev.nightjar.app.verdict;

import org.jspecify.annotations.NullMarked;
