/**
 * The program while it stays: keeps the due dates, runs one backup at a time, observes what is on
 * disk, and reports each change once.
 */
@NullMarked
package dev.nightjar.app.agent;

import org.jspecify.annotations.NullMarked;
