package dev.nightjar.backup;

/** Remembers no number: the places alone tell the last one. */
public final class FromOne implements Sequence {
  @Override
  public long last() {
    return 0;
  }

  @Override
  public void give(long number) {}
}
