package dev.nightjar.io;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.nightjar.failure.FailureException;
import dev.nightjar.failure.Reason;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Several pieces of work after each other are told as one that only ever grows. */
final class ProgressTest {
  private final List<List<Long>> told = new ArrayList<>();
  private final Progress whole = (done, total) -> told.add(List.of(done, total));

  @Test
  void aPieceIsToldAsItsShareOfTheWhole() throws FailureException {
    Progress part = Progress.part(whole, 30, 50, 100);
    for (long done : new long[] {0, 3, 4, 7}) {
      part.advanced(done, 7);
    }
    assertEquals(
        List.of(List.of(30L, 100L), List.of(51L, 100L), List.of(59L, 100L), List.of(80L, 100L)),
        told);
  }

  @Test
  void aPieceThatDoesMoreThanItSaidNeverReachesIntoTheNext() throws FailureException {
    Progress.part(whole, 30, 50, 100).advanced(900, 7);
    assertEquals(List.of(List.of(80L, 100L)), told);
  }

  @Test
  void aPieceOfUnknownOrNoLengthSaysWhereItBeganAndNoEnd() throws FailureException {
    Progress part = Progress.part(whole, 30, 50, 100);
    part.advanced(5, -1);
    part.advanced(0, 0);
    assertEquals(List.of(List.of(30L, -1L), List.of(30L, -1L)), told);
  }

  @Test
  void piecesOfTerabytesAreCountedAsWell() throws FailureException {
    long tera = 1L << 40;
    Progress.part(whole, tera, 8 * tera, 9 * tera).advanced(4 * tera, 8 * tera);
    assertEquals(List.of(List.of(5 * tera, 9 * tera)), told);
  }

  @Test
  void theOneWhoCancelsTheWholeCancelsThePiece() {
    Progress part =
        Progress.part(
            (done, total) -> {
              throw new FailureException(Reason.CANCELLED);
            },
            0,
            1,
            1);
    assertThrows(FailureException.class, () -> part.advanced(0, 1));
    assertThrows(FailureException.class, () -> part.advanced(0, -1));
  }

  @Test
  void eachPercentIsToldOnceAndAnUnknownLengthNever() throws FailureException {
    List<Integer> percents = new ArrayList<>();
    Progress counted = Progress.inPercent(percents::add);
    for (long done : new long[] {0, 1, 19, 20, 21, 999, 5000}) {
      counted.advanced(done, 1000);
      counted.advanced(done, -1);
    }
    assertEquals(List.of(1, 2, 99, 100), percents);
  }

  @Test
  void whatEndsTheWorkIsAskedBeforeAnythingIsTold() throws FailureException {
    Progress ends =
        (done, total) -> {
          if (done > 1) {
            throw new FailureException(Reason.CANCELLED);
          }
        };
    Progress both = ends.then(whole);
    both.advanced(1, 2);
    assertThrows(FailureException.class, () -> both.advanced(2, 2));
    assertEquals(List.of(List.of(1L, 2L)), told);
  }
}
