package dev.nightjar.json;

import dev.nightjar.failure.FailureException;
import dev.nightjar.failure.Reason;
import dev.nightjar.io.FileHash;
import dev.nightjar.io.GrowingFile;
import dev.nightjar.io.Progress;
import dev.nightjar.io.Sha256;
import dev.nightjar.sqlite.Names;
import dev.nightjar.sqlite.Pieces;
import dev.nightjar.sqlite.SchemaHash;
import dev.nightjar.sqlite.StorageClass;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.function.Consumer;

/**
 * The parts of a JSON backup as they come by; keys may stand in any order, but each only once.
 *
 * <p>It is long because every part that may be wrong in a file from outside has its own refusal.
 */
final class JsonDocument {
  static final String FORMAT = "nightjar-json/1";

  /** The key under which a row has a rowid that no column shows. */
  static final String ROWID = "$rowid";

  /** All of them are held at once. */
  static final int MAX_SCHEMA_ENTRIES = 100_000;

  private static final int MAX_DECLARATION_BYTES = 64 << 20;

  private final Path file;
  private final GrowingFile growing;

  JsonDocument(Path file) {
    this(JsonFile.whole(file));
  }

  /** One that may still be written. */
  JsonDocument(JsonFile json) {
    this.file = json.path();
    this.growing = json.growing();
  }

  /**
   * A declaration.
   *
   * @param name as {@link Names} writes it
   * @param sql text, or bytes as stored if it isn't valid Unicode
   */
  record Declaration(String type, String name, String table, Object sql) {
    /** Returns the text's bytes in a database's encoding. */
    byte[] stored(Charset charset) {
      return sql instanceof byte[] bytes ? bytes : sql.toString().getBytes(charset);
    }
  }

  /** Reads the members before the rows. */
  record Head(Map<String, Object> pragmas, List<Declaration> schema) {
    long number(String pragma) {
      return pragmas.get(pragma) instanceof Long value ? value : 0;
    }

    String encoding() {
      return Objects.toString(pragmas.get("encoding"), "UTF-8");
    }

    /** Returns the SHA-256 of all declarations: what a rebuild depends on, besides its rows. */
    String schemaHash() {
      SchemaHash hash = new SchemaHash(encoding());
      for (Declaration entry : schema) {
        hash.add(entry.type(), entry.name(), entry.table(), entry.stored(StandardCharsets.UTF_8));
      }
      return hash.finish();
    }
  }

  /** Takes in the tables in the order of the file, and reads each row itself. */
  interface Tables {
    void begin(String table) throws FailureException;

    /** Takes one row, an object, all of it; false if it has passed the rest of the file. */
    boolean row(JsonInput in) throws FailureException;

    void end() throws FailureException;
  }

  /** Takes in the rows of the tables, in the order of the file. */
  interface Rows extends Tables {
    /** Takes no notice of any. */
    Rows NONE =
        new Rows() {
          @Override
          public void begin(String table) {}

          @Override
          public void row(Row row) {}

          @Override
          public void end() {}
        };

    /** A row's values by column, with {@code $rowid} under that name unescaped. */
    void row(Row row) throws FailureException;

    @Override
    default boolean row(JsonInput in) throws FailureException {
      row(JsonDocument.row(in));
      return true;
    }
  }

  /**
   * One row.
   *
   * @param rowid empty map entry if the row carries none
   */
  record Row(OptionalLong rowid, Map<String, JsonValue> values) {}

  /** Takes in the members before the rows, too; before any of those. */
  interface Parts extends Tables {
    void head(Head head) throws FailureException;
  }

  /** The members before the rows, while they are read. */
  private final class HeadParts {
    private static final Set<String> KEYS = Set.of("format", "pragmas", "schema");

    private final Map<String, Object> pragmas = new HashMap<>();
    private final List<Declaration> schema = new ArrayList<>();
    private int read;

    void take(JsonInput in, String key) throws FailureException {
      switch (key) {
        case "format" -> format(in);
        case "pragmas" -> pragmas(in, pragmas);
        case "schema" -> schema(in, schema);
        default -> in.skip();
      }
      read += KEYS.contains(key) ? 1 : 0;
    }

    boolean complete() {
      return read == KEYS.size();
    }

    Head head(JsonInput in) throws FailureException {
      if (!complete()) {
        throw in.damaged("format, pragmas or schema is missing");
      }
      return new Head(pragmas, schema);
    }
  }

  /** Reads schema and pragmas, as far as needed to have both. */
  Head head() throws FailureException {
    HeadParts parts = new HeadParts();
    Set<String> seen = new HashSet<>();
    try (JsonInput in = new JsonInput(file, growing, 0, bytes -> {}, Progress.NONE)) {
      in.expect('{');
      if (!in.isEmpty('}')) {
        do {
          String key = in.key();
          unique(in, seen, key);
          parts.take(in, key);
        } while (!parts.complete() && in.another('}'));
      }
      return parts.head(in);
    }
  }

