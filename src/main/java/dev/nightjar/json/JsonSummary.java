package dev.nightjar.json;

/** What an export wrote. */
public record JsonSummary(int tables, long rows, long bytes) {}
