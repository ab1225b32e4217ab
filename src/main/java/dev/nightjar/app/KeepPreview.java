package dev.nightjar.app;

/**
 * The meaning of a rule for the backups that a place has now.
 *
 * @param backups how many there are that it can give back
 * @param bytes of all of them
 * @param kept how many would stay in the end
 * @param freed the space of the others, and of damaged ones that would go
 */
public record KeepPreview(long backups, long bytes, long kept, long freed) {}
