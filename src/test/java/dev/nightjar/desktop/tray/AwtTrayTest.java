package dev.nightjar.desktop.tray;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

final class AwtTrayTest {
  @Test
  void aTooltipThatIsTooLongEndsWithASentenceOrAWord() {
    String two = "NAS has nothing newer than today 07:50. 1 backup is on this computer.";
    assertEquals(two, AwtTray.fitted(two, two.length()));
    assertEquals("NAS has nothing newer than today 07:50.", AwtTray.fitted(two, 64));
    assertEquals("NAS has nothing newer than today 07:50.", AwtTray.fitted(two, 39));
    assertEquals("NAS has nothing newer than today…", AwtTray.fitted(two, 38));
    assertEquals("NAS has nothing…", AwtTray.fitted(two, 16));
    assertEquals("Safeeee…", AwtTray.fitted("Safeeeeeeee", 8));
  }
}
