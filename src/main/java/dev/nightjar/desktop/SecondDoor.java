package dev.nightjar.desktop;

import dev.nightjar.app.App;
import dev.nightjar.app.NewComputer;
import dev.nightjar.desktop.firstrun.BackDoor;
import dev.nightjar.failure.FailureException;
import dev.nightjar.io.Progress;
import dev.nightjar.platform.autostart.Autostart;
import java.nio.file.Path;
import java.util.List;
import java.util.logging.Level;
import java.util.logging.Logger;

/** A computer that takes the place of another, and starts the program at sign-in from then on. */
final class SecondDoor implements BackDoor.Actions {
  private static final Logger LOG = Logger.getLogger(SecondDoor.class.getName());

  private final App app;
  private final NewComputer computer;

  SecondDoor(App app, Path userHome) {
    this.app = app;
    this.computer = app.newComputer(userHome);
  }

  @Override
  public List<NewComputer.Offer> inspect(Path folder) throws FailureException {
    return computer.inspect(folder);
  }

  @Override
  public void goOn(NewComputer.Offer offer, Progress progress) throws FailureException {
    computer.goOn(offer, progress);
    try {
      Autostart.here(app.home()).set(true);
    } catch (FailureException e) {
      LOG.log(Level.WARNING, e, () -> "start at sign-in"); // The settings' dialog shows it.
    }
  }
}
