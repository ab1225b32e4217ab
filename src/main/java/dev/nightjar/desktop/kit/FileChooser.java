package dev.nightjar.desktop.kit;

import com.formdev.flatlaf.util.SystemFileChooser;
import java.awt.Component;
import java.io.File;
import java.nio.file.Path;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Lets the user point at a file or folder. */
public interface FileChooser {
  /** The system's own dialogs, if it has them. */
  FileChooser SYSTEM = new OfTheSystem();

  Optional<Path> file(@Nullable Component parent, String title, String startAt);

  Optional<Path> folder(@Nullable Component parent, String title, String startAt);

  /** A file that isn't there yet, or that the user wants replaced. */
  Optional<Path> newFile(@Nullable Component parent, String title, String name);

  /** {@link #SYSTEM}. */
  final class OfTheSystem implements FileChooser {
    private OfTheSystem() {}

    @Override
    public Optional<Path> file(@Nullable Component parent, String title, String startAt) {
      SystemFileChooser chooser = chooser(title);
      startAt(chooser, startAt);
      return chosen(chooser, chooser.showOpenDialog(parent));
    }

    @Override
    public Optional<Path> folder(@Nullable Component parent, String title, String startAt) {
      SystemFileChooser chooser = chooser(title);
      chooser.setFileSelectionMode(SystemFileChooser.DIRECTORIES_ONLY);
      startAt(chooser, startAt);
      return chosen(chooser, chooser.showOpenDialog(parent));
    }

    @Override
    public Optional<Path> newFile(@Nullable Component parent, String title, String name) {
      SystemFileChooser chooser = chooser(title);
      chooser.setSelectedFile(new File(name));
      return chosen(chooser, chooser.showSaveDialog(parent));
    }

    private static SystemFileChooser chooser(String title) {
      SystemFileChooser chooser = new SystemFileChooser();
      chooser.setDialogTitle(title);
      return chooser;
    }

    private static void startAt(SystemFileChooser chooser, String path) {
      PathText.of(path)
          .map(Path::getParent)
          .ifPresent(folder -> chooser.setCurrentDirectory(folder.toFile()));
    }

    private static Optional<Path> chosen(SystemFileChooser chooser, int answer) {
      return answer == SystemFileChooser.APPROVE_OPTION
          ? Optional.ofNullable(chooser.getSelectedFile()).map(File::toPath)
          : Optional.empty();
    }
  }
}
