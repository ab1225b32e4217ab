package dev.nightjar.desktop.settings;

import dev.nightjar.app.setup.DatabaseFinder;
import dev.nightjar.app.setup.DatabaseInspector;
import dev.nightjar.app.setup.FolderInspection;
import dev.nightjar.app.setup.FolderInspector;
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
  public DatabaseFound database(Path file) throws FailureException {
    DatabaseLook look = databases.look(file);
    return new DatabaseFound(
        file, look.tables().size(), look.rows(), look.allCounted(), look.changedAt(), look.bytes());
  }

  @Override
  public PlaceFound place(PlaceAsked asked) throws FailureException {
    FolderInspector.Question question =
        new FolderInspector.Question(asked.folder(), asked.job(), asked.database(), asked.others());
    FolderInspection look = asked.probe() ? places.test(question) : places.look(question);
    Holder holder =
        switch (look.state()) {
          case MISSING -> Holder.NOT_THERE;
          case EMPTY -> Holder.NOBODY;
          case OTHER_FILES -> Holder.OTHER_FILES;
          case OURS -> Holder.THIS_JOB;
          case ANOTHERS, MARKER_DAMAGED -> Holder.OTHER_JOB;
          case NOT_A_FOLDER, UNREACHABLE -> Holder.NO_FOLDER;
        };
    // To take a folder over mends its marker.
    boolean mended = look.state() == FolderInspection.State.MARKER_DAMAGED;
    if (look.failure().isPresent() && !mended) {
      throw new FailureException(look.failure().get());
    }
    return new PlaceFound(
        holder,
        look.owner(),
        look.freeBytes(),
        look.onDatabasesDisk(),
        look.syncedBy(),
        look.old(),
        look.sameAs(),
        look.tested());
  }

  @Override
  public List<DatabaseFound> suggestions() {
    List<DatabaseFound> found = new ArrayList<>();
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
