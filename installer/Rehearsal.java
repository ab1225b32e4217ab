import dev.nightjar.demo.SampleShop;
import dev.nightjar.sqlite.SqliteLibrary;
import java.nio.file.Path;

/** Makes the databases whose backups Java is to learn from, in the folder that is named. */
class Rehearsal {
  public static void main(String[] arguments) throws Exception {
    Path folder = Path.of(arguments[0]);
    SqliteLibrary.load();
    // Large enough that Nightjar checks its pages itself.
    SampleShop.create(folder.resolve("known.db"), 24_000_000);
    SampleShop.create(folder.resolve("new.db"), 1_000_000);
  }
}