  /** The whole file as it was read: the hash of all its bytes, and what it says that it lacks. */
  record Whole(FileHash hash, List<JsonLack> lacks) {}

  /** Reads the whole file, giving the rows to {@code rows}. */
  Whole read(Rows rows, Progress progress) throws FailureException {
    return read(rows, Optional.empty(), progress);
  }

  /** The same in one pass with what stands before the rows, where it does stand there. */
  Whole read(Parts parts, Progress progress) throws FailureException {
    return read(parts, Optional.of(parts), progress);
  }

  private Whole read(Tables rows, Optional<Parts> parts, Progress progress)
      throws FailureException {
    Set<String> seen = new HashSet<>();
    List<JsonLack> lacks = new ArrayList<>();
    HeadParts head = new HeadParts();
    Sha256 hash = new Sha256();
    try (JsonInput in = new JsonInput(file, growing, 0, hash::update, progress)) {
      in.expect('{');
      if (!in.isEmpty('}')) {
        do {
          String key = in.key();
          unique(in, seen, key);
          switch (key) {
            case "tables" -> {
              if (parts.isPresent()) {
                parts.get().head(head.complete() ? head.head(in) : head());
                head = new HeadParts(); // Nobody needs it while rows come, and it may be large.
              }
              if (!tables(in, rows)) {
                in.finish();
                return new Whole(hash.finish(), lacks);
              }
            }
            case "lacks" -> lacks(in, lacks);
            default -> {
              if (parts.isPresent()) {
                head.take(in, key);
              } else {
                in.skip();
              }
            }
          }
        } while (in.another('}'));
      }
      if (!seen.contains("tables")) {
        if (parts.isPresent()) {
          head.head(in);
        }
        throw in.damaged("tables is missing");
      }
      in.finish();
      return new Whole(hash.finish(), lacks);
    }
  }

  /**
   * Reads the end of a file that Nightjar writes, from a row on, or up to where {@code rows} wants
   * no more.
   *
   * @param row behind the comma that divides it from the row before
   * @param seen is given all bytes from there on
   * @return tables that the file says it lacks
   */
  List<JsonLack> readFrom(long row, Tables rows, Consumer<ByteBuffer> seen, Progress progress)
      throws FailureException {
    List<JsonLack> lacks = new ArrayList<>();
    try (JsonInput in = new JsonInput(file, growing, row, seen, progress)) {
      boolean whole = rows(in, rows);
      if (whole) {
        rows.end();
      }
      Set<String> tables = new HashSet<>();
      while (whole && in.another('}')) {
        whole = table(in, rows, tables);
      }
      if (whole && in.another('}')) {
        if (!in.key().equals("lacks")) {
          throw in.damaged("something else behind the tables");
        }
        lacks(in, lacks);
        in.expect('}');
      }
      if (whole) {
        in.finish();
      }
    }
    return lacks;
  }

  private void format(JsonInput in) throws FailureException {
    String format = in.string();
    if (!format.equals(FORMAT)) {
      if (format.startsWith("nightjar-json/")) {
        throw new FailureException(Reason.JSON_TOO_NEW, file, format);
      }
      throw in.damaged("not a JSON backup of this program");
    }
  }

  private static void unique(JsonInput in, Set<String> seen, String key) throws FailureException {
    if (!seen.add(key)) {
      throw in.damaged("a key that stands twice");
    }
  }

  private static void pragmas(JsonInput in, Map<String, Object> pragmas) throws FailureException {
    in.expect('{');
    if (in.isEmpty('}')) {
      return;
    }
    Set<String> seen = new HashSet<>();
    do {
      String key = in.key();
      unique(in, seen, key);
      JsonValue value = JsonValue.read(in);
      if (value.value() != null) {
        pragmas.put(key, value.value());
      }
    } while (in.another('}'));
  }

  private static void schema(JsonInput in, List<Declaration> schema) throws FailureException {
    in.expect('[');
    if (in.isEmpty(']')) {
      return;
    }
    do {
      Map<String, JsonValue> entry = object(in);
      JsonValue sql = entry.get("sql");
      if (sql == null || schema.size() == MAX_SCHEMA_ENTRIES) {
        throw in.damaged("a declaration without sql, or too many");
      }
      String type = text(in, entry, "type").intern();
      String name = name(in, entry, "name");
      String table = name(in, entry, "table");
      Object whole = whole(in, "sql", sql);
      schema.add(new Declaration(type, name, table.equals(name) ? name : table, whole));
    } while (in.another(']'));
  }

