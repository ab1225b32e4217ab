package dev.nightjar.destination;

import java.time.Instant;

/**
 * What a place held when it last answered: its backups and those whose files are lost; what else is
 * there isn't remembered.
 */
public record KnownInventory(Inventory inventory, Instant readAt) {}
