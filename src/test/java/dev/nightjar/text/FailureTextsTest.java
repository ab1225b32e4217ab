package dev.nightjar.text;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.nightjar.failure.Failure;
import dev.nightjar.failure.Reason;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class FailureTextsTest {
  private static final Messages TEXTS = Messages.in(Language.ENGLISH);

  @ParameterizedTest
  @EnumSource(Reason.class)
  void everyReasonHasAText(Reason reason) {
    assertTrue(TEXTS.has("failure." + reason.code()), reason.code());
    String text = Messages.current().failure(Failure.of(reason, "first", 2, 3));

    assertFalse(text.contains("{"), text);
    assertFalse(text.startsWith("failure." + reason.code() + ": "), text);
  }

  @Test
  void everyTextHasAReason() {
    Set<String> codes =
        Arrays.stream(Reason.values()).map(Reason::code).collect(Collectors.toSet());

    for (String key : TEXTS.keys()) {
      String code = key.replaceFirst("^failure\\.", "").replace(".unknown", "");
      assertTrue(!key.startsWith("failure.") || codes.contains(code), key);
    }
  }

  @Test
  void aFullPlaceSaysHowMuchIsNeeded() {
    assertEquals(
        "\\\\NAS\\Backups is full: this backup needs 8.20 MB, and 3.10 MB are free. It is not saved"
            + " there; what is saved elsewhere is safe. Make room, or keep fewer backups.",
        Messages.current()
            .failure(Failure.of(Reason.PLACE_FULL, "\\\\NAS\\Backups", 8_200_000, 3_100_000)));
  }

  @Test
  void aFullPlaceOfUnknownSizeNamesNoSize() {
    assertEquals(
        "\\\\NAS\\Backups is full. This backup is not saved there; what is saved elsewhere is safe."
            + " Make room, or keep fewer backups.",
        Messages.current()
            .failure(Failure.of(Reason.PLACE_FULL, "\\\\NAS\\Backups", 8_200_000, -1)));
  }

  @Test
  void aBusyDatabaseSaysForHowLong() {
    assertEquals(
        "Another program kept C:\\shop\\inventory.db busy for 2 min. Earlier backups are kept, and"
            + " Nightjar can try again later. If it stays busy, close the app; some apps keep their"
            + " file locked as long as they run.",
        Messages.current()
            .failure(Failure.of(Reason.DATABASE_LOCKED, "C:\\shop\\inventory.db", 120)));
  }

  @Test
  void aSettingNamesFieldRuleAndValue() {
    assertEquals(
        "Keep, last: must be 1 or more (got 0)",
        Messages.current()
            .failure(Failure.of(Reason.SETTING_INVALID, "Keep, last", "must be 1 or more", 0)));
  }

  @Test
  void aLockedFileSendsToItsMaker() {
    assertEquals(
        "The app locks inventory.db with a password, so it can't be backed up from outside. Ask the"
            + " app's maker how to back it up.",
        Messages.current().failure(Failure.of(Reason.DATABASE_ENCRYPTED, "inventory.db")));
  }

  @Test
  void tooFewArgumentsFallBackOnTheCode() {
    assertEquals(
        "failure.read-back-differs: /nas",
        Messages.current().failure(Failure.of(Reason.READ_BACK_DIFFERS, "/nas")));
    assertEquals("failure.place-io", Messages.current().failure(Failure.of(Reason.PLACE_IO)));
  }

  @Test
  void aReasonWithoutATextFallsBackOnTheCode() {
    assertEquals("new-one: a, 2", Placeholders.fill(Map.of(), "new-one", List.of("a", 2L)));
  }

  @Test
  void aNameThatLooksLikeAPlaceholderStaysAsItIs() {
    String text = Messages.current().failure(Failure.of(Reason.TARGET_EXISTS, "{1,bytes} $1"));

    assertEquals("{1,bytes} $1 already exists. It was left as it is. Choose another name.", text);
  }
}
