package dev.nightjar.settings;

import java.nio.file.Path;
import java.util.Objects;
import java.util.UUID;

/**
 * A folder that the user chose for backups.
 *
 * @param marker the id of the marker that was made or found there when it was chosen
 */
public record PlaceSettings(Path folder, UUID marker) {
  public PlaceSettings {
    Objects.requireNonNull(folder);
    Objects.requireNonNull(marker);
    if (!folder.isAbsolute()) {
      throw new InvalidSettingException("Folder", "must be a full path", folder);
    }
  }
}
