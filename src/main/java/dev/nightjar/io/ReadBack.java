package dev.nightjar.io;

/**
 * The finding at the end of a file's way to its disk.
 *
 * @param hash of all its bytes
 * @param pastCache whether they came from the disk; else the system may have answered from what it
 *     remembers of writing them
 */
public record ReadBack(FileHash hash, boolean pastCache) {}
