package dev.nightjar.simulation;

import dev.nightjar.app.DeletionsInMemory;
import dev.nightjar.destination.JobIdentity;
import dev.nightjar.settings.Job;
import dev.nightjar.settings.Keep;
import dev.nightjar.settings.PlaceSettings;
import dev.nightjar.settings.ScheduleSettings;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.UUID;

/** A database, its places, and the settings that join them. */
final class SimJob {
  final int index;
  final UUID id;
  final String name;
  final JobIdentity identity;
  final SimDatabase database;
  final List<SimPlace> places = new ArrayList<>();
  ScheduleSettings schedule;
  Keep keep;

  /** How many times as many the second place keeps. */
  int moreOnNas = 1;

  /** Of all its places. */
  final DeletionsInMemory deletions = new DeletionsInMemory();

  /** When its last run began. */
  long runBeganAt = Long.MAX_VALUE;

  SimJob(int index, History.JobPlan plan) {
    this.index = index;
    this.id = new UUID(7, index);
    this.name = index == 0 ? "Inventory" : "Customers";
    this.identity = new JobIdentity(id, name, "SHOP-PC");
    Path root = Path.of("/shop").toAbsolutePath();
    this.database = new SimDatabase(index, root.resolve(name + ".db").toString());
    places.add(new SimPlace(2 * index, true, root.resolve("local-" + name), new UUID(index, 1)));
    if (plan.nas()) {
      places.add(
          new SimPlace(2 * index + 1, false, root.resolve("nas-" + name), new UUID(index, 2)));
    }
    schedule = new ScheduleSettings(plan.at(), plan.days(), Optional.empty(), plan.makeUpMissed());
    keep = plan.last() == 0 ? new Keep("everything", 0) : new Keep("last", plan.last());
  }

  Job settings() {
    return new Job(
        id,
        name,
        Path.of(database.path),
        settings(places.get(0), keepAt(places.get(0))),
        places.size() > 1
            ? Optional.of(settings(places.get(1), keepAt(places.get(1))))
            : Optional.empty(),
        schedule);
  }

  /** The rule of one of its places. */
  Keep keepAt(SimPlace place) {
    return place.local || keep.rule().equals("everything")
        ? keep
        : new Keep("last", keep.last() * moreOnNas);
  }

  private static PlaceSettings settings(SimPlace place, Keep keep) {
    return new PlaceSettings(Path.of(place.location), place.marker, Optional.of(keep));
  }

  SimPlace place(String label) {
    for (SimPlace place : places) {
      if (place.label.equals(label)) {
        return place;
      }
    }
    throw new NoSuchElementException(label);
  }
}
