package dev.nightjar.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** All that the commands print, whole; only what differs from run to run is replaced. */
final class CommandOutputTest {
  @TempDir private Path folder;
  private final StringBuilder transcript = new StringBuilder();

  @BeforeEach
  void aDatabase() throws Exception {
    try (Connection connection =
            DriverManager.getConnection("jdbc:sqlite:" + folder.resolve("shop.db"));
        Statement statement = connection.createStatement()) {
      statement.execute("PRAGMA journal_mode=WAL");
      statement.execute("CREATE TABLE product(id INTEGER PRIMARY KEY, name TEXT)");
      statement.execute("INSERT INTO product VALUES (1, 'Widget'), (2, 'Gadget')");
    }
  }

  /** Runs a command, DIR standing for the folder, and adds what a user sees to the transcript. */
  private String run(String line) {
    List<String> arguments = new ArrayList<>();
    Arrays.stream(line.split(" "))
        .map(word -> word.replace("DIR", folder.toString()))
        .forEach(arguments::add);
    arguments.add("--home");
    arguments.add(folder.resolve("home").toString());
    Program.Ended ended = InThisProcess.asOnTerminal(arguments);
    String text = ended.out();
    transcript.append("$ ").append(line).append('\n');
    transcript.append(normal(text)).append('[').append(ended.code()).append("]\n");
    return text;
  }

  private String normal(String text) {
    return text.replace(folder.toString(), "DIR")
        .replace(java.io.File.separatorChar, '/')
        .replaceAll("\\d+(\\.\\d+)? [kMGT]?B free", "SPACE free")
        .replaceAll("[0-9a-f]{64}", "HASH")
        .replaceAll("[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}", "UUID")
        .replaceAll("\\d{4}-\\d\\d-\\d\\dT\\d\\d-\\d\\d-\\d\\d(-\\d)?", "BACKUP")
        .replaceAll("\\d{4}-\\d\\d-\\d\\dT[0-9:.]+(Z|[+-][0-9:]+)?", "TIME")
        .replaceAll(
            "(on|computer) " + java.util.regex.Pattern.quote(dev.nightjar.platform.Host.name()),
            "$1 PC")
        .replaceAll("(today|tomorrow) \\d\\d:\\d\\d", "WHEN")
        .replaceAll("\\d{3} bytes", "SIZE");
  }

  private void assertTranscript(String expected) {
    assertEquals(expected, transcript.toString().replace("BACKUP    ", "BACKUP"));
  }

  @Test
  void aJobFromItsFirstDayToItsRestore() {
    run("settings show");
    run("status");
    run("settings add --database DIR/shop.db --local DIR/local --nas DIR/nas");
    run("settings add --database DIR/shop.db --local DIR/local --nas DIR/nas --create");
    run("settings show");
    run("backup");
    run("list");
    run("show");
    run("verify --all");
    run("status");
    run("restore latest --to DIR/back.db --from json");
    run("restore latest --to DIR/back.db");
    run("settings check");
    run("settings remove shop");
    assertTranscript(
        """
        $ settings show
        Nothing is set up yet.
        All databases
          notifications=every-step
          appearance=system
          language=system
          patience=30
          place-patience=120
        [0]
        $ status
        ✗ No database is set up to be backed up yet. Choose one first.
        [2]
        $ settings add --database DIR/shop.db --local DIR/local --nas DIR/nas
        ✗ DIR/nas is not a backup folder yet, and nothing was changed. To make it one, add --create.
        [2]
        $ settings add --database DIR/shop.db --local DIR/local --nas DIR/nas --create
        ✓ Added shop. Back it up now: nightjar backup "shop"
        [0]
        $ settings show
        shop (UUID)
          name=shop
          database=DIR/shop.db
          local=DIR/local
          nas=DIR/nas
          time=17:00
          days=every-day
          cron=none
          make-up-missed=yes
          keep=everything
          due every day at 17:00
        All databases
          notifications=every-step
          appearance=system
          language=system
          patience=30
          place-patience=120
        [0]
        $ backup
        ✓ This computer is accessible: DIR/local (SPACE free)
        ✓ NAS is accessible: DIR/nas (SPACE free)
        Creating database backup...
          ✓ WAL checkpoint completed
          ✓ Database backup created: 8.19 kB, 2 pages, whole
          ✓ Database saved locally: DIR/local/database/backup-BACKUP.db
          ✓ Database saved to NAS: DIR/nas/database/backup-BACKUP.db (read back and compared)
        Creating JSON backup...
          ✓ JSON matches the database: 1 table, 2 rows
          ✓ JSON saved locally: DIR/local/json/backup-BACKUP.json
          ✓ JSON saved to NAS: DIR/nas/json/backup-BACKUP.json (read back and compared)
        ✓ Backup process completed: 2 of 2 places
        [0]
        $ list
        Backup                      Size         Rows  Where
        BACKUP  8.70 kB            2  this computer, NAS
        1 backup: this computer 1 (8.70 kB), NAS 1 (8.70 kB)
        [0]
        $ show
        Backup      BACKUP (number 1)
        Of          DIR/shop.db
        Made by     shop on PC
        State of    TIME
        Kept at     DIR/local
        Kept at     DIR/nas
        Database    8.19 kB, SHA-256 HASH
        JSON        SIZE, SHA-256 HASH
        Whole       ok
        JSON        every value compared with the database
          product                                     2 rows
        [0]
        $ verify --all
        ✓ BACKUP in DIR/local: read back and compared, whole
        ✓ BACKUP in DIR/nas: read back and compared, whole
        [0]
        $ status
        shop: DIR/shop.db
          this computer: last proved backup BACKUP
          NAS: last proved backup BACKUP
          Next due: WHEN
        ⚠ The program next to the clock isn't running: nothing is backed up by itself.
        [0]
        $ restore latest --to DIR/back.db --from json
        ✓ Restored backup BACKUP of shop on PC to DIR/back.db: whole, 1 table, 2 rows
        [0]
        $ restore latest --to DIR/back.db
        ✗ DIR/back.db already exists. It was left as it is. Choose another name.
        [1]
        $ settings check
        ✓ shop: the database can be read
        ✓ shop: this computer can be read
        ✓ shop: NAS can be read
        [0]
        $ settings remove shop
        ✓ Removed shop; its backups stay where they are
        [0]
        """);
  }

