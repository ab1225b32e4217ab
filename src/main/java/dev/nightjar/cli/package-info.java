/** The command line: commands, their text and JSON output, exit codes. */
@NullMarked
package dev.nightjar.cli;

import org.jspecify.annotations.NullMarked;
