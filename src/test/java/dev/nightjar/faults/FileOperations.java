package dev.nightjar.faults;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The calls by which a process changed the files of a folder, as strace saw them. Done again in a
 * copy of the folder up to some call, it leaves what a kill just before the next one leaves.
 */
public final class FileOperations {
  private static final String CALLS =
      "openat,open,lseek,pwrite64,write,ftruncate,unlink,unlinkat,rename,renameat,renameat2,link,linkat,"
          + "mkdir,rmdir,fsync,fdatasync";

  /** Otherwise strace stops a process at its other calls, too, which costs as much. */
  private static final String ONLY_AT_TRACED_CALLS = "--seccomp-bpf";

  private static final Pattern CALL = Pattern.compile("^(\\d+) +(\\w+)\\((.*)\\) += (-?\\d+).*$");
  private static final Pattern BEGUN = Pattern.compile("^(\\d+) +(.*) <unfinished \\.\\.\\.>$");
  private static final Pattern RESUMED = Pattern.compile("^(\\d+) +<\\.\\.\\. \\w+ resumed>(.*)$");
  private static final Pattern TEXT = Pattern.compile("\"((?:\\\\x[0-9a-f]{2})*)\"");
  private static final Pattern FILE = Pattern.compile("^(\\d+)<([^>]*)>");

  /** One call that changed something, and what it changes below a root. */
  public record Operation(String call, String file, Change change) {
    /**
     * Does it in a copy of the folder, after it was counted.
     *
     * @param counted how often each call was met
     * @return its name in a message
     */
    public String doneIn(Path root, Map<String, Integer> counted) throws IOException {
      counted.merge(call, 1, Integer::sum);
      change.in(root);
      return "before " + call + " " + file;
    }

    /** Whether a kill before it leaves the same as a kill before the next one. */
    public boolean isFlush() {
      return change.equals(NOTHING);
    }
  }

  /** A flush: killed before it, a process leaves what it leaves when it is killed after it. */
  private static final Change NOTHING = in -> {};

  /** Does the same in a copy of the folder. */
  @FunctionalInterface
  public interface Change {
    void in(Path root) throws IOException;
  }

  private static final long AT_ITS_END = -1;

  private final Path root;
  private final List<Operation> operations = new ArrayList<>();
  private final Map<String, Long> positions = new HashMap<>();

  private FileOperations(Path root) {
    this.root = root;
  }

  /** Returns the command before one whose calls are to be written to {@code trace}. */
  public static List<String> tracer(Path trace) {
    return List.of(
        "strace",
        "-f",
        ONLY_AT_TRACED_CALLS,
        "-qq",
        "-y",
        "-xx",
        "-s",
        "4194304",
        "-o",
        trace.toString(),
        "-e",
        "trace=" + CALLS);
  }

  /**
   * Returns the command before one that gets a fault.
   *
   * @param calls the system calls, with commas between
   * @param fault strace's {@code inject} without the calls: the fault, and the call's number
   */
  public static List<String> injector(Path trace, String calls, String fault) {
    List<String> command = new ArrayList<>(List.of("strace", "-f"));
    if (!fault.contains("signal=")) { // With it strace 6.1 sends no signal.
      command.add(ONLY_AT_TRACED_CALLS);
    }
    command.addAll(
        List.of(
            "-qq",
            "-y",
            "-o",
            trace.toString(),
            "-e",
            "trace=" + calls,
            "-e",
            "inject=" + calls + ":" + fault));
    return command;
  }

  /** Whether the tracer is installed. */
  public static boolean canTrace() throws IOException, InterruptedException {
    return new ProcessBuilder("sh", "-c", "command -v strace").start().waitFor() == 0;
  }

  /** Makes {@code to} a copy of {@code from}, whatever it was; two names of a file stay that. */
  public static void copy(Path from, Path to) throws IOException {
    delete(to);
    Map<Object, Path> copied = new HashMap<>();
    try (var files = Files.walk(from)) {
      for (Path file : files.toList()) {
        Path copy = to.resolve(from.relativize(file));
        Path twin = copied.putIfAbsent(keyOf(file), copy);
        if (twin == null) {
          Files.copy(file, copy, LinkOption.NOFOLLOW_LINKS);
        } else {
          Files.createLink(copy, twin);
        }
      }
    }
  }

  private static Object keyOf(Path file) throws IOException {
    Object key =
        Files.readAttributes(file, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS).fileKey();
    return key == null ? file : key;
  }

