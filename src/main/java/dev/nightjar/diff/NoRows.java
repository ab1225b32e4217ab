package dev.nightjar.diff;

import dev.nightjar.sqlite.Pieces;
import dev.nightjar.sqlite.RowSource;
import dev.nightjar.sqlite.StorageClass;
import java.util.List;

/** The rows of a table that isn't there. */
final class NoRows implements RowSource {
  @Override
  public List<String> columns() {
    return List.of();
  }

  @Override
  public boolean showsRowid() {
    return false;
  }

  @Override
  public boolean isFoundByRowid() {
    return false;
  }

  @Override
  public boolean next() {
    return false;
  }

  @Override
  public long rowid() {
    return 0;
  }

  @Override
  public StorageClass type(int column) {
    return StorageClass.NULL;
  }

  @Override
  public boolean isLarge(int column) {
    return false;
  }

  @Override
  public long integer(int column) {
    return 0;
  }

  @Override
  public double real(int column) {
    return 0;
  }

  @Override
  public byte[] bytes(int column) {
    return new byte[0];
  }

  @Override
  public Pieces pieces(int column) {
    return Pieces.of(new byte[0]);
  }

  @Override
  public void close() {}
}
