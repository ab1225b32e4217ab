package dev.nightjar.desktop;

import dev.nightjar.app.verdict.KeptBackup;
import dev.nightjar.text.Figures;
import dev.nightjar.text.Messages;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Names backups by when they were made, each one otherwise than all others. */
final class BackupNames {
  private static final DateTimeFormatter SECONDS = DateTimeFormatter.ofPattern("HH:mm:ss");

  private BackupNames() {}

  /** Returns their names in the same order: with seconds, or the id, if the minute isn't enough. */
  static List<String> of(List<KeptBackup> backups, ZonedDateTime now) {
    List<String> names = backups.stream().map(one -> minute(one, now)).toList();
    names = apart(names, backups, one -> minute(one, now) + " (" + second(one, now) + ")");
    return apart(names, backups, one -> minute(one, now) + " (" + one.summary().id() + ")");
  }

  private static String minute(KeptBackup backup, ZonedDateTime now) {
    return Messages.sentence(Figures.when(backup.summary().localSnapshotAt(), now));
  }

  private static String second(KeptBackup backup, ZonedDateTime now) {
    return SECONDS.format(backup.summary().snapshotAt().atZone(now.getZone()));
  }

  /** Gives another name to each of those that share one. */
  private static List<String> apart(
      List<String> names, List<KeptBackup> backups, Function<KeptBackup, String> other) {
    var counts = names.stream().collect(Collectors.groupingBy(one -> one, Collectors.counting()));
    return java.util.stream.IntStream.range(0, names.size())
        .mapToObj(
            at ->
                counts.getOrDefault(names.get(at), 0L) > 1
                    ? other.apply(backups.get(at))
                    : names.get(at))
        .toList();
  }
}
