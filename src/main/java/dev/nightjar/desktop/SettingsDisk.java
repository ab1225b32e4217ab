package dev.nightjar.desktop;

import dev.nightjar.app.setup.DatabaseLooks;
import dev.nightjar.app.setup.PlaceLook;
import dev.nightjar.app.setup.PlaceLooks;
import dev.nightjar.app.setup.Suggestions;
import dev.nightjar.failure.FailureException;
import dev.nightjar.sqlite.DatabaseLook;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Asks the disk itself, with a limit on each answer. */
public final class SettingsDisk implements SettingsLooks {
  private final DatabaseLooks databases;
  private final PlaceLooks places;
  private final Suggestions suggestions;

  public SettingsDisk(DatabaseLooks databases, PlaceLooks places, Suggestions suggestions) {
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
    Optional<Path> database = asked.database();
    PlaceLook look =
        asked.probe()
            ? places.test(asked.folder(), Optional.of(asked.job()), database)
            : places.look(asked.folder(), Optional.of(asked.job()), database);
    Holder holder =
        switch (look.state()) {
          case MISSING, EMPTY -> Holder.NOBODY;
          case OTHER_FILES -> Holder.OTHER_FILES;
          case OURS -> Holder.THIS_JOB;
          case ANOTHERS, MARKER_DAMAGED -> Holder.OTHER_JOB;
          case NOT_A_FOLDER, UNREACHABLE -> Holder.NO_FOLDER;
        };
    // To take a folder over mends its marker.
    boolean mended = look.state() == PlaceLook.State.MARKER_DAMAGED;
    if (look.failure().isPresent() && !mended) {
      throw new FailureException(look.failure().get());
    }
    return new PlaceFound(
        holder,
        look.owner(),
        look.freeBytes(),
        look.onDatabasesDisk(),
        look.syncedBy(),
        look.old());
  }

  @Override
  public List<DatabaseFound> suggestions() {
    List<DatabaseFound> found = new ArrayList<>();
    for (Suggestions.Suggestion suggestion : suggestions.find(list -> {})) {
      try {
        found.add(database(suggestion.file()));
      } catch (FailureException e) {
        // What can't be backed up isn't worth suggesting.
      }
    }
    return found;
  }
}
