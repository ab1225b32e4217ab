package dev.nightjar.settings;

import java.time.Instant;
import java.util.Optional;

/**
 * How a job's last run ended, for whoever looks after many computers and has only their folders.
 *
 * @param outcome {@code succeeded}, {@code partial}, {@code failed}, {@code cancelled}
 * @param backup the backup it made
 */
public record LastRun(Instant startedAt, String outcome, Optional<String> backup) {}
