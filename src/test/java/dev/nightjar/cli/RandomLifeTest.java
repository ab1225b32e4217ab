package dev.nightjar.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Bad days in any order, with the real program and real files: folders come and go, computers are
 * switched off and replaced, files rot. After each the program is asked, and what it says is
 * compared with what is on disk, which is read here by other means.
 */
final class RandomLifeTest {
  private static final int STEPS = 40;
  private static final List<String> PLACES = List.of("here", "nas");

  @TempDir private Path folder;
  private final List<String> story = new ArrayList<>();
  private Random random = new Random();
  private int homes;
  private int versions;
  private int restored;

  private enum Event {
    WORK(6),
    BACKUP(8),
    CUT_RUN(3),
    HERE_COMES_OR_GOES(2),
    NAS_COMES_OR_GOES(3),
    NEW_COMPUTER(1),
    FILE_ROTS(1),
    FILE_GOES(1),
    RESTORE(1),
    VERIFY(1);

    private final int often;

    Event(int often) {
      this.often = often;
    }
  }

  /** A copy on disk. */
  private record Kept(
      String id, String snapshotAt, boolean regular, Path database, boolean whole, int version) {
    /** Another place may have it under another name. */
    boolean isSameAs(Kept other) {
      return snapshotAt.equals(other.snapshotAt);
    }
  }

  static LongStream seeds() {
    return LongStream.rangeClosed(1, 24);
  }

  @Tag("proof")
  @ParameterizedTest
  @MethodSource("seeds")
  void theNewestThatIsThereComesBackAndNothingGoodIsLost(long seed) throws Exception {
    random = new Random(seed);
    try {
      sql("CREATE TABLE life(version)", "INSERT INTO life VALUES (0)");
      done("settings add --database DIR/app.db --local DIR/here --nas DIR/nas --create");
      done("settings set keep=everything");
      Set<String> good = new TreeSet<>();
      for (int step = 0; step < STEPS; step++) {
        Event event = draw();
        story.add(event.toString());
        happens(event);
        if (event == Event.FILE_ROTS || event == Event.FILE_GOES || event == Event.NEW_COMPUTER) {
          good.clear();
        }
        Set<String> now = good();
        good.removeAll(now);
        assertEquals(Set.of(), good, "lost");
        good = now;
        look();
      }
      end();
    } catch (AssertionError e) {
      throw new AssertionError("seed " + seed + ": " + e.getMessage() + "\n" + text(), e);
    }
  }

  private String text() {
    return String.join("\n", story);
  }

  private Event draw() {
    List<Event> all = new ArrayList<>();
    for (Event event : Event.values()) {
      for (int i = 0; i < event.often; i++) {
        all.add(event);
      }
    }
    return all.get(random.nextInt(all.size()));
  }

  private void happens(Event event) throws Exception {
    switch (event) {
      case WORK -> work();
      case BACKUP -> run("backup");
      case CUT_RUN -> {
        run("backup");
        CutRun.forgetEnds(folder.resolve("home" + homes));
      }
      case HERE_COMES_OR_GOES -> comesOrGoes("here");
      case NAS_COMES_OR_GOES -> comesOrGoes("nas");
      case NEW_COMPUTER -> newComputer();
      case FILE_ROTS -> {
        for (Kept copy : oneOfThem()) {
          byte[] bytes = Files.readAllBytes(copy.database());
          bytes[random.nextInt(bytes.length)] ^= 1;
          Files.write(copy.database(), bytes);
        }
      }
      case FILE_GOES -> {
        for (Kept copy : oneOfThem()) {
          Files.delete(copy.database());
        }
      }
      case RESTORE -> restore();
      case VERIFY -> run("verify --all");
    }
  }

  private void work() throws SQLException {
    sql("UPDATE life SET version = " + ++versions);
  }

  private boolean isOn(String place) {
    return Files.isDirectory(folder.resolve(place));
  }

  private void comesOrGoes(String place) throws IOException {
    Path on = folder.resolve(place);
    Path off = folder.resolve(place + ".off");
    if (isOn(place)) {
      Files.move(on, off);
    } else {
      Files.move(off, on);
    }
  }

  /** The old one is gone with its settings, and mostly with its folder. */
  private void newComputer() throws IOException {
    if (!isOn("nas") || !Files.exists(folder.resolve("nas/nightjar-settings.json"))) {
      return;
    }
    homes++;
    String lost = isOn("here") ? "here" : "here.off";
    if (lost.equals("here.off") || random.nextInt(3) > 0) {
      Files.move(folder.resolve(lost), folder.resolve("lost" + homes));
    }
    done("settings import DIR/nas/nightjar-settings.json --take-over --create");
    done("settings set keep=everything");
  }

  private void restore() throws Exception {
    for (Kept copy : oneOfThem()) {
      Program.Ended ended = run("restore " + copy.id() + " --replace");
      if (copy.whole()) {
        assertEquals(0, ended.code(), ended.toString());
        assertEquals(copy.version(), version(folder.resolve("app.db")), ended.toString());
      }
    }
  }

