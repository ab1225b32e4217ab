package dev.nightjar.desktop.inside;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.nightjar.desktop.SampleInside;
import dev.nightjar.desktop.Samples;
import dev.nightjar.faults.FastFolder;
import dev.nightjar.sqlite.RowPage.Move;
import dev.nightjar.sqlite.Sql;
import dev.nightjar.text.Language;
import dev.nightjar.text.Messages;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Tables and columns named as SQLite's own, or as ours, are shown, sorted and searched. */
final class InsideHidingNamesTest {
  private static final List<String> TABLES =
      List.of(
          "pragma_table_info(name, cid)",
          "pragma_table_list(name, type)",
          "pragma_table_xinfo(name, hidden)",
          "pragma_index_list(name, origin)",
          "pragma_index_xinfo(name, cid)",
          "dbstat(name, pageno)",
          "json_each(\"key\", value)",
          "\"sql\"(sql, rootpage)",
          "r1(rowid, a)",
          "r2(rowid, oid, _rowid_, a)",
          "r3(oid INTEGER PRIMARY KEY, rowid)",
          "r4(\"rowid\" TEXT PRIMARY KEY, oid) WITHOUT ROWID",
          "\"count\"(\"count(*)\", typeof, octet_length, \"length\")",
          "main(main, \"temp\")",
          "\"temp\"(main, \"temp\")",
          "nightjar(a, nightjar)",
          "nightjar_list(a, nightjar_order)",
          "\"ab\"\"c'd\"(\"x\"\"y\", \"z'w\")",
          "\"\u00dcn\u00ef\"(\"\u0130\", \"select\")",
          "\"?1\"(\":a\", \"@b\", \"$c\", \"?1\")",
          "\"order by\"(\"case\" COLLATE NOCASE, \"null\")");

  @TempDir(factory = FastFolder.class)
  private Path folder;

  private final InsidePresenter words = new InsidePresenter(Messages.in(Language.ENGLISH));
  private InsideTask task = new InsideTask(SampleInside.source(), Samples.AT_ONCE, Samples.AT_ONCE);

  @BeforeEach
  void open() throws Exception {
    List<String> statements = new ArrayList<>(List.of("BEGIN"));
    for (String table : TABLES) {
      String into = table.substring(0, table.indexOf('('));
      int columns = table.split(", ").length;
      statements.add("CREATE TABLE main." + table);
      for (int row = 3; row >= 1; row--) {
        String values = row + ", 'v" + row + "'".concat(", 0".repeat(columns - 2));
        statements.add("INSERT INTO main." + into + " VALUES (" + values + ")");
      }
    }
    statements.add("COMMIT");
    Path file = Sql.run(folder.resolve("names.db"), statements.toArray(String[]::new));
    task = new InsideTask(progress -> SampleInside.opened(file), Samples.AT_ONCE, Samples.AT_ONCE);
    task.begin(state -> {});
  }

  private List<String> column(int column) {
    assertEquals(Optional.empty(), task.state().failure(), task.state().toString());
    return words.of(task.state()).rows().stream().map(row -> row.get(column).text()).toList();
  }

  @Test
  void eachIsShownSortedAndSearched() {
    assertEquals(TABLES.size(), task.state().tables().size());
    for (int table = 0; table < TABLES.size(); table++) {
      task.choose(table);
      assertEquals(3, column(0).size(), task.state().tables().get(table).name());
      assertEquals(OptionalLong.of(3), task.state().rows());
      for (int at = 0; at < 2; at++) {
        task.sort(at);
        assertEquals(List.of("1", "2", "3"), column(0));
        task.turn(Move.LAST);
        task.sort(at);
        assertEquals(List.of("3", "2", "1"), column(0));
        task.sort(at);
      }
      task.search("v2");
      assertEquals(List.of("2"), column(0));
      task.search("");
    }
  }

  @Test
  void eachIsExportedAndItsValuesAreReadByThemselves() throws Exception {
    for (int table = 0; table < TABLES.size(); table++) {
      task.choose(table);
      List<String> second = new ArrayList<>();
      task.value(1, 1, 100, value -> second.add(value.text()));
      assertEquals(List.of("v2"), second);
      Path csv = folder.resolve(table + ".csv");
      task.export(csv);
      assertEquals(4, Files.readAllLines(csv).size());
    }
  }
}
