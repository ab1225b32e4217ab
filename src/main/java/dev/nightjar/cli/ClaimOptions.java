package dev.nightjar.cli;

import picocli.CommandLine.Option;

/** The user's word on whose a folder is to be. */
final class ClaimOptions {
  @Option(
      names = "--create",
      description =
          "Make the folders and mark them as this job's. A folder on this computer that is missing"
              + " or empty needs no such word.")
  private boolean create;

  @Option(names = "--take-over", description = "Take the folders over from another owner.")
  private boolean takeOver;

  boolean create() {
    return create;
  }

  boolean takeOver() {
    return takeOver;
  }
}
