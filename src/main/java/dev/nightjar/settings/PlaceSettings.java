package dev.nightjar.settings;

import java.nio.file.Path;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;

/**
 * A folder that the user chose for backups.
 *
 * @param marker the id of the marker that was made or found there when it was chosen
 * @param keep the backups to keep there; empty if nobody has chosen: then none is deleted
 */
public record PlaceSettings(Path folder, UUID marker, Optional<Keep> keep) {
  public PlaceSettings {
    Objects.requireNonNull(folder);
    Objects.requireNonNull(marker);
    keep = keep == null ? Optional.empty() : keep;
    InvalidSettingException.requireFull("Folder", folder);
  }

  /** A folder for which no rule was chosen. */
  public PlaceSettings(Path folder, UUID marker) {
    this(folder, marker, Optional.empty());
  }

  /** The same with that rule. */
  public PlaceSettings keeping(Optional<Keep> rule) {
    return new PlaceSettings(folder, marker, rule);
  }
}
