package dev.nightjar.json;

import dev.nightjar.io.GrowingFile;
import java.nio.file.Path;

/**
 * The file of a JSON, which one thread may write while others read it.
 *
 * @param growing tells how far it is written
 * @param marks tells where a second reader can begin, once it is written
 */
public record JsonFile(Path path, GrowingFile growing, RowMarks marks) {
  /** A file that is all there, and has one reader at a time. */
  public static JsonFile whole(Path path) {
    return new JsonFile(path, GrowingFile.whole(), new RowMarks());
  }

  /** A file that is yet to be written. */
  public static JsonFile begun(Path path) {
    return new JsonFile(path, new GrowingFile(), new RowMarks());
  }
}
