package dev.nightjar.simulation;

import java.time.ZoneId;
import java.util.List;
import java.util.TreeSet;

/** The zones of the world, by number. */
final class Zones {
  private static final List<String> ALL = List.copyOf(new TreeSet<>(ZoneId.getAvailableZoneIds()));

  private Zones() {}

  static int count() {
    return ALL.size();
  }

  static ZoneId of(int number) {
    return ZoneId.of(ALL.get(Math.floorMod(number, ALL.size())));
  }

  static int indexOf(String name) {
    return ALL.indexOf(name);
  }
}
