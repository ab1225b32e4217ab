package dev.nightjar.json;

import dev.nightjar.failure.FailureException;
import dev.nightjar.failure.Reason;
import dev.nightjar.io.FileHash;
import dev.nightjar.io.Progress;
import dev.nightjar.sqlite.Names;
import dev.nightjar.sqlite.ProofDatabase;
import dev.nightjar.sqlite.ProofRows;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.zip.CRC32C;

/**
 * Proves that a JSON backup holds what a database holds: the JSON that was written is read again
 * and merged with the rows that SQLite itself gives, value by value; their number is what SQLite
 * counts, and the tables are those of its schema. Of what wrote the JSON nothing is used here.
 */
public final class JsonProof extends TablesProof implements JsonDocument.Parts {
  /** An error of the drive, which SQLite tells as damage, ends in one of these. */
  private static final Set<Reason> OF_THE_DATABASE =
      EnumSet.of(Reason.COPY_DAMAGED, Reason.JSON_DIFFERS);

  private final Set<String> expected = new HashSet<>();
  private final TwoReaders readers;
  private List<JsonLack> lacksOfRest = List.of();
  private String schema = "";

  private JsonProof(Path file, ProofDatabase database, TwoReaders readers) {
    super(file, database);
    this.readers = readers;
  }

  /**
   * A JSON that was proved, from the same reading.
   *
   * @param hash of the whole file
   * @param schema the SHA-256 of all declarations, by which a rebuild is proved
   */
  public record Proved(FileHash hash, String schema) {}

  /**
   * Compares everything. A table may be missing or end early only if the JSON itself says so.
   *
   * @param progress bytes of the JSON
   * @throws FailureException {@code JSON_DIFFERS} names the first place where they differ; {@code
   *     PLACE_…} if the database's drive can't be read
   */
  public static Proved prove(Path json, Path database, Progress progress) throws FailureException {
    return prove(JsonFile.whole(json), database, new TwoReaders(), progress);
  }

  /**
   * The same of a JSON that is still being written, up to its end.
   *
   * @param readers this one, and perhaps another
   */
  static Proved prove(JsonFile json, Path database, TwoReaders readers, Progress progress)
      throws FailureException {
    try (ProofDatabase opened = ProofDatabase.open(database);
        JsonProof proof = new JsonProof(json.path(), opened, readers)) {
      JsonDocument.Whole whole = new JsonDocument(json).read(proof, progress);
      proof.allowOnly(whole.lacks());
      return new Proved(whole.hash(), proof.schema);
    } catch (FailureException e) {
      if (OF_THE_DATABASE.contains(e.reason())) {
        ProofDatabase.requireReadable(database, progress);
      }
      throw e;
    } finally {
      readers.end();
    }
  }

  private void allowOnly(List<JsonLack> lacks) throws FailureException {
    Map<String, String> incomplete = incomplete();
    for (String missing : expected) {
      incomplete.put(missing, "table " + Names.shown(missing));
    }
    lacks.forEach(lack -> incomplete.remove(lack.table()));
    lacksOfRest.forEach(lack -> incomplete.remove(lack.table()));
    if (!incomplete.isEmpty()) {
      throw differs(incomplete.values().iterator().next());
    }
  }

  @Override
  public void head(JsonDocument.Head head) throws FailureException {
    schema = head.schemaHash();
    require(head.number("user_version") == database().userVersion(), "pragma user_version");
    require(head.number("application_id") == database().applicationId(), "pragma application_id");
    require(head.number("page_size") == database().pageSize(), "pragma page_size");
    require(head.number("auto_vacuum") == database().autoVacuum(), "pragma auto_vacuum");
    require(head.encoding().equals(database().encoding()), "pragma encoding");
    Map<List<String>, byte[]> declared = new HashMap<>();
    for (ProofDatabase.Declared entry : database().declarations()) {
      declared.put(List.of(entry.type(), entry.name(), entry.table()), entry.sql());
      if (entry.hasRows()) {
        expected.add(entry.name());
      }
    }
    for (JsonDocument.Declaration entry : head.schema()) {
      byte[] sql = declared.remove(List.of(entry.type(), entry.name(), entry.table()));
      require(
          Arrays.equals(sql, entry.stored(charset())),
          "declaration of " + Names.shown(entry.name()));
    }
    for (List<String> missing : declared.keySet()) {
      throw differs("declaration of " + Names.shown(missing.get(1)));
    }
  }

  private void require(boolean same, String where) throws FailureException {
    if (!same) {
      throw differs(where);
    }
  }

  @Override
  public void begin(String name) throws FailureException {
    require(expected.remove(name), "table " + Names.shown(name));
    super.begin(name);
  }

  @Override
  boolean isRestProved(JsonInput in, ProofRows stored) throws FailureException {
    Optional<RestProof.Proved> found = readers.restFrom(in.position(), table(), stored);
    if (found.isEmpty() || !fits(found.get(), stored)) {
      return false;
    }
    RestProof.Proved rest = found.get();
    for (RestProof.Proved part = rest; part != null; part = part.next()) {
      CRC32C bytes = new CRC32C();
      in.pass(part.end(), bytes::update);
      if (bytes.getValue() != part.bytes()) {
        throw differs("bytes that changed from one reading to the next");
      }
    }
    expected.removeAll(rest.begun());
    incomplete().putAll(rest.incomplete());
    lacksOfRest = rest.lacks();
    return true;
  }

  /** Whether each table was read once, and all of this one. */
  private boolean fits(RestProof.Proved rest, ProofRows stored) throws FailureException {
    return expected.containsAll(rest.begun()) && rows() + rest.rowsOfFirst() == stored.count();
  }
}
