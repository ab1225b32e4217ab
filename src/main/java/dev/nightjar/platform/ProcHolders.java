package dev.nightjar.platform;

import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Linux: each process's open files are links in {@code /proc/PID/fd} (proc(5)). */
final class ProcHolders implements FileHolders {
  private final Path proc;

  ProcHolders(Path proc) {
    this.proc = proc;
  }

  @Override
  public List<Holder> of(Path file) {
    Object wanted;
    try {
      wanted = key(file);
    } catch (IOException e) {
      return List.of();
    }
    List<Holder> holders = new ArrayList<>();
    long own = ProcessHandle.current().pid();
    try (DirectoryStream<Path> processes = Files.newDirectoryStream(proc, "[0-9]*")) {
      for (Path process : processes) {
        long id = Long.parseLong(process.getFileName().toString());
        if (id != own && hasOpen(process, wanted)) {
          holders.add(Holder.of(name(process), id));
        }
      }
    } catch (IOException | DirectoryIteratorException | NumberFormatException e) {
      return holders;
    }
    return holders;
  }

  /** By device and inode: a program may know the file by another name. */
  private static Object key(Path file) throws IOException {
    return Files.readAttributes(file, "unix:dev,ino").toString();
  }

  private static boolean hasOpen(Path process, Object wanted) {
    try (DirectoryStream<Path> open = Files.newDirectoryStream(process.resolve("fd"))) {
      for (Path one : open) {
        if (isFile(one, wanted)) {
          return true;
        }
      }
    } catch (IOException | DirectoryIteratorException e) {
      return false; // It has ended, or it is another user's.
    }
    return false;
  }

  private static boolean isFile(Path link, Object wanted) {
    try {
      // A pipe or a socket has no path to follow.
      return Files.readSymbolicLink(link).toString().startsWith("/") && key(link).equals(wanted);
    } catch (IOException e) {
      return false; // Closed meanwhile.
    }
  }

  private static String name(Path process) {
    try {
      return Files.readString(process.resolve("comm"));
    } catch (IOException e) {
      return "";
    }
  }
}