  @Test
  void aNasThatIsGoneAndComesBack() throws Exception {
    run("settings add --database DIR/shop.db --local DIR/local --nas DIR/nas --create");
    Files.move(folder.resolve("nas"), folder.resolve("unplugged"));
    run("backup --plain");
    run("status");
    Files.move(folder.resolve("unplugged"), folder.resolve("nas"));
    run("backup --plain");
    assertTranscript(
        """
        $ settings add --database DIR/shop.db --local DIR/local --nas DIR/nas --create
        ✓ Added shop. Back it up now: nightjar backup "shop"
        [0]
        $ backup --plain
        OK: This computer is accessible: DIR/local (SPACE free)
        FAILED: DIR/nas doesn't answer. What is saved elsewhere is safe. Check that it is switched on and connected; this copy follows when it answers.
        Creating database backup...
          OK: WAL checkpoint completed
          OK: Database backup created: 8.19 kB, 2 pages, whole
          OK: Database saved locally: DIR/local/database/backup-BACKUP.db
        Creating JSON backup...
          OK: JSON matches the database: 1 table, 2 rows
          OK: JSON saved locally: DIR/local/json/backup-BACKUP.json
        NOTE: Backup process completed: 1 of 2 places; the missing copy will be made by a later run
        [3]
        $ status
        shop: DIR/shop.db
          ⚠ NAS has no proved backup. 1 backup will be copied there by a later run. DIR/nas doesn't answer. What is saved elsewhere is safe. Check that it is switched on and connected; this copy follows when it answers.
          this computer: last proved backup BACKUP
          NAS: no proved backup
          Next due: WHEN
        ⚠ The program next to the clock isn't running: nothing is backed up by itself.
        [3]
        $ backup --plain
        OK: This computer is accessible: DIR/local (SPACE free)
        OK: NAS is accessible: DIR/nas (SPACE free)
        Creating database backup...
          OK: WAL checkpoint completed
          OK: Database backup created: 8.19 kB, 2 pages, whole
          OK: Database saved locally: DIR/local/database/backup-BACKUP.db
          OK: Database saved to NAS: DIR/nas/database/backup-BACKUP.db (read back and compared)
        Creating JSON backup...
          OK: JSON matches the database: 1 table, 2 rows
          OK: JSON saved locally: DIR/local/json/backup-BACKUP.json
          OK: JSON saved to NAS: DIR/nas/json/backup-BACKUP.json (read back and compared)
        OK: NAS is up to date: 1 backup copied
        OK: Backup process completed: 2 of 2 places
        [0]
        """);
  }

