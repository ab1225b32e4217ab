package dev.nightjar.restore;

import dev.nightjar.failure.FailureException;
import dev.nightjar.failure.Reason;
import dev.nightjar.io.DiskFailures;
import dev.nightjar.io.DurableFiles;
import dev.nightjar.io.PlainFiles;
import dev.nightjar.io.Progress;
import dev.nightjar.io.SideFiles;
import dev.nightjar.sqlite.CheckReport;
import dev.nightjar.sqlite.CopiedSet;
import dev.nightjar.sqlite.DatabaseCheck;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFilePermission;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * A copy that no manifest vouches for: another tool's, perhaps with SQLite's side files. It is read
 * through a scratch copy of the whole set; the originals are never touched.
 *
 * @param report the state of the database, side files taken in
 * @param beside the files that stood beside it
 */
public record UnverifiedCopy(CheckReport report, List<CopiedSet.Beside> beside) {
  public UnverifiedCopy {
    beside = List.copyOf(beside);
  }

  /**
   * Checks a copy.
   *
   * @param scratchFolder where the scratch copy is made, and removed again
   * @throws FailureException {@code COPY_DAMAGED} if it is damaged with and without what stands
   *     beside it
   */
  public static UnverifiedCopy check(Path copy, Path scratchFolder, Progress progress)
      throws FailureException {
    Path scratch = DurableFiles.partialOf(scratchFolder.resolve(copy.getFileName()));
    try {
      DurableFiles.makeFolders(scratchFolder);
      return take(copy, scratch, progress);
    } catch (IOException e) {
      throw DiskFailures.isAbout(e, scratch)
          ? DiskFailures.making(e, scratchFolder)
          : DiskFailures.of(e, copy);
    } finally {
      SideFiles.discardWith(scratch);
    }
  }

  /**
   * Makes the new file {@code scratch} of a copy and what stands beside it, whole and one file.
   *
   * <p>If the set is damaged and the file alone isn't, what stands beside it isn't its own.
   */
  static UnverifiedCopy take(Path copy, Path scratch, Progress progress)
      throws IOException, FailureException {
    FailureException damage;
    List<CopiedSet.Beside> beside = List.of();
    try {
      copySet(copy, scratch, true, progress);
      beside = CopiedSet.judge(scratch);
      CopiedSet.recover(scratch);
      return new UnverifiedCopy(whole(copy, scratch, progress), beside);
    } catch (FailureException e) {
      damage = e.about(copy, scratch);
      if (e.reason() != Reason.COPY_DAMAGED || isAlone(copy)) {
        throw damage;
      }
    }
    SideFiles.discardWith(scratch);
    copySet(copy, scratch, false, progress);
    CheckReport report;
    try {
      CopiedSet.join(scratch);
      report = whole(copy, scratch, progress);
    } catch (FailureException e) {
      throw e.reason() == Reason.COPY_DAMAGED ? damage : e.about(copy, scratch);
    }
    List<CopiedSet.Beside> leftOut = new ArrayList<>();
    for (CopiedSet.Beside one : beside) {
      boolean took = one.use() == CopiedSet.Use.TAKEN;
      leftOut.add(
          took
              ? new CopiedSet.Beside(
                  one.suffix(), CopiedSet.Use.NOT_ITS_OWN, "together they are damaged")
              : one);
    }
    return new UnverifiedCopy(report, leftOut);
  }

  private static CheckReport whole(Path copy, Path scratch, Progress progress)
      throws FailureException {
    CheckReport report = DatabaseCheck.of(scratch, progress);
    if (!report.usable()) {
      throw new FailureException(
          Reason.COPY_DAMAGED, copy, report.findings().get(0), report.findings().size());
    }
    return report;
  }

  private static void copySet(Path copy, Path scratch, boolean withOthers, Progress progress)
      throws IOException, FailureException {
    copy(copy, scratch, progress);
    List<Path> others = SideFiles.of(copy);
    List<Path> scratches = SideFiles.of(scratch);
    for (int i = 0; withOthers && i < others.size(); i++) {
      if (isThere(others.get(i))) {
        copy(others.get(i), scratches.get(i), progress);
      }
    }
  }

  private static boolean isAlone(Path copy) throws IOException {
    for (Path side : SideFiles.of(copy)) {
      if (isThere(side)) {
        return false;
      }
    }
    return true;
  }

  private static boolean isThere(Path file) throws IOException {
    return PlainFiles.isFile(file) && !file.toString().endsWith("-shm");
  }

  /** SQLite writes to the scratch copy, even if nobody may write to the original. */
  private static void copy(Path from, Path to, Progress progress)
      throws IOException, FailureException {
    DurableFiles.copy(from, to, progress);
    PosixFileAttributeView view = Files.getFileAttributeView(to, PosixFileAttributeView.class);
    if (view != null) {
      Set<PosixFilePermission> permissions = view.readAttributes().permissions();
      permissions.add(PosixFilePermission.OWNER_WRITE);
      view.setPermissions(permissions);
    }
  }
}
