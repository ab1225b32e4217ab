package dev.nightjar.sqlite;

import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Arrays;
import org.sqlite.Collation;

/** The order of text that BINARY gives in a database that is UTF-8. */
final class CodePointOrder extends Collation {
  static final String NAME = "nightjar_code_point";

  private CodePointOrder() {}

  static void on(Connection connection) throws SQLException {
    Collation.create(connection, NAME, new CodePointOrder());
  }

  @Override
  protected int xCompare(String left, String right) {
    return Arrays.compareUnsigned(
        left.getBytes(StandardCharsets.UTF_8), right.getBytes(StandardCharsets.UTF_8));
  }
}
