package dev.nightjar.sqlite;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;

/** Ways in which a database file is broken: by a disk, a torn copy, or a program. */
enum PageDamage {
  BIT {
    @Override
    void on(File file) {
      file.flip(file.random.nextInt(file.bytes.length));
    }
  },
  BIT_OF_A_PAGE_HEADER {
    @Override
    void on(File file) {
      file.flip(file.page() + file.random.nextInt(24));
    }
  },
  BIT_OF_A_CELL {
    @Override
    void on(File file) {
      int page = file.treePage();
      int cells = file.two(page + 3);
      if (cells > 0) {
        int at = file.two(file.pointer(page, file.random.nextInt(cells)));
        file.flip(file.start(page) + Math.min(file.pageSize - 1, at + file.random.nextInt(20)));
      }
    }
  },
  BYTE {
    @Override
    void on(File file) {
      file.bytes[file.page() + file.random.nextInt(file.pageSize)] = (byte) file.random.nextInt();
    }
  },
  ZEROED {
    @Override
    void on(File file) {
      int page = file.start(file.page());
      Arrays.fill(file.bytes, page, page + file.pageSize, (byte) 0);
    }
  },
  DUPLICATED {
    @Override
    void on(File file) {
      System.arraycopy(file.good, file.anyPage(), file.bytes, file.anyPage(), file.pageSize);
    }
  },
  SWAPPED {
    @Override
    void on(File file) {
      int one = file.anyPage();
      int two = file.anyPage();
      System.arraycopy(file.good, two, file.bytes, one, file.pageSize);
      System.arraycopy(file.good, one, file.bytes, two, file.pageSize);
    }
  },
  TORN {
    @Override
    void on(File file) {
      int part = file.pageSize / 4;
      int skipped = part * file.random.nextInt(4);
      System.arraycopy(
          file.good, file.anyPage() + skipped, file.bytes, file.anyPage() + skipped, part);
    }
  },
  CUT {
    @Override
    void on(File file) {
      int kept = file.bytes.length - file.pageSize * (1 + file.random.nextInt(3));
      file.bytes = Arrays.copyOf(file.bytes, Math.max(file.pageSize, kept));
    }
  },
  LONGER {
    @Override
    void on(File file) {
      file.bytes = Arrays.copyOf(file.bytes, file.bytes.length + file.pageSize);
      if (file.random.nextBoolean()) {
        file.putFour(28, file.bytes.length / file.pageSize);
      }
    }
  },
  FIELD_OF_THE_HEADER {
    @Override
    void on(File file) {
      int at = HEADER_FIELDS[file.random.nextInt(HEADER_FIELDS.length)];
      file.putFour(at, file.four(at) + (file.random.nextBoolean() ? 1 : -1));
    }
  },
  FREE_PAGE {
    @Override
    void on(File file) {
      int trunk = file.four(32);
      if (trunk > 0 && trunk * file.pageSize <= file.bytes.length) {
        int at = (trunk - 1) * file.pageSize + 4 * file.random.nextInt(4);
        file.putFour(at, file.random.nextBoolean() ? file.anyNumber() : file.four(at) - 1);
      }
    }
  },
  FREE_PAGE_LOST {
    @Override
    void on(File file) {
      int trunk = file.four(32);
      int at = (trunk - 1) * file.pageSize + 4;
      if (trunk > 0 && trunk * file.pageSize <= file.bytes.length && file.four(at) > 0) {
        file.putFour(at, file.four(at) - 1);
        if (file.random.nextBoolean()) {
          file.putFour(36, file.four(36) - 1);
        }
      }
    }
  },
  POINTER_MAP {
    @Override
    void on(File file) {
      if (file.four(52) != 0) {
        int pages = file.bytes.length / file.pageSize;
        int at = file.pageSize + 5 * file.random.nextInt(pages);
        if (at + 5 < 2 * file.pageSize && 2 * file.pageSize <= file.bytes.length) {
          file.bytes[at + (file.random.nextBoolean() ? 0 : 4)] ^= 1;
        }
      }
    }
  },
  CELLS_SWAPPED {
    @Override
    void on(File file) {
      int page = file.treePage();
      int cells = file.two(page + 3);
      if (cells > 1) {
        int one = file.pointer(page, file.random.nextInt(cells));
        int two = file.pointer(page, file.random.nextInt(cells));
        int kept = file.two(one);
        file.putTwo(one, file.two(two));
        file.putTwo(two, kept);
      }
    }
  },
  CELL_TWICE {
    @Override
    void on(File file) {
      int page = file.treePage();
      int cells = file.two(page + 3);
      if (cells > 1) {
        int one = file.pointer(page, file.random.nextInt(cells));
        file.putTwo(one, file.two(file.pointer(page, file.random.nextInt(cells))));
      }
    }
  },
  CELL_LOST {
    @Override
    void on(File file) {
      int page = file.treePage();
      int cells = file.two(page + 3);
      if (cells > 1) {
        // Taken for a free block, so that every byte of the page has its use.
        int cell = file.two(file.pointer(page, cells - 1));
        int next = file.two(page + 1);
        int size = file.cellSize(page, cell);
        if (size >= 4 && (next == 0 || cell + size < next)) {
          file.putTwo(file.start(page) + cell, next);
          file.putTwo(file.start(page) + cell + 2, size);
          file.putTwo(page + 1, cell);
          file.putTwo(page + 3, cells - 1);
        }
      }
    }
  },
  CHILD {
    @Override
    void on(File file) {
      int page = file.treePage();
      int type = file.bytes[page];
      int cells = file.two(page + 3);
      if (type == 2 || type == 5) {
        boolean right = cells == 0 || file.random.nextInt(3) == 0;
        int at =
            right
                ? page + 8
                : file.start(page) + file.two(file.pointer(page, file.random.nextInt(cells)));
        if (at + 4 <= file.bytes.length) {
          file.putFour(at, file.anyNumber());
        }
      }
    }
  },
  NUMBER_OF_A_PAGE {
    @Override
    void on(File file) {
      // Any number that may be a page's: on a chain, say.
      List<Integer> places = new ArrayList<>();
      int pages = file.bytes.length / file.pageSize;
      for (int page = 1; page < pages; page++) {
        int number = file.four(page * file.pageSize);
        if (number > 0 && number <= pages) {
          places.add(page * file.pageSize);
        }
      }
      if (!places.isEmpty()) {
        int at = places.get(file.random.nextInt(places.size()));
        file.putFour(at, file.random.nextInt(3) == 0 ? 0 : file.anyNumber());
      }
    }
  };

