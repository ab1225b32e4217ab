package dev.nightjar.app.verdict;

import dev.nightjar.failure.Failure;
import java.util.Optional;

/**
 * How the live database was when it was last inspected.
 *
 * @param signature changes when the file does, or what stands in its way
 * @param failure why it couldn't be backed up as it is: missing, locked, empty
 */
public record LiveReport(String signature, Optional<Failure> failure) {}
