/** Decides which backups a place keeps, and which it is owed: by backups, policy and date alone. */
@NullMarked
package dev.nightjar.retention;

import org.jspecify.annotations.NullMarked;
