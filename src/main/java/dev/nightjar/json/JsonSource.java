package dev.nightjar.json;

import java.time.OffsetDateTime;

/**
 * The origin of a JSON backup, as it says itself.
 *
 * @param createdAt the snapshot's instant
 * @param file the live database's file name, without its folder
 * @param journalMode the live database's, since the staged copy has its own
 */
public record JsonSource(OffsetDateTime createdAt, String file, String journalMode) {}
