/** The user's choices: read, checked, written durably; unknown fields are kept. */
@NullMarked
package dev.nightjar.settings;

import org.jspecify.annotations.NullMarked;
