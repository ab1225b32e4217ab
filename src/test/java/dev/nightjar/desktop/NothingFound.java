package dev.nightjar.desktop;

import dev.nightjar.app.NewComputer.Offer;
import dev.nightjar.desktop.firstrun.BackDoor;
import dev.nightjar.failure.FailureException;
import dev.nightjar.failure.Reason;
import dev.nightjar.io.Progress;
import java.nio.file.Path;
import java.util.List;

/** A second door behind which there is nothing. */
public final class NothingFound implements BackDoor.Actions {
  @Override
  public List<Offer> inspect(Path folder) throws FailureException {
    throw new FailureException(Reason.NO_BACKUPS, folder);
  }

  @Override
  public void goOn(Offer offer, Progress progress) throws FailureException {
    throw new FailureException(Reason.PLACE_MISSING, offer.folder());
  }
}
