package dev.nightjar.destination;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.nightjar.failure.Printable;

/** The text that lies beside the backups, for whoever has this folder and nothing else. */
public final class PlaceReadme {
  public static final String FILE = "README.txt";

  private PlaceReadme() {}

  /** For the place of that job, whose database is {@code source}. */
  public static byte[] text(JobIdentity owner, String source) {
    return """
    Backups of the database "%1$s"

    Made by Nightjar on the computer %2$s from the file
      %3$s

    Each backup is a file in the folder "database": backup-DATE.db, an ordinary SQLite
    database. "json" holds the same data as text, "manifest" what each backup consists of.
    Please don't rename or change the files.

    With Nightjar: nightjar list, nightjar restore. Without it, by hand:

     1. Close the program that uses the database, on every computer.
     2. In "database", choose the backup you want by the date and time in its name.
     3. Open the file of the same name in "manifest" with a text editor. It must be there.
     4. Find "bytes" and "sha256" beside the path of your .db file.
     5. Compare with the file: on Windows  certutil -hashfile FILE SHA256
        on macOS  shasum -a 256 FILE     on Linux  sha256sum FILE
     6. If the long number differs, the file is damaged: choose another backup.
     7. Go to the folder of the file that is named at the top of this text.
     8. Copy today's database, with the files of that name that end in -wal, -shm and
        -journal, to a safe folder, even if it is broken.
     9. Delete the database's -wal, -shm and -journal files, where there are any.
    10. Copy the backup over the database, under the database's own name.
    11. Start the program and look at the newest entries.
    """
        .formatted(Printable.of(owner.name()), Printable.of(owner.host()), Printable.of(source))
        .replace("\n", "\r\n") // Older Notepads show one line otherwise.
        .getBytes(UTF_8);
  }
}
