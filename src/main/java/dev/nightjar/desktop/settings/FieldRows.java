package dev.nightjar.desktop.settings;

import dev.nightjar.desktop.settings.SettingsForm.Field;

/** The rows in which a database's fields are edited. */
public record FieldRows(PathRow database, PathRow local, PathRow nas, ScheduleRow schedule) {
  /** Goes to the field that stands in the way of saving. */
  public void focus(Field field) {
    switch (field) {
      case DATABASE -> database.focusProblem();
      case LOCAL -> local.focusProblem();
      case NAS -> nas.focusProblem();
      case TIME, DAYS -> schedule.time().requestFocusInWindow();
    }
  }
}
