/** The window of backups: presenters put the status into words, panels show them. */
@NullMarked
package dev.nightjar.desktop.backups;

import org.jspecify.annotations.NullMarked;
