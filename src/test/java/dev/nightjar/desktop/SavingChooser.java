package dev.nightjar.desktop;

import dev.nightjar.desktop.kit.FileChooser;
import java.awt.Component;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** A user who names a new file whenever one is asked for, or cancels; nothing else may be asked. */
public final class SavingChooser implements FileChooser {
  /** The names that were proposed. */
  public final List<String> names = new ArrayList<>();

  /** The file that the user names; empty if the user cancels. */
  public Optional<Path> target = Optional.empty();

  @Override
  public Optional<Path> file(Component parent, String title, String startAt) {
    throw new AssertionError(title);
  }

  @Override
  public Optional<Path> folder(Component parent, String title, String startAt) {
    throw new AssertionError(title);
  }

  @Override
  public Optional<Path> newFile(Component parent, String title, String name) {
    names.add(name);
    return target;
  }
}
