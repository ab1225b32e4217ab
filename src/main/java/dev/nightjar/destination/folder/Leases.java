package dev.nightjar.destination.folder;

import dev.nightjar.destination.folder.PlaceLayout.Entry;
import dev.nightjar.io.DurableFiles;
import dev.nightjar.io.JsonRecords;
import dev.nightjar.platform.Host;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The leases that this process holds at places, and what it thinks of others': {@code
 * .nightjar.run-<8 hex>} says that a run writes there. It is a courtesy that saves work: safety
 * rests on never replacing a file and never removing what is listed.
 */
public final class Leases {
  static final Duration LIVE_FOR = Duration.ofMinutes(10);
  static final Duration BETWEEN_BEATS = Duration.ofSeconds(20);
  static final Duration UNCHANGED_FOR = Duration.ofHours(24);

  private static final Pattern FILE = Pattern.compile("\\.nightjar\\.run-([0-9a-f]{8})");
  private static final long MAX_BYTES = 4 << 10;

  private final Writer writer;
  private final Heartbeat heartbeat;
  private final Clock clock;
  private final Set<String> held = ConcurrentHashMap.newKeySet();

  /** The one that writes: a process of a user's on a computer. */
  public record Writer(String host, String user, long pid) {
    /** This process. */
    public static Writer ofThisProcess(String host) {
      return new Writer(host, System.getProperty("user.name", ""), ProcessHandle.current().pid());
    }
  }

  /** A lease as a file. */
  private record Content(String host, String user, Long pid, Instant startedAt) {
    Content {
      Objects.requireNonNull(host);
      Objects.requireNonNull(user);
      Objects.requireNonNull(pid);
    }
  }

  /** Those of this process if nothing lasts long enough for a heartbeat. */
  public static Leases brief(Clock clock) {
    return new Leases(Writer.ofThisProcess(Host.name()), Heartbeat.NONE, clock);
  }

  /** Those of {@code writer}, kept young by {@code heartbeat}. */
  public Leases(Writer writer, Heartbeat heartbeat, Clock clock) {
    this.writer = writer;
    this.heartbeat = heartbeat;
    this.clock = clock;
  }

  /** Says at a place that a run writes there. */
  Lease take(Path folder) throws IOException {
    return take(
        folder,
        JsonRecords.toBytes(
            new Content(writer.host(), writer.user(), writer.pid(), clock.instant())));
  }

  /** The same to delete something, even if a full disk takes a name alone. */
  Lease takeToDelete(Path folder) throws IOException {
    try {
      return take(folder);
    } catch (IOException e) {
      return take(folder, new byte[0]);
    }
  }

  private Lease take(Path folder, byte[] content) throws IOException {
    String hex = DurableFiles.newTag();
    Path file = folder.resolve(".nightjar.run-" + hex);
    DurableFiles.createFlushed(file, content);
    held.add(hex);
    return new Lease(file, hex, content, heartbeat, () -> held.remove(hex));
  }

  /** The writers at the place while {@code own} is held, by that place's own clock. */
  Runs runs(PlaceLayout layout, Lease own) throws IOException {
    own.beat();
    Map<String, Entry> entries = layout.entries("");
    Entry mine = entries.get(own.file().getFileName().toString());
    if (mine == null) {
      throw new IOException("the lease " + own.hex() + " is gone");
    }
    Set<String> live = new HashSet<>();
    Set<String> dead = new HashSet<>();
    for (Map.Entry<String, Entry> entry : entries.entrySet()) {
      Matcher lease = FILE.matcher(entry.getKey());
      if (lease.matches() && entry.getValue().plain()) {
        String hex = lease.group(1);
        boolean young = age(entry.getValue(), mine.modifiedAt()).abs().compareTo(LIVE_FOR) < 0;
        Path file = layout.folder().resolve(entry.getKey());
        (young && !isOfADeadProcess(file, hex) ? live : dead).add(hex);
      }
    }
    return new Runs(own.hex(), live, dead, mine.modifiedAt());
  }

  private static Duration age(Entry entry, Instant now) {
    return Duration.between(entry.modifiedAt(), now);
  }

  /** A process of this computer is known to have ended without waiting. */
  private boolean isOfADeadProcess(Path file, String hex) {
    try {
      Content content = JsonRecords.read(file, Content.class, MAX_BYTES);
      Writer other = new Writer(content.host(), content.user(), content.pid());
      if (other.equals(writer)) {
        return !held.contains(hex);
      }
      return other.host().equals(writer.host())
          && other.user().equals(writer.user())
          && ProcessHandle.of(other.pid()).isEmpty();
    } catch (IOException e) {
      return false; // Its age tells.
    }
  }

  /**
   * The writers at a place.
   *
   * @param own this run's
   * @param dead those whose run has ended without taking them away
   * @param now by the place's own clock
   */
  record Runs(String own, Set<String> live, Set<String> dead, Instant now) {
    /** Whether anybody else does. */
    boolean areOthersLive() {
      return live.stream().anyMatch(hex -> !hex.equals(own));
    }

    /** Whether an unfinished file is nobody's any more. */
    boolean isAbandoned(String hex, Optional<Entry> file) {
      if (live.contains(hex)) {
        return false;
      }
      return dead.contains(hex)
          || file.filter(one -> age(one, now).compareTo(UNCHANGED_FOR) >= 0).isPresent();
    }
  }
}
