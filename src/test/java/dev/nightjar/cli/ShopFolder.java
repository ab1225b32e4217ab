package dev.nightjar.cli;

import dev.nightjar.destination.folder.FolderDestination;
import dev.nightjar.destination.folder.FolderDestination.Reach;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Optional;
import java.util.stream.Stream;

/** A folder with a database, {@code shop.db}, and the two places of its backups. */
public record ShopFolder(Path path) {
  public Path database() {
    return path.resolve("shop.db");
  }

  /** Returns the words that back it up to both places, which are made if they aren't there. */
  public String[] backup() {
    return new String[] {
      "backup",
      "--database",
      database().toString(),
      "--local",
      path.resolve("local").toString(),
      "--nas",
      path.resolve("nas").toString(),
      "--create"
    };
  }

  /** Returns the words that add it to the settings, with both places. */
  public String[] add() {
    String[] words = backup();
    return Stream.concat(Stream.of("settings", "add"), Stream.of(words).skip(1))
        .toArray(String[]::new);
  }

  public FolderDestination place(String name) {
    return new FolderDestination(
        path.resolve(name), name, Reach.LOCAL, Optional.empty(), Clock.systemUTC());
  }
}
