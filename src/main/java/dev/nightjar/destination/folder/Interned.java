package dev.nightjar.destination.folder;

import dev.nightjar.destination.BackupSummary;
import dev.nightjar.destination.JobIdentity;
import java.util.HashMap;
import java.util.Map;

/** Thousands of backups of one job share its identity and its database's path. */
final class Interned {
  private final Map<JobIdentity, JobIdentity> identities = new HashMap<>();
  private final Map<String, String> sources = new HashMap<>();

  BackupSummary of(BackupSummary read) {
    return read.sharing(
        identities.computeIfAbsent(read.job(), same -> same),
        sources.computeIfAbsent(read.source(), same -> same));
  }
}
