package dev.nightjar.desktop.settings;

import dev.nightjar.app.App;
import dev.nightjar.app.KeepPreview;
import dev.nightjar.app.setup.DatabaseFinder;
import dev.nightjar.app.setup.DatabaseInspector;
import dev.nightjar.app.setup.Deadline;
import dev.nightjar.app.setup.FolderInspection;
import dev.nightjar.app.setup.FolderInspector;
import dev.nightjar.app.setup.FolderInspector.Question;
import dev.nightjar.failure.FailureException;
import dev.nightjar.failure.Reason;
import dev.nightjar.settings.Job;
import dev.nightjar.settings.JobPlace;
import dev.nightjar.settings.Keep;
import dev.nightjar.sqlite.DatabaseInspection;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** Asks the disk itself, with a limit on each answer. */
public final class SettingsDisk implements Inspections {
  private final DatabaseInspector databases;
  private final FolderInspector places;
  private final DatabaseFinder suggestions;
  private final App app;
  private final Deadline deadline = new Deadline(Duration.ofSeconds(10));

  public SettingsDisk(
      DatabaseInspector databases, FolderInspector places, DatabaseFinder suggestions, App app) {
    this.databases = databases;
    this.places = places;
    this.suggestions = suggestions;
    this.app = app;
  }

  @Override
  public DatabaseInspection database(Path file) throws FailureException {
    return databases.inspect(file);
  }

  @Override
  public FolderInspection place(Question question, boolean test) throws FailureException {
    FolderInspection found = test ? places.test(question) : places.inspect(question);
    boolean mended = found.state() == FolderInspection.State.MARKER_DAMAGED;
    if (found.failure().isPresent() && !mended) {
      throw new FailureException(found.failure().get());
    }
    return found;
  }

  @Override
  public KeepPreview preview(Job job, JobPlace place, Keep rule) throws FailureException {
    return deadline
        .call(place.label(), () -> app.preview(job, place, rule.policy()))
        .orElseThrow(() -> new FailureException(Reason.PLACE_UNREACHABLE, place.label()));
  }

  @Override
  public List<DatabaseInspection> suggestions() {
    List<DatabaseInspection> found = new ArrayList<>();
    for (DatabaseFinder.Suggestion suggestion : suggestions.find(list -> {})) {
      try {
        found.add(database(suggestion.file()));
      } catch (FailureException e) {
        // A database that can't be backed up isn't worth suggesting.
      }
    }
    return found;
  }
}