  /** Asks for the newest, for all of them, and for the state. */
  private void look() throws Exception {
    List<Kept> there = there().stream().filter(Kept::regular).toList();
    if (there.isEmpty()) {
      return;
    }
    Kept newest = there.stream().max(Comparator.comparing(Kept::snapshotAt)).orElseThrow();
    Optional<Kept> whole =
        there.stream().filter(copy -> copy.isSameAs(newest) && copy.whole()).findFirst();
    String file = "restored-" + ++restored + ".db";
    Program.Ended ended = run("restore latest --to DIR/" + file);
    if (whole.isPresent()) {
      assertEquals(0, ended.code(), ended.toString());
      assertEquals(whole.get().version(), version(folder.resolve(file)), newest + " " + ended);
    }
    JsonArray listed = json("list").getAsJsonArray("backups");
    List<String> moments = new ArrayList<>();
    for (JsonElement one : listed) {
      moments.add(one.getAsJsonObject().get("snapshotAt").getAsString());
    }
    assertEquals(moments.stream().sorted(Comparator.reverseOrder()).toList(), moments);
    JsonObject job = json("status").getAsJsonArray("jobs").get(0).getAsJsonObject();
    // A place that is off counts by what it had.
    boolean isEverywhere =
        PLACES.stream()
            .flatMap(place -> Stream.of(place, place + ".off").filter(this::isOn))
            .allMatch(place -> at(place).stream().anyMatch(newest::isSameAs));
    if (!isEverywhere) {
      assertNotEquals("ok", job.get("state").getAsString(), job.toString());
    }
  }

  /** When all is there again, two runs are enough to have all that is good in both folders. */
  private void end() throws Exception {
    for (String place : PLACES) {
      if (!isOn(place)) {
        comesOrGoes(place);
      }
    }
    run("verify --all");
    run("backup");
    assertEquals(0, run("backup").code());
    look();
    assertEquals(wholeAt("here"), wholeAt("nas"));
  }

  private List<Kept> there() {
    return PLACES.stream().flatMap(place -> at(place).stream()).toList();
  }

  private Optional<Kept> oneOf(List<Kept> copies) {
    return copies.isEmpty()
        ? Optional.empty()
        : Optional.of(copies.get(random.nextInt(copies.size())));
  }

  private List<Kept> oneOfThem() {
    return oneOf(there()).stream().toList();
  }

  private Set<String> wholeAt(String place) {
    return at(place).stream().filter(Kept::whole).map(Kept::snapshotAt).collect(Collectors.toSet());
  }

  /** Also in folders that are off. */
  private Set<String> good() {
    Set<String> good = new TreeSet<>();
    for (String place : PLACES) {
      good.addAll(wholeAt(place));
      good.addAll(wholeAt(place + ".off"));
    }
    return good;
  }

  /** The backups of a folder whose database is there, as their manifests say. */
  private List<Kept> at(String place) {
    Path manifests = folder.resolve(place).resolve("manifest");
    if (!Files.isDirectory(manifests)) {
      return List.of();
    }
    List<Kept> kept = new ArrayList<>();
    try (Stream<Path> files = Files.list(manifests)) {
      for (Path file : files.filter(one -> one.toString().endsWith(".json")).toList()) {
        JsonObject manifest = JsonParser.parseString(Files.readString(file)).getAsJsonObject();
        JsonObject first = manifest.getAsJsonArray("files").get(0).getAsJsonObject();
        Path database = folder.resolve(place).resolve(first.get("path").getAsString());
        if (Files.exists(database)) {
          byte[] hash = MessageDigest.getInstance("SHA-256").digest(Files.readAllBytes(database));
          boolean whole = HexFormat.of().formatHex(hash).equals(first.get("sha256").getAsString());
          kept.add(
              new Kept(
                  manifest.get("id").getAsString(),
                  manifest.get("snapshotAt").getAsString(),
                  !manifest.get("kind").getAsString().equals("before-restore"),
                  database,
                  whole,
                  whole ? version(database) : -1));
        }
      }
    } catch (Exception e) {
      throw new AssertionError(e);
    }
    return kept;
  }

  private static int version(Path database) throws SQLException {
    try (Connection connection =
            DriverManager.getConnection("jdbc:sqlite:file:" + database + "?immutable=1");
        Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery("SELECT version FROM life")) {
      return rows.getInt(1);
    }
  }

  private void sql(String... statements) throws SQLException {
    try (Connection connection =
            DriverManager.getConnection("jdbc:sqlite:" + folder.resolve("app.db"));
        Statement statement = connection.createStatement()) {
      for (String one : statements) {
        statement.execute(one);
      }
    }
  }

  private Program.Ended run(String line) {
    List<String> words =
        new ArrayList<>(List.of("--home", folder.resolve("home" + homes).toString()));
    for (String word : line.split(" ")) {
      words.add(word.replace("DIR", folder.toString()));
    }
    Program.Ended ended = InThisProcess.run(words);
    story.add("  " + line + " -> " + ended.code() + " " + ended.err().strip());
    return ended;
  }

  private void done(String line) {
    Program.Ended ended = run(line);
    assertEquals(0, ended.code(), line + ": " + ended);
  }

  private JsonObject json(String line) {
    return JsonParser.parseString(run(line + " --json").out()).getAsJsonObject();
  }
}
