/** Setting up jobs: inspects folders and databases for a form, marks folders, saves settings. */
@NullMarked
package dev.nightjar.app.setup;

import org.jspecify.annotations.NullMarked;
