package dev.nightjar.json;

import java.time.OffsetDateTime;

/**
 * What the JSON says of where it came from.
 *
 * @param createdAt the snapshot's instant
 * @param file the live database's file name, without its folder
 * @param journalMode the live database's, since the staged copy has its own
 */
public record JsonSource(OffsetDateTime createdAt, String file, String journalMode) {}
