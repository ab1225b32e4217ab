package dev.nightjar.pages;

import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Rowids as bits, in blocks of which only those that have rowids are made; of a limited number. */
final class RowidSet {
  private static final int BLOCK_BITS = 15;
  private static final int WORDS = (1 << BLOCK_BITS) / Long.SIZE;

  /** Of all sets together: 8 MB. */
  static final int MAX_BLOCKS = 2048;

  /** The blocks that may still be made. */
  static final class Room {
    private int blocks = MAX_BLOCKS;
  }

  private final Room room;
  private final Map<Long, long[]> blocks = new HashMap<>();
  private boolean complete = true;
  private long lastKey;
  private long @Nullable [] last;

  RowidSet(Room room) {
    this.room = room;
  }

  void add(long rowid) {
    long key = rowid >> BLOCK_BITS;
    long[] block = last != null && lastKey == key ? last : block(key);
    if (block != null) {
      int bit = (int) rowid & (1 << BLOCK_BITS) - 1;
      block[bit / Long.SIZE] |= 1L << bit;
    }
  }

  private long @Nullable [] block(long key) {
    long[] block = blocks.get(key);
    if (block == null) {
      if (!complete || room.blocks == 0) {
        giveUp();
        return null;
      }
      room.blocks--;
      block = new long[WORDS];
      blocks.put(key, block);
    }
    last = block;
    lastKey = key;
    return block;
  }

  /** Says that it doesn't have all; its memory is of use to others. */
  void giveUp() {
    complete = false;
    room.blocks += blocks.size();
    blocks.clear();
    last = null;
  }

  /** Whether each of them is known to be among the others. */
  boolean isWithin(RowidSet others) {
    if (!complete || !others.complete) {
      return false;
    }
    for (Map.Entry<Long, long[]> entry : blocks.entrySet()) {
      long[] known = others.blocks.get(entry.getKey());
      for (int i = 0; i < WORDS; i++) {
        if ((entry.getValue()[i] & ~(known == null ? 0 : known[i])) != 0) {
          return false;
        }
      }
    }
    return true;
  }
}
