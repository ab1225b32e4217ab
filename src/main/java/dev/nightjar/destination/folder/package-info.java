/**
 * Places that are folders: which file of a backup lies where, in which order they are written, and
 * what an interrupted run leaves behind.
 */
@NullMarked
package dev.nightjar.destination.folder;

import org.jspecify.annotations.NullMarked;
