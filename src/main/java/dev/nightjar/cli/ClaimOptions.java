package dev.nightjar.cli;

import picocli.CommandLine.Option;

/** The user's consent to make a folder this job's. */
final class ClaimOptions {
  @Option(names = "--create")
  private boolean create;

  @Option(names = "--take-over")
  private boolean takeOver;

  boolean create() {
    return create;
  }

  boolean takeOver() {
    return takeOver;
  }
}
