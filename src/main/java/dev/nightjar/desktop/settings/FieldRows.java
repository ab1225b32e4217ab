package dev.nightjar.desktop.settings;

import dev.nightjar.desktop.settings.SettingsForm.Field;
import java.util.List;

/** The rows in which a database's fields are edited. */
public record FieldRows(
    PathRow database, PathRow local, PathRow nas, ScheduleRow schedule, List<KeepRow> keeps) {
  public FieldRows {
    keeps = List.copyOf(keeps);
  }

  /** Rows without those of the rules. */
  public FieldRows(PathRow database, PathRow local, PathRow nas, ScheduleRow schedule) {
    this(database, local, nas, schedule, List.of());
  }

  /** Goes to the field that stands in the way of saving. */
  public void focus(Field field) {
    switch (field) {
      case DATABASE -> database.focusProblem();
      case LOCAL -> local.focusProblem();
      case NAS -> nas.focusProblem();
      case KEEP_LOCAL, KEEP_NAS -> keeps.forEach(row -> row.focus(field));
      case TIME, DAYS -> schedule.time().requestFocusInWindow();
    }
  }
}
