package dev.nightjar.faults;

import java.io.File;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.jar.JarOutputStream;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;

/**
 * The program's classes as Java has made them once (JEP 350), as an installed program has them: a
 * process that is started hundreds of times needs a third less of the processor. Java takes an
 * archive for jars only, so that the class path's folders are put into jars.
 *
 * @param options for Java, of a process that is to use it
 * @param classPath of that process, to the letter
 */
public record ClassArchive(List<String> options, String classPath) {
  /** Every process makes its classes itself. */
  public static final ClassArchive NONE =
      new ClassArchive(List.of(), System.getProperty("java.class.path"));

  /** Begins one in a folder: the first process makes it when it ends, and is the slower for it. */
  public static ClassArchive begun(Path folder) throws IOException {
    List<String> jars = new ArrayList<>();
    for (String one : NONE.classPath.split(File.pathSeparator)) {
      if (Files.isDirectory(Path.of(one))) {
        Path jar = folder.resolve(jars.size() + ".jar");
        pack(Path.of(one), jar);
        jars.add(jar.toString());
      } else if (Files.exists(Path.of(one))) {
        jars.add(one);
      }
    }
    List<String> options =
        List.of("-XX:ArchiveClassesAtExit=" + folder.resolve("classes.jsa"), "-Xlog:disable");
    return new ClassArchive(options, String.join(File.pathSeparator, jars));
  }

  /** Returns it for processes that use it. */
  public ClassArchive made() {
    return new ClassArchive(
        options.stream()
            .map(one -> one.replace("-XX:ArchiveClassesAtExit=", "-XX:SharedArchiveFile="))
            .toList(),
        classPath);
  }

  private static void pack(Path folder, Path jar) throws IOException {
    List<Path> files;
    try (Stream<Path> found = Files.walk(folder)) {
      files = found.filter(Files::isRegularFile).sorted().collect(Collectors.toList());
    }
    try (OutputStream out = Files.newOutputStream(jar);
        JarOutputStream packed = new JarOutputStream(out)) {
      packed.setLevel(1);
      for (Path file : files) {
        packed.putNextEntry(
            new ZipEntry(folder.relativize(file).toString().replace(File.separatorChar, '/')));
        Files.copy(file, packed);
        packed.closeEntry();
      }
    }
  }
}
