package dev.nightjar.app.setup;

/** The user's consent to make a folder a job's. */
public enum Consent {
  /** None is needed: it is this job's already, or an empty one on this computer. */
  NONE,
  /** "Use this folder": make it if it isn't there, and mark it. */
  CREATE,
  /** Take it over, whoever's it is. */
  TAKE_OVER
}
