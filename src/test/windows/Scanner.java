import com.sun.nio.file.ExtendedOpenOption;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Plays a virus scanner: opens each new file below some folders for 300 ms without sharing it for
 * renaming and deleting, as soon as nobody writes to it. Ends when the file "stop" is beside it.
 */
public final class Scanner {
  public static void main(String[] folders) throws Exception {
    Set<String> seen = new HashSet<>();
    int held = 0;
    System.out.println("started");
    while (!Files.exists(Path.of("C:\\scanner.stop"))) {
      for (String folder : folders) {
        for (Path file : files(Path.of(folder))) {
          if (seen.add(file + " " + time(file)) && hold(file)) {
            held++;
          }
        }
      }
      Thread.sleep(5);
    }
    System.out.println(held);
  }

  private static String time(Path file) {
    try {
      return Files.getLastModifiedTime(file) + "/" + Files.size(file);
    } catch (IOException e) {
      return "";
    }
  }

  private static List<Path> files(Path folder) {
    try (Stream<Path> all = Files.walk(folder)) {
      return all.filter(Files::isRegularFile).toList();
    } catch (IOException | RuntimeException e) {
      return List.of();
    }
  }

  private static boolean hold(Path file) {
    try (FileChannel channel =
        FileChannel.open(
            file, Set.of(StandardOpenOption.READ, ExtendedOpenOption.NOSHARE_DELETE))) {
      Thread.sleep(300);
      return true;
    } catch (IOException | InterruptedException e) {
      return false;
    }
  }
}