  /** Of a declaration all is needed, however long it is: the file is closed when it is used. */
  private static Object whole(JsonInput in, String key, JsonValue sql) throws FailureException {
    if (sql.type() != StorageClass.TEXT) {
      throw in.damaged(key + " must be a text");
    }
    if (sql.value() instanceof JsonText text) {
      ByteArrayOutputStream whole = new ByteArrayOutputStream();
      Pieces pieces = sql.encoded() ? text.decoded() : text.in(StandardCharsets.UTF_8);
      for (byte[] piece = pieces.next(); piece.length > 0; piece = pieces.next()) {
        whole.writeBytes(piece);
        if (whole.size() > MAX_DECLARATION_BYTES) {
          throw in.damaged("a declaration that is too long");
        }
      }
      return sql.encoded() ? whole.toByteArray() : whole.toString(StandardCharsets.UTF_8);
    }
    return Objects.requireNonNull(sql.value());
  }

  private static void lacks(JsonInput in, List<JsonLack> lacks) throws FailureException {
    in.expect('[');
    if (in.isEmpty(']')) {
      return;
    }
    do {
      Map<String, JsonValue> entry = object(in);
      if (lacks.size() == MAX_SCHEMA_ENTRIES) {
        throw in.damaged("too much that it lacks");
      }
      lacks.add(new JsonLack(name(in, entry, "table"), text(in, entry, "why")));
    } while (in.another(']'));
  }

  private static String name(JsonInput in, Map<String, JsonValue> entry, String key)
      throws FailureException {
    JsonValue value = entry.get(key);
    if (value == null) {
      throw in.damaged(key + " must be a text");
    }
    Object name = whole(in, key, value);
    return name instanceof byte[] bytes ? Names.of(bytes, StandardCharsets.UTF_8) : (String) name;
  }

  private static String text(JsonInput in, Map<String, JsonValue> entry, String key)
      throws FailureException {
    JsonValue value = entry.get(key);
    if (value == null || !(value.value() instanceof String text)) {
      throw in.damaged(key + " must be a text");
    }
    return text;
  }

  private static Map<String, JsonValue> object(JsonInput in) throws FailureException {
    in.beginRecord();
    Map<String, JsonValue> values = new LinkedHashMap<>();
    in.expect('{');
    if (!in.isEmpty('}')) {
      do {
        String key = in.key();
        if (values.put(key, JsonValue.read(in)) != null) {
          throw in.damaged("a key that stands twice");
        }
      } while (in.another('}'));
    }
    return values;
  }

  /** Returns false if the rest of the file was passed. */
  private static boolean tables(JsonInput in, Tables rows) throws FailureException {
    Set<String> seen = new HashSet<>();
    in.expect('{');
    if (in.isEmpty('}')) {
      return true;
    }
    do {
      if (!table(in, rows, seen)) {
        return false;
      }
    } while (in.another('}'));
    return true;
  }

  private static boolean table(JsonInput in, Tables rows, Set<String> seen)
      throws FailureException {
    String table = name(in, in.key());
    unique(in, seen, table);
    rows.begin(table);
    in.expect('[');
    if (!in.isEmpty(']') && !rows(in, rows)) {
      return false;
    }
    rows.end();
    return true;
  }

  private static boolean rows(JsonInput in, Tables rows) throws FailureException {
    do {
      if (!rows.row(in)) {
        return false;
      }
    } while (in.another(']'));
    return true;
  }

  /** Reads one row, all of it. */
  static Row row(JsonInput in) throws FailureException {
    in.beginRecord();
    Map<String, JsonValue> values = new HashMap<>();
    OptionalLong rowid = OptionalLong.empty();
    in.expect('{');
    if (in.isEmpty('}')) {
      return new Row(rowid, values);
    }
    do {
      String key = in.key();
      JsonValue value = JsonValue.read(in);
      boolean twice;
      if (key.equals(ROWID)) {
        if (!(value.value() instanceof Long number)) {
          throw in.damaged("$rowid must be a whole number");
        }
        twice = rowid.isPresent();
        rowid = OptionalLong.of(number);
      } else {
        twice = values.put(name(in, key), value) != null;
      }
      if (twice) {
        throw in.damaged("a key that stands twice");
      }
    } while (in.another('}'));
    return new Row(rowid, values);
  }

  /** Returns the name that a key stands for. */
  static String name(JsonInput in, String key) throws FailureException {
    if (key.startsWith("$text:")) {
      try {
        return Names.of(
            Base64.getDecoder().decode(key.substring("$text:".length())), StandardCharsets.UTF_8);
      } catch (IllegalArgumentException e) {
        throw in.damaged("a name that isn't what it says");
      }
    }
    if (key.startsWith("$")) {
      if (!key.startsWith("$$")) {
        throw in.damaged("an unknown key " + key);
      }
      return key.substring(1);
    }
    return key;
  }
}
