package dev.nightjar.simulation;

/** The promises of Nightjar, in its user's words. */
enum Claim {
  NOTHING_POSSIBLE_LEFT_UNDONE,
  NOTHING_LOST,
  NOTHING_FALSE,
  NOTHING_TWICE,
  NOTHING_SILENT,
  NOTHING_STUCK,
  QUIET_WHEN_WELL
}
