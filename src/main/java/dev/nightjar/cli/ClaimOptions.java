package dev.nightjar.cli;

import dev.nightjar.app.setup.Consent;
import java.util.EnumSet;
import java.util.Set;
import picocli.CommandLine.Option;

/** The user's consent to make a folder this job's. */
final class ClaimOptions {
  @Option(names = "--create")
  private boolean create;

  @Option(names = "--take-over")
  private boolean takeOver;

  Set<Consent> given() {
    Set<Consent> given = EnumSet.noneOf(Consent.class);
    if (create) {
      given.add(Consent.CREATE);
    }
    if (takeOver) {
      given.add(Consent.TAKE_OVER);
    }
    return given;
  }
}
