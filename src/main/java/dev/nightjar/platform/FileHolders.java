package dev.nightjar.platform;

import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;

/**
 * Finds the other programs that have a file open, whether they hold a lock on it or not. None of
 * them is ever ended by us.
 */
public interface FileHolders {
  /**
   * A program that has a file open.
   *
   * @param name as the system knows it; empty if it can't be told
   * @param process its number, or 0
   */
  record Holder(String name, long process) {
    static final Holder UNKNOWN = new Holder("", 0);

    /** Returns the names, as the user reads them; empty if none is known. */
    public static String names(List<Holder> holders) {
      return holders.stream()
          .map(Holder::name)
          .filter(name -> !name.isEmpty())
          .distinct()
          .collect(Collectors.joining(", "));
    }

    static Holder of(String name, long process) {
      return new Holder(name.replaceAll("\\p{Cntrl}+", " ").strip(), process);
    }
  }

  /**
   * Returns the programs that have {@code file} open, this one left out; none if there is no such
   * file. A program of another user may be hidden from us: SQLite's lock says that then.
   */
  List<Holder> of(Path file);

  /**
   * Whether the answer is right while this program has the file open, too. Windows tells by opening
   * it alone.
   */
  default boolean tellsOthersFromUs() {
    return true;
  }

  /** Returns those of this system. */
  static FileHolders current() {
    OperatingSystem system = OperatingSystem.current();
    if (system == OperatingSystem.WINDOWS) {
      return new WindowsHolders();
    }
    return system == OperatingSystem.LINUX ? new ProcHolders(Path.of("/proc")) : new LsofHolders();
  }
}
