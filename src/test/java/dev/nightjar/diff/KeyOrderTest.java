package dev.nightjar.diff;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.nightjar.failure.FailureException;
import dev.nightjar.faults.FastFolder;
import dev.nightjar.io.Progress;
import dev.nightjar.sqlite.BackupDatabase;
import dev.nightjar.sqlite.RowSource;
import dev.nightjar.sqlite.Sql;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Keys of all kinds stand in one order for SQLite and for the comparison, in whichever encoding
 * they are stored: a row is missing on one side if and only if it is missing there.
 */
final class KeyOrderTest {
  private static final List<String> KEYS =
      List.of(
          "-9e999",
          "-9.3e18",
          "-9223372036854775808.0",
          "-9223372036854775807",
          "-1.5",
          "-1",
          "0",
          "0.5",
          "1",
          "9007199254740992.0",
          "9007199254740993",
          "9223372036854775807",
          "9223372036854775807.0",
          "9e999",
          "''",
          "' '",
          "'a'",
          "'A'",
          "'a '",
          "'a  b'",
          "'a!'",
          "'B'",
          "'_'",
          "'[z'",
          "'@z'",
          "char(0)",
          "'a' || char(0)",
          "'a' || char(0) || 'b'",
          "'a' || char(0) || 'c'",
          "'A' || char(0) || 'bc'",
          "'é'",
          "'É'",
          "char(0x1F426)",
          "char(0xFFFD)",
          "char(0xE000)",
          "char(0xD7FF)",
          "x''",
          "x'00'",
          "x'61'",
          "x'7f'",
          "x'80'",
          "x'ff00'");

  @TempDir(factory = FastFolder.class)
  private Path folder;

  /** Makes a table of those keys, each with its number. */
  private Path made(String name, String encoding, String key, String more, List<Integer> numbers)
      throws Exception {
    Path file = folder.resolve(name);
    Files.deleteIfExists(file);
    return Sql.run(
        file,
        "PRAGMA encoding = '" + encoding + "'",
        "CREATE TABLE t(number, k " + key + ") " + more,
        numbers.stream()
            .map(number -> "(" + number + ", " + KEYS.get(number) + ")")
            .collect(Collectors.joining(", ", "INSERT OR IGNORE INTO t VALUES ", "")));
  }

  private static List<Integer> numbers(Path file) throws FailureException {
    List<Integer> numbers = new ArrayList<>();
    try (BackupDatabase database = BackupDatabase.open(file);
        RowSource rows = database.rows("t")) {
      while (rows.next()) {
        numbers.add((int) rows.integer(0));
      }
    }
    return numbers.stream().sorted().toList();
  }

  /** Gathers the numbers of rows; a row that changed is one too many on both sides. */
  private static final class Differences implements DiffListener {
    private final List<Integer> added = new ArrayList<>();
    private final List<Integer> removed = new ArrayList<>();

    @Override
    public void added(RowSource after) throws FailureException {
      added.add((int) after.integer(0));
    }

    @Override
    public void removed(RowSource before) throws FailureException {
      removed.add((int) before.integer(0));
    }

    @Override
    public void changed(RowSource before, RowSource after, BitSet cells) throws FailureException {
      added(after);
      removed(before);
    }
  }

  @ParameterizedTest
  @CsvSource({
    "UTF-8, UTF-8, PRIMARY KEY, ''",
    "UTF-8, UTF-16le, PRIMARY KEY, ''",
    "UTF-16be, UTF-16le, PRIMARY KEY, WITHOUT ROWID",
    "UTF-16le, UTF-16le, PRIMARY KEY, ''",
    "UTF-8, UTF-8, PRIMARY KEY COLLATE NOCASE, ''",
    "UTF-8, UTF-16le, PRIMARY KEY COLLATE NOCASE, WITHOUT ROWID",
    "UTF-8, UTF-8, PRIMARY KEY COLLATE RTRIM, ''",
    "UTF-16be, UTF-8, PRIMARY KEY COLLATE RTRIM, ''",
    "UTF-8, UTF-8, PRIMARY KEY DESC, ''",
    "UTF-8, UTF-16be, PRIMARY KEY DESC, WITHOUT ROWID"
  })
  void onlyWhatIsMissingIsMissing(String one, String other, String key, String more)
      throws Exception {
    List<Integer> all = new ArrayList<>();
    for (int number = 0; number < KEYS.size(); number++) {
      all.add(number);
    }
    Path before = made("before.db", one, key, more, all);
    // Keys that are one to the collation are there once.
    List<Integer> kept = numbers(before);
    for (int lacking = 0; lacking < 3; lacking++) {
      int nth = lacking;
      List<Integer> rest = kept.stream().filter(number -> kept.indexOf(number) % 3 != nth).toList();
      Path after = made("after.db", other, key, more, rest);
      assertEquals(rest, numbers(after));
      Differences found = new Differences();
      DatabaseDiff.between(before, after, any -> true, found, Progress.NONE);
      List<Integer> missing = new ArrayList<>(kept);
      missing.removeAll(rest);
      assertEquals(List.of(), found.added);
      assertEquals(missing, found.removed.stream().sorted().toList());
    }
  }
}