  private static void delete(Path folder) throws IOException {
    if (Files.exists(folder)) {
      try (var files = Files.walk(folder)) {
        for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
          Files.delete(file);
        }
      }
    }
  }

  /** Reads what the tracer wrote of calls on files below {@code root}. */
  public static List<Operation> of(Path trace, Path root) throws IOException {
    FileOperations all = new FileOperations(root);
    Map<String, String> begun = new HashMap<>();
    for (String line : Files.readAllLines(trace, StandardCharsets.ISO_8859_1)) {
      Matcher half = BEGUN.matcher(line);
      Matcher rest = RESUMED.matcher(line);
      if (half.matches()) {
        begun.put(half.group(1), line.substring(0, half.end(2)));
      } else {
        Matcher call =
            CALL.matcher(rest.matches() ? begun.remove(rest.group(1)) + rest.group(2) : line);
        if (call.matches() && Long.parseLong(call.group(4)) >= 0) {
          all.add(call.group(2), call.group(3), Long.parseLong(call.group(4)));
        }
      }
    }
    return all.operations;
  }

  private static byte[] bytes(String hex) {
    byte[] bytes = new byte[hex.length() / 4];
    for (int i = 0; i < bytes.length; i++) {
      bytes[i] = (byte) Integer.parseInt(hex.substring(4 * i + 2, 4 * i + 4), 16);
    }
    return bytes;
  }

  private static List<byte[]> texts(String arguments) {
    List<byte[]> texts = new ArrayList<>();
    Matcher text = TEXT.matcher(arguments);
    while (text.find()) {
      texts.add(bytes(text.group(1)));
    }
    return texts;
  }

  private static String path(byte[] bytes) {
    return new String(bytes, StandardCharsets.UTF_8);
  }

  private String inside(String path) {
    String prefix = root + "/";
    return path.startsWith(prefix) && !path.endsWith(".lock")
        ? path.substring(prefix.length())
        : "";
  }

  private void add(String call, String file, Change change) {
    operations.add(new Operation(call, file, change));
  }

  private void add(String call, String arguments, long result) {
    Matcher on = FILE.matcher(arguments);
    String open = on.find() ? decoded(on.group(2)) : "";
    String file = inside(open);
    List<byte[]> texts = texts(arguments);
    switch (call) {
      case "open", "openat" -> {
        String made = inside(path(texts.get(0)));
        positions.put(made, arguments.contains("O_APPEND") ? AT_ITS_END : 0);
        if (!made.isEmpty() && arguments.contains("O_CREAT")) {
          boolean cut = arguments.contains("O_TRUNC");
          add(call, made, at -> touch(at.resolve(made), cut));
        }
      }
      case "lseek" -> positions.put(file, result);
      case "pwrite64" -> {
        if (!file.isEmpty()) {
          long at = Long.parseLong(arguments.substring(arguments.lastIndexOf(' ') + 1));
          add(call, file, in -> write(in.resolve(file), texts.get(0), (int) result, at));
        }
      }
      case "write" -> {
        if (!file.isEmpty()) {
          long at = positions.getOrDefault(file, 0L);
          positions.put(file, at == AT_ITS_END ? at : at + result);
          add(call, file, in -> write(in.resolve(file), texts.get(0), (int) result, at));
        }
      }
      case "ftruncate" -> {
        if (!file.isEmpty()) {
          long size = Long.parseLong(arguments.substring(arguments.lastIndexOf(' ') + 1));
          add(call, file, in -> resize(in.resolve(file), size));
        }
      }
      case "unlink", "unlinkat", "rmdir" -> {
        String gone = inside(path(texts.get(0)));
        if (!gone.isEmpty()) {
          add(call, gone, in -> Files.delete(in.resolve(gone)));
        }
      }
      case "rename", "renameat", "renameat2", "link", "linkat" -> {
        String from = inside(path(texts.get(0)));
        String to = inside(path(texts.get(1)));
        if (!from.isEmpty()) {
          boolean link = call.startsWith("link");
          add(call, to, in -> name(in.resolve(from), in.resolve(to), link));
        }
      }
      case "mkdir" -> {
        String made = inside(path(texts.get(0)));
        if (!made.isEmpty()) {
          add(call, made, in -> Files.createDirectory(in.resolve(made)));
        }
      }
      default -> {
        if (!file.isEmpty()) {
          add(call, file, NOTHING);
        }
      }
    }
  }

  private static String decoded(String path) {
    return path.startsWith("\\x") ? path(bytes(path)) : path;
  }

  private static void touch(Path file, boolean cut) throws IOException {
    if (Files.notExists(file) || cut) {
      Files.write(file, new byte[0]);
    }
  }

  private static void write(Path file, byte[] content, int length, long at) throws IOException {
    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
      channel.write(ByteBuffer.wrap(content, 0, length), at == AT_ITS_END ? channel.size() : at);
    }
  }

  private static void resize(Path file, long size) throws IOException {
    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
      if (size < channel.size()) {
        channel.truncate(size);
      } else if (size > channel.size()) {
        channel.write(ByteBuffer.allocate(1), size - 1);
      }
    }
  }

  private static void name(Path from, Path to, boolean link) throws IOException {
    if (link) {
      Files.createLink(to, from);
    } else {
      Files.move(from, to, StandardCopyOption.REPLACE_EXISTING);
    }
  }
}
