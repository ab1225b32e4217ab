package dev.nightjar.simulation;

import dev.nightjar.app.agent.Status;
import dev.nightjar.app.verdict.Verdict.State;

/** Settings that can't be read stop everything, aloud, and nothing any longer once they can. */
final class SettingsClaims {
  private final Ledger ledger;
  private final World world;

  SettingsClaims(Ledger ledger) {
    this.ledger = ledger;
    this.world = ledger.world;
  }

  void judge() {
    world.process.flatMap(process -> process.status).ifPresent(this::judge);
  }

  private void judge(Status status) {
    boolean stopped = status.verdict().stopped().isPresent();
    if (ledger.areSettingsLost() && !stopped) {
      throw new Broken(Claim.NOTHING_SILENT, "the settings can't be read, and nothing says so");
    }
    if (ledger.alive() && stopped) {
      throw new Broken(Claim.NOTHING_FALSE, "the settings can be read, and are said to be damaged");
    }
    State state = status.verdict().state();
    if (stopped && state != State.FAILED && state != State.RUNNING) {
      throw new Broken(Claim.NOTHING_FALSE, "backups are stopped, and the icon shows " + state);
    }
  }

  /** The agent can't know of which database, or where to. */
  void runAsked(SimJob job) {
    if (ledger.areSettingsLost()) {
      throw new Broken(
          Claim.NOTHING_FALSE, "a run of " + job.name + " begins without any settings");
    }
  }
}
