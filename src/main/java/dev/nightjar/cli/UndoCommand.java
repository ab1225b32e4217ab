package dev.nightjar.cli;

import dev.nightjar.app.BeforeRestore;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

/**
 * The command that puts today's data back again, as the user pastes it.
 *
 * @param live the live database into which something goes
 * @param home the program's own folder, if the user named one
 */
record UndoCommand(RestoreCommand.Live live, Optional<Path> home) {
  /** Returns the command that brings {@code saved} back. */
  String of(BeforeRestore.Saved saved) {
    StringBuilder command = new StringBuilder("nightjar restore ").append(saved.id());
    saved.ownFolder().ifPresent(folder -> add(command, "--in", folder));
    command.append(" --replace");
    boolean isKnown = saved.ownFolder().isEmpty() && live.job().isPresent();
    if (!isKnown) {
      live.file().ifPresent(file -> add(command, "--database", file));
    } else if (live.isOneOfSeveral()) {
      // Two jobs may have backups of the same second, and so of the same id.
      live.job().ifPresent(job -> add(command, "--job", job.name()));
    }
    home.ifPresent(folder -> add(command, "--home", folder.toAbsolutePath()));
    return command.toString();
  }

  /** Puts what {@code --json} says of the data that was saved before. */
  void put(Map<String, Object> object, BeforeRestore.Saved saved) {
    object.put("saved", saved.id());
    object.put("savedAt", saved.location());
    object.put("undo", of(saved));
  }

  private static void add(StringBuilder command, String option, Object value) {
    String word = ShellWord.of(value);
    // A name may begin as an option does.
    boolean joined = value.toString().startsWith("-");
    command.append(' ').append(option).append(joined ? '=' : ' ').append(word);
  }
}
