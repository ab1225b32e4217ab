package dev.nightjar.json;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.nightjar.failure.FailureException;
import dev.nightjar.failure.Reason;
import dev.nightjar.io.Progress;
import dev.nightjar.sqlite.Sql;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.OffsetDateTime;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A BLOB that is longer than what is read at once is compared to its last byte. */
final class ProofOfBlobsTest {
  /** Longer than two buffers of the reader, and no multiple of three. */
  private static final int BYTES = 400_001;

  private static final String BEGIN = "{\"$blob\": \"";

  @TempDir private Path folder;

  private Path export(int bytes) throws Exception {
    Path database = folder.resolve("made.db");
    Path json = folder.resolve("made.json");
    Sql.run(
        database,
        "CREATE TABLE t(id INTEGER PRIMARY KEY, b)",
        "INSERT INTO t VALUES (1, randomblob(" + bytes + ")), (2, x'00')");
    JsonExporter.export(
        database,
        new JsonSource(OffsetDateTime.parse("2025-12-12T17:00:00+08:00"), "made.db", "wal"),
        json,
        Progress.NONE);
    return json;
  }

  private void prove(Path json) throws FailureException {
    JsonProof.prove(json, folder.resolve("made.db"), Progress.NONE);
  }

  private Reason refusal(Path json) {
    return assertThrows(FailureException.class, () -> prove(json)).reason();
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 2, 3, 24_575, 24_576, 24_577, 98_303, 131_072, BYTES})
  void ofAnyLengthItIsTheSame(int bytes) throws Exception {
    prove(export(bytes));
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 32_767, 32_768, 131_000, 131_071, 262_144, 533_330})
  void oneOtherCharacterIsSeen(int at) throws Exception {
    Path json = export(BYTES);
    String text = Files.readString(json, StandardCharsets.US_ASCII);
    int place = text.indexOf(BEGIN) + BEGIN.length() + at;
    try (RandomAccessFile file = new RandomAccessFile(json.toFile(), "rw")) {
      file.seek(place);
      file.write(text.charAt(place) == 'A' ? 'B' : 'A');
    }
    assertEquals(Reason.JSON_DIFFERS, refusal(json));
  }

  @Test
  void oneThatEndsEarlyIsSeen() throws Exception {
    Path json = export(BYTES);
    String text = Files.readString(json, StandardCharsets.US_ASCII);
    int end = text.indexOf('"', text.indexOf(BEGIN) + BEGIN.length());
    Files.writeString(json, text.substring(0, end - 200_000) + text.substring(end));
    assertEquals(Reason.JSON_DIFFERS, refusal(json));
  }

  @Test
  void oneThatGoesOnIsSeen() throws Exception {
    Path json = export(BYTES - 2);
    String text = Files.readString(json, StandardCharsets.US_ASCII);
    int end = text.indexOf('"', text.indexOf(BEGIN) + BEGIN.length());
    String more = "AAAA".repeat(1_000_000);
    Files.writeString(json, text.substring(0, end) + more + text.substring(end));
    assertEquals(Reason.JSON_DIFFERS, refusal(json));
  }

  @Test
  void itMayBeSpelledWithEscapes() throws Exception {
    Path json = export(BYTES);
    String text = Files.readString(json, StandardCharsets.US_ASCII);
    Files.writeString(json, text.replace("/", "\\/").replace("+", "\\u002b"));
    prove(json);
  }
}
