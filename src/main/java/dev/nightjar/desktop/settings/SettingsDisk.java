package dev.nightjar.desktop.settings;

import dev.nightjar.app.setup.DatabaseFinder;
import dev.nightjar.app.setup.DatabaseInspector;
import dev.nightjar.app.setup.FolderInspection;
import dev.nightjar.app.setup.FolderInspector;
import dev.nightjar.app.setup.FolderInspector.Question;
import dev.nightjar.failure.FailureException;
import dev.nightjar.sqlite.DatabaseLook;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Asks the disk itself, with a limit on each answer. */
public final class SettingsDisk implements Inspections {
  private final DatabaseInspector databases;
  private final FolderInspector places;
  private final DatabaseFinder suggestions;

  public SettingsDisk(
      DatabaseInspector databases, FolderInspector places, DatabaseFinder suggestions) {
    this.databases = databases;
    this.places = places;
    this.suggestions = suggestions;
  }

  @Override
  public DatabaseLook database(Path file) throws FailureException {
    return databases.look(file);
  }

  @Override
  public FolderInspection place(Question question, boolean test) throws FailureException {
    FolderInspection found = test ? places.test(question) : places.look(question);
    boolean mended = found.state() == FolderInspection.State.MARKER_DAMAGED;
    if (found.failure().isPresent() && !mended) {
      throw new FailureException(found.failure().get());
    }
    return found;
  }

  @Override
  public List<DatabaseLook> suggestions() {
    List<DatabaseLook> found = new ArrayList<>();
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
