/** What the user chose: read, checked, written durably; unknown fields are kept. */
@NullMarked
package dev.nightjar.settings;

import org.jspecify.annotations.NullMarked;
