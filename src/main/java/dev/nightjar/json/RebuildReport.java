package dev.nightjar.json;

/** What was rebuilt from a JSON backup. */
public record RebuildReport(int tables, long rows) {}
