package dev.nightjar.desktop.backups;

import dev.nightjar.app.verdict.KeptBackup;
import dev.nightjar.desktop.backups.BackupsView.Row;
import java.util.AbstractList;
import java.util.List;
import java.util.Objects;
import java.util.function.IntFunction;
import org.jspecify.annotations.Nullable;

/**
 * The rows of a table that may have thousands of them: each is put into words when it is first
 * shown. Used on the event thread.
 */
public final class BackupRows extends AbstractList<Row> {
  static final BackupRows NONE =
      new BackupRows(
          List.of(),
          none -> {
            throw new IllegalStateException();
          });

  private final List<KeptBackup> backups;
  private final IntFunction<Row> words;
  private final @Nullable Row[] made;

  BackupRows(List<KeptBackup> backups, IntFunction<Row> words) {
    this.backups = List.copyOf(backups);
    this.words = words;
    this.made = new Row[backups.size()];
  }

  @Override
  public int size() {
    return made.length;
  }

  /** Needs no words. */
  KeptBackup backup(int at) {
    return backups.get(at);
  }

  /**
   * Returns the row of that backup, −1 if there is none; looks first near {@code before}, the row
   * that it had: a newer backup moves it by one.
   */
  int indexOf(KeptBackup backup, int before) {
    for (int away = 0; away <= size(); away++) {
      for (int at : new int[] {before + away, before - away}) {
        if (at >= 0 && at < size() && backups.get(at).summary().sameBackupAs(backup.summary())) {
          return at;
        }
      }
    }
    return -1;
  }

  @Override
  public Row get(int at) {
    Row row = Objects.requireNonNullElseGet(made[at], () -> words.apply(at));
    made[at] = row;
    return row;
  }
}
