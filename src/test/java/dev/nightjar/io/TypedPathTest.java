package dev.nightjar.io;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.nio.file.InvalidPathException;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class TypedPathTest {
  private static final Map<String, String> ENVIRONMENT =
      Map.of("APPDATA", "C:\\Users\\Şule\\AppData\\Roaming");

  @ParameterizedTest
  @CsvSource(
      quoteCharacter = '`',
      value = {
        "C:/x/y.db, C:\\x\\y.db",
        "c:\\X, C:\\X",
        "\\\\?\\C:\\x, C:\\x",
        "\\\\?\\c:\\x, C:\\x",
        "\\\\server\\share, \\\\server\\share",
        "//server/share/x, \\\\server\\share\\x",
        "\\\\?\\UNC\\server\\share\\x, \\\\server\\share\\x",
        "\\\\?\\unc\\server\\share\\x, \\\\server\\share\\x",
        "%APPDATA%\\app\\a.db, C:\\Users\\Şule\\AppData\\Roaming\\app\\a.db",
        "%AppData%, C:\\Users\\Şule\\AppData\\Roaming",
        "C:\\100%\\of%it, C:\\100%\\of%it",
        "C:\\%NOTSET%\\x, C:\\%NOTSET%\\x",
        "\"C:\\My files\\y.db\", C:\\My files\\y.db",
        "  \"C:\\x\"  , C:\\x",
        "C:\\x\\, C:\\x",
        "\\\\server\\share\\, \\\\server\\share",
        "C:\\, C:\\",
        "d:, D:\\",
        "C:\\\\, C:\\",
        "C://, C:\\",
        "\\, \\",
        "/, \\",
        "\\x\\\\, \\x",
        "\\\\?\\C:\\, C:\\",
        "C:\\console\\null\\com10.db, C:\\console\\null\\com10.db",
      })
  void allFormsOfAPathBecomeOne(String typed, String path) {
    assertEquals(path, TypedPath.onWindows(typed, ENVIRONMENT));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "C:\\CON",
        "C:\\x\\nul.txt",
        "aux.db",
        "C:/lpt1",
        "C:\\com¹\\x",
        "\\\\.\\C:\\x",
        "\\\\?\\Volume{1}\\x"
      })
  void namesThatWindowsKeepsForDevicesAreRefused(String typed) {
    assertThrows(InvalidPathException.class, () -> TypedPath.onWindows(typed, ENVIRONMENT));
  }

  @Test
  void elsewhereAPathIsWhatIsTyped() {
    assertEquals("\"a\" %b% \\?", TypedPath.of("\"a\" %b% \\?").toString());
  }
}