  @Test
  void whatCanNotBeDone() throws Exception {
    Files.createDirectories(folder.resolve("old/database"));
    Files.copy(folder.resolve("shop.db"), folder.resolve("old/database/backup-2019.db"));
    Files.writeString(folder.resolve("notes.db"), "Dear diary, this is no database at all.");
    Files.copy(folder.resolve("shop.db"), folder.resolve("till.db"));
    Terminal till = new Terminal(folder);
    till.done("backup --database DIR/till.db --local DIR/tills --create");
    run("frobnicate");
    run("backup");
    run("backup --database DIR/shop.db --local DIR/local");
    run("backup --database DIR/missing.db --local DIR/other --create");
    run("backup --database DIR/notes.db --local DIR/third --create");
    run("backup --database DIR/shop.db --local DIR/tills --create");
    run("list --in DIR/nowhere");
    run("list --in DIR/old");
    run("verify 2019 --in DIR/old");
    run("restore 2019 --in DIR/old --to DIR/back.db");
    run("restore 2020 --in DIR/old --to DIR/back2.db");
    run("show 2019 --in DIR/old");
    run("restore 2019 --from json --in DIR/old --to DIR/back3.db");
    run("settings add --database DIR/shop.db --local DIR/old");
    run("settings import DIR/notes.db");
    run("settings import DIR/old");
    run("status --in DIR/old");
    Files.createDirectories(folder.resolve("store"));
    Files.copy(folder.resolve("shop.db"), folder.resolve("store/inventory.db"));
    run("demo DIR/store"); // It isn't the demo's own database.
    assertTranscript(
        """
        $ frobnicate
        ✗ "nightjar" has no command "frobnicate". Nothing was done. "nightjar --help" shows how.
        [2]
        $ backup
        ✗ No database is set up to be backed up yet. Choose one first.
        [2]
        $ backup --database DIR/shop.db --local DIR/local
        ✗ DIR/local is not a backup folder yet, and nothing was changed. To make it one, add --create.
        [2]
        $ backup --database DIR/missing.db --local DIR/other --create
        ✗ The database DIR/missing.db is not there. Backups made earlier are kept. If the app was renamed or moved, choose its file again.
        [1]
        $ backup --database DIR/notes.db --local DIR/third --create
        ✗ DIR/notes.db is not an SQLite database, so it can't be backed up. Nothing was changed. Choose the app's database file.
        [1]
        $ backup --database DIR/shop.db --local DIR/tills --create
        ✗ DIR/tills holds the backups of "till" from the computer PC. Nothing was written there. Choose another folder. If "till" isn't set up on this computer, you can take this one over in the settings ("nightjar settings add" or "set", with --take-over).
        [2]
        $ list --in DIR/nowhere
        ✗ There is no folder DIR/nowhere. Nothing was changed. If it is on a drive or a NAS, check that it is connected; otherwise correct its name.
        [1]
        $ list --in DIR/old
        No backups.
        ⚠ backup-2019.db in DIR/old: 8.19 kB, not made by Nightjar, not verified
        [0]
        $ verify 2019 --in DIR/old
        ✓ DIR/old/database/backup-2019.db: whole as a database, 2 rows; what it should contain is unknown, since Nightjar didn't make it
        [0]
        $ restore 2019 --in DIR/old --to DIR/back.db
        ✓ Restored DIR/old/database/backup-2019.db (not made by Nightjar) to DIR/back.db: whole, 1 table, 2 rows
        [0]
        $ restore 2020 --in DIR/old --to DIR/back2.db
        ✗ There is no proved backup in DIR/old. Back up now, or look in another folder.
        [1]
        $ show 2019 --in DIR/old
        ✗ DIR/old/database/backup-2019.db was not made by Nightjar: it has no JSON, and what it should contain is unknown. It can be checked and restored as a database.
        [1]
        $ restore 2019 --from json --in DIR/old --to DIR/back3.db
        ✗ DIR/old/database/backup-2019.db was not made by Nightjar: it has no JSON, and what it should contain is unknown. It can be checked and restored as a database.
        [1]
        $ settings add --database DIR/shop.db --local DIR/old
        ✗ DIR/old is not a backup folder yet, and nothing was changed. To make it one, add --create.
        [2]
        $ settings import DIR/notes.db
        ✗ DIR/notes.db is not what "settings export" writes. Nothing was changed.
        [2]
        $ settings import DIR/old
        ✗ There is no file DIR/old/nightjar-settings.json. Nothing was changed. Nightjar writes one into each folder that is set up for a database; the backups of any other folder can be listed and checked all the same.
        [1]
        $ status --in DIR/old
        ✗ There is no file DIR/old/nightjar-settings.json. Nothing was changed. Nightjar writes one into each folder that is set up for a database; the backups of any other folder can be listed and checked all the same.
        [1]
        $ demo DIR/store
        ✗ Something went wrong in Nightjar: The shop's writer failed: [SQLITE_ERROR] SQL error or missing database (no such table: stock). Backups made earlier are kept. Try again, and report it with the log if it comes back.
        [1]
        """);
  }
}