  /** Numbers of four bytes in the header that a check must look at. */
  private static final int[] HEADER_FIELDS = {20, 24, 28, 32, 36, 44, 52, 56, 64, 92};

  abstract void on(File file);

  /** A file's bytes, and what they are before anything is broken. */
  static final class File {
    final byte[] good;
    final Random random;
    final int pageSize;
    byte[] bytes;

    File(Path file, Random random) throws IOException {
      good = Files.readAllBytes(file);
      bytes = good.clone();
      this.random = random;
      int size = two(16);
      pageSize = size == 1 ? 1 << 16 : size;
    }

    int two(int at) {
      return ByteBuffer.wrap(bytes).getShort(Math.min(at, bytes.length - 2)) & 0xffff;
    }

    int four(int at) {
      return ByteBuffer.wrap(bytes).getInt(at);
    }

    void putTwo(int at, int value) {
      if (at + 2 <= bytes.length) {
        ByteBuffer.wrap(bytes).putShort(at, (short) value);
      }
    }

    void putFour(int at, int value) {
      ByteBuffer.wrap(bytes).putInt(at, value);
    }

    void flip(int at) {
      if (at < bytes.length) {
        bytes[at] ^= (byte) (1 << random.nextInt(8));
      }
    }

    int anyPage() {
      return pageSize * random.nextInt(good.length / pageSize);
    }

    int anyNumber() {
      return 1 + random.nextInt(good.length / pageSize);
    }

    /** Returns the beginning of a page's header: the first page has the file's before it. */
    int page() {
      int page = anyPage();
      return page == 0 ? 100 : page;
    }

    int start(int page) {
      return page / pageSize * pageSize;
    }

    /** A page that looks as those of b-trees do. */
    int treePage() {
      for (int i = 0; i < 20; i++) {
        int page = page();
        if (List.of(2, 5, 10, 13).contains((int) bytes[page])) {
          return page;
        }
      }
      return 100;
    }

    int pointer(int page, int cell) {
      return page + (bytes[page] < 8 ? 12 : 8) + 2 * cell;
    }

    /** Up to the next cell or the end. */
    int cellSize(int page, int cell) {
      int end = pageSize - (bytes[20] & 0xff);
      for (int i = 0; i < two(page + 3); i++) {
        int other = two(pointer(page, i));
        end = other > cell ? Math.min(end, other) : end;
      }
      return end - cell;
    }
  }
}
