package dev.nightjar.backup;

import java.time.Clock;
import java.util.concurrent.Executor;

/**
 * The surroundings of one run.
 *
 * @param clock gives the zone in which backups are named, too
 * @param workers at least two threads, for work that doesn't depend on each other
 * @param version this program's, for the manifest
 */
record RunContext(Steps steps, Clock clock, Executor workers, String version) {}
