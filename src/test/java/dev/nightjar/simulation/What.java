package dev.nightjar.simulation;

/** The possible events at a shop's computer, its NAS, its clock, its data and its user. */
enum What {
  APP_WRITES("the app writes"),
  ROWS_COLLAPSE("a table loses most of its rows"),
  DATABASE_MISSING("the app's file is gone"),
  DATABASE_LOCKED("the app's file is locked"),
  DATABASE_EMPTY("the app's file is empty"),
  DATABASE_DAMAGED("the app's file is damaged"),
  DATABASE_FINE("the app's file is fine again"),
  JSON_FAILS("no JSON can be made of it"),
  JSON_FINE("JSON can be made of it"),

  PLACE_OFF("is off"),
  PLACE_SLOW("is slow"),
  PLACE_FROZEN("hangs"),
  PLACE_FULL("is full"),
  PLACE_READ_ONLY("is read-only"),
  PLACE_FOREIGN("has another's marker"),
  PLACE_UNMOUNTED("shows an empty folder"),
  PLACE_FINE("is fine"),
  PLACE_EMPTIED("is emptied, its marker is left"),
  MARKER_GONE("loses its marker"),
  FILES_CUT("loses files, the manifests are left"),
  COPY_ROTS("has a copy that rots"),

  STATE_LOST("state.json is lost"),
  STATE_TORN("state.json is torn"),
  STATE_STALE("state.json is an older one"),
  STATE_UNWRITABLE("state.json can't be written"),
  STATE_WRITABLE("state.json can be written"),

  SETTINGS_TORN("settings.json can't be read"),
  SETTINGS_MENDED("settings.json can be read again"),

  PROGRAM_KILLED("the program is killed"),
  KILLED_AT_STEP("the program will be killed in mid-run"),
  PROGRAM_QUIT("the program is quit"),
  PROGRAM_STARTED("the program is started"),
  SUSPENDED("the program is stopped"),
  CONTINUED("the program goes on"),
  COMPUTER_OFF("the computer is switched off"),
  OFF_AT_STEP("the computer will be switched off in mid-run"),
  COMPUTER_ON("the computer is switched on"),
  COMPUTER_SLEEPS("the computer sleeps"),
  COMPUTER_WAKES("the computer wakes"),
  CLOCK_SET("the clock is set"),
  ZONE_SET("the zone is set"),

  BACK_UP_NOW("Backup Now"),
  CANCEL("Cancel"),
  CANCEL_AT_STEP("Cancel will be pressed in mid-run"),
  PAUSE("Pause"),
  RESUME("Resume"),
  ANSWER("a question is answered"),
  MOVE_TIME("the time of day is changed"),
  ADD_JOB("a second database is added"),
  REMOVE_JOB("the second database is removed"),
  WINDOW_OPENED("the window is opened"),
  CHECK("the copies are checked"),

  ALL_WELL("from here on all is well");

  private final String words;

  What(String words) {
    this.words = words;
  }

  String words() {
    return words;
  }

  boolean isAboutAPlace() {
    return name().startsWith("PLACE_")
        || this == MARKER_GONE
        || this == FILES_CUT
        || this == COPY_ROTS
        || this == CHECK;
  }
}
