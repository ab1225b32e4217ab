package dev.nightjar.destination;

import java.time.Instant;

/**
 * The backups of a place when it last answered, with those whose files are lost; other files aren't
 * remembered.
 */
public record KnownInventory(Inventory inventory, Instant readAt) {}
