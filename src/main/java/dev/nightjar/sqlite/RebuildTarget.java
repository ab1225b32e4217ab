package dev.nightjar.sqlite;

import dev.nightjar.failure.FailureException;
import java.nio.charset.Charset;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/**
 * A new database in the making, from declarations and rows that nobody vouches for: nothing of them
 * is run but a CREATE, no extension, no attached file, no trigger firing.
 */
public interface RebuildTarget extends AutoCloseable {
  /** Returns the encoding in which text is stored. */
  Charset charset();

  /**
   * Declares all tables; their rows come next.
   *
   * @param schema all declarations; a table's {@code hasRows} isn't asked
   * @throws FailureException {@code JSON_NOT_REBUILT} if a declaration is refused, {@code
   *     JSON_DAMAGED} if it is none
   */
  void declare(List<SchemaEntry> schema) throws FailureException;

  /** Begins to fill a table that is declared. */
  void fill(String table) throws FailureException;

  /** Returns that table's columns that take values, in order. */
  List<String> columns();

  /**
   * Adds a row.
   *
   * @param asText those of {@code values} that are a TEXT's bytes in the database's encoding
   * @param values {@link Long}, {@link Double}, {@link String}, {@code byte[]}, {@link Pieces} or
   *     null
   */
  void insert(OptionalLong rowid, List<Boolean> asText, @Nullable Object[] values)
      throws FailureException;

  /**
   * Ends the work: the file is whole and closed afterwards, though not yet flushed.
   *
   * @return the parts that could not be brought back; empty if nothing is missing
   */
  List<Lack> finish(long userVersion, long applicationId) throws FailureException;

  @Override
  void close() throws FailureException;

  /**
   * Something that can't be rebuilt.
   *
   * @param name an index, or a table
   * @param why the obstacle
   * @param index the index by its own name, if a database may do without it
   */
  record Lack(String name, String why, Optional<String> index) {}
}
