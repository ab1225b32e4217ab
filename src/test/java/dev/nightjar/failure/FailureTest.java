package dev.nightjar.failure;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.nightjar.failure.Reason.Subject;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import org.junit.jupiter.api.Test;

/** A failure is a key with plain values, the same wherever it was kept in the meantime. */
final class FailureTest {
  @Test
  void itsArgumentsAreTextsAndWholeNumbers() {
    Failure failure = Failure.of(Reason.PLACE_FULL, Path.of("nas"), 7, (short) 8);
    assertEquals(List.of("nas", 7L, 8L), failure.arguments());
    assertEquals(Failure.of(Reason.PLACE_FULL, "nas", 7L, 8L), failure);
    assertEquals("", failure.detail());
  }

  @Test
  void aDetailIsReplacedAndTheRestStays() {
    Failure failure = Failure.of(Reason.PLACE_IO, "nas").withDetail("one").withDetail("two");
    assertEquals(new Failure(Reason.PLACE_IO, List.of("nas"), "two"), failure);
  }

  @Test
  void aFailureWithoutAReasonIsNone() {
    assertThrows(NullPointerException.class, () -> new Failure(null, List.of(), ""));
    assertThrows(NullPointerException.class, () -> new Failure(Reason.PLACE_IO, List.of(), null));
    assertThrows(NullPointerException.class, () -> Failure.of(Reason.PLACE_IO, (Object) null));
  }

  @Test
  void anExceptionCarriesItsFailureAndItsCause() {
    IOException cause = new IOException("the system's words");
    FailureException thrown = FailureException.because(cause, Reason.PLACE_IO, "nas");
    assertSame(cause, thrown.getCause());
    assertEquals(Reason.PLACE_IO, thrown.reason());
    assertEquals("java.io.IOException: the system's words", thrown.failure().detail());
    assertEquals(List.of("nas"), thrown.failure().arguments());
    assertTrue(thrown.getMessage().startsWith("PLACE_IO [nas] java.io.IOException"));
    Failure bare = Failure.of(Reason.CANCELLED);
    assertSame(bare, new FailureException(bare).failure());
  }

  @Test
  void eachReasonHasAKeyOfItsOwnThatScriptsKnow() {
    assertEquals("place-owned-by-other", Reason.PLACE_OWNED_BY_OTHER.code());
    List<String> codes = Arrays.stream(Reason.values()).map(Reason::code).toList();
    assertEquals(codes.size(), new HashSet<>(codes).size());
    for (String code : codes) {
      assertTrue(code.matches("[a-z]+(-[a-z]+)*"), code);
    }
  }

  @Test
  void onlyThatIsTriedAgainWhichMayPassByItself() {
    for (Reason passing :
        List.of(Reason.PLACE_UNREACHABLE, Reason.DATABASE_LOCKED, Reason.PLACE_FULL)) {
      assertTrue(passing.worthRetrying(), passing::code);
    }
    for (Reason lasting :
        List.of(
            Reason.DATABASE_MISSING,
            Reason.DATABASE_DAMAGED,
            Reason.PLACE_OWNED_BY_OTHER,
            Reason.PLACE_READ_ONLY,
            Reason.CANCELLED,
            Reason.UNEXPECTED)) {
      assertFalse(lasting.worthRetrying(), lasting::code);
    }
  }

  @Test
  void noSubjectButThePlacesOwnSaysWhereABackupIsKept() {
    for (Reason reason : Reason.values()) {
      assertEquals(
          reason.subject() == Subject.PLACE,
          reason.name().startsWith("PLACE_")
              || reason == Reason.READ_BACK_DIFFERS
              || reason == Reason.NAME_TAKEN,
          reason::code);
    }
  }
}
