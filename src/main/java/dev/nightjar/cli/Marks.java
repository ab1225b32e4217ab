package dev.nightjar.cli;

import dev.nightjar.app.App;
import dev.nightjar.app.verdict.Checks;
import dev.nightjar.app.verdict.Checks.Checked;
import dev.nightjar.app.verdict.JobBackups;
import dev.nightjar.app.verdict.KeptBackup;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/** Shows of listed backups how their copies were when they were last read again. */
final class Marks {
  private final App app;
  private final Map<UUID, Checks> jobs = new HashMap<>();
  private final Map<String, String> labels = new HashMap<>();

  Marks(App app) {
    this.app = app;
  }

  private Checks of(JobBackups job) {
    return jobs.computeIfAbsent(job.owner().job(), app.checks()::of);
  }

  private static Optional<Checked> of(Checks checks, KeptBackup.Copy copy) {
    return checks.of(copy.destination().location(), copy.summary().id());
  }

  /** The places that keep a backup, a damaged copy marked. */
  String where(JobBackups job, KeptBackup kept) {
    Checks checks = of(job);
    Set<String> places = new LinkedHashSet<>(4);
    for (KeptBackup.Copy copy : kept.copies()) {
      String place = labels.computeIfAbsent(copy.label(), Words::place);
      boolean damaged = of(checks, copy).filter(one -> !one.whole()).isPresent();
      places.add(damaged ? Words.of("list.damaged-there", place) : place);
    }
    return String.join(", ", places);
  }

  /** The backup with its checks; each names its place. */
  Map<String, Object> object(JobBackups job, KeptBackup kept) {
    Checks checks = of(job);
    List<Object> all = new ArrayList<>();
    for (KeptBackup.Copy copy : kept.copies()) {
      of(checks, copy)
          .ifPresent(
              one -> {
                Map<String, Object> check = new LinkedHashMap<>();
                check.put("place", one.place());
                check.put("at", one.at());
                check.put("whole", one.whole());
                all.add(check);
              });
    }
    Map<String, Object> object = new LinkedHashMap<>(ListCommand.object(kept));
    object.put("checked", all);
    return object;
  }
}
