import java.io.IOException;
import java.io.OutputStream;
import java.lang.classfile.ClassBuilder;
import java.lang.classfile.ClassElement;
import java.lang.classfile.ClassFile;
import java.lang.classfile.ClassFile.ClassHierarchyResolverOption;
import java.lang.classfile.ClassFile.ConstantPoolSharingOption;
import java.lang.classfile.ClassFile.StackMapsOption;
import java.lang.classfile.ClassFileVersion;
import java.lang.classfile.ClassHierarchyResolver;
import java.lang.classfile.ClassModel;
import java.lang.classfile.ClassTransform;
import java.lang.classfile.MethodModel;
import java.lang.classfile.MethodTransform;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import java.util.zip.ZipOutputStream;

/**
 * Writes the classes of a jar again in Java 8's format, with the stack maps that it needs, where
 * they have one older than Java 6's: those Java keeps in no cache (JEP 483).
 */
class NewerClasses {
  private static final int OLDEST_KEPT = ClassFile.JAVA_6_VERSION;
  private static final String NOTICE = "META-INF/CHANGED-BY-NIGHTJAR.txt";
  private static final String CHANGE =
      """
      Nightjar's build has written the classes of this jar again in the class file format of Java 8.
      Nothing else of them was changed.
      """;

  /** Changes the jars that are named, where they stand. */
  public static void main(String[] jars) throws IOException {
    for (String jar : jars) {
      change(Path.of(jar));
    }
  }

  private static void change(Path jar) throws IOException {
    Path changed = Path.of(jar + ".changed");
    int old = 0;
    try (URLClassLoader classes = new URLClassLoader(new URL[] {jar.toUri().toURL()});
        ZipFile from = new ZipFile(jar.toFile());
        OutputStream file = Files.newOutputStream(changed);
        ZipOutputStream to = new ZipOutputStream(file)) {
      ClassFile format = format(classes);
      ZipEntry last = new ZipEntry(NOTICE);
      for (ZipEntry entry : Collections.list(from.entries())) {
        byte[] bytes = from.getInputStream(entry).readAllBytes();
        if (entry.getName().endsWith(".class")) {
          ClassModel model = format.parse(bytes);
          if (model.majorVersion() < OLDEST_KEPT) {
            bytes = newer(format, model);
            last.setTimeLocal(entry.getTimeLocal());
            old++;
          }
        }
        ZipEntry same = new ZipEntry(entry.getName());
        same.setTimeLocal(entry.getTimeLocal());
        write(to, same, bytes);
      }
      write(to, last, CHANGE.getBytes(StandardCharsets.UTF_8));
    }
    if (old > 0) {
      Files.delete(jar);
      Files.move(changed, jar);
    } else {
      Files.delete(changed);
    }
  }

  private static void write(ZipOutputStream to, ZipEntry entry, byte[] bytes) throws IOException {
    to.putNextEntry(entry);
    to.write(bytes);
    to.closeEntry();
  }

  private static ClassFile format(ClassLoader classes) {
    ClassHierarchyResolver resolver =
        ClassHierarchyResolver.ofResourceParsing(classes)
            .orElse(ClassHierarchyResolver.defaultResolver())
            .cached();
    return ClassFile.of(
        StackMapsOption.GENERATE_STACK_MAPS,
        ConstantPoolSharingOption.NEW_POOL,
        ClassHierarchyResolverOption.of(resolver));
  }

  private static byte[] newer(ClassFile format, ClassModel model) {
    MethodTransform again = MethodTransform.transformingCode((to, element) -> to.with(element));
    byte[] newer =
        format.transformClass(
            model,
            new ClassTransform() {
              @Override
              public void atStart(ClassBuilder to) {
                to.withVersion(ClassFile.JAVA_8_VERSION, 0);
              }

              @Override
              public void accept(ClassBuilder to, ClassElement element) {
                if (element instanceof MethodModel method) {
                  to.transformMethod(method, again); // Only code that is made anew gets its maps.
                } else if (!(element instanceof ClassFileVersion)) {
                  to.with(element);
                }
              }
            });
    List<VerifyError> errors = new ArrayList<>(format.verify(newer));
    if (!errors.isEmpty()) {
      throw new IllegalStateException(String.valueOf(model.thisClass().name()), errors.get(0));
    }
    return newer;
  }
}
