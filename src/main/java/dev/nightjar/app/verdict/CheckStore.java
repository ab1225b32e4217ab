package dev.nightjar.app.verdict;

import dev.nightjar.app.verdict.Checks.Checked;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/**
 * Remembers the copies that were read again, whoever asked for it. Harmless to lose: then each is
 * read again sooner.
 */
public interface CheckStore {
  /** The results of a job's copies, by whichever process they were found. */
  Checks of(UUID job);

  /** Remembers results, of which the last about a copy counts. */
  void add(UUID job, List<Checked> results);

  /** One that lasts as long as this object. */
  static CheckStore inMemory() {
    Map<UUID, Checks> jobs = new HashMap<>();
    return new CheckStore() {
      @Override
      public Checks of(UUID job) {
        return jobs.getOrDefault(job, Checks.NONE);
      }

      @Override
      public void add(UUID job, List<Checked> results) {
        jobs.put(job, of(job).with(results));
      }
    };
  }
}
