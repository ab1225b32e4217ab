package dev.nightjar.demo;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.LocalDateTime;
import java.util.List;
import java.util.Random;

/** The sample shop's rows, always the same for one size. */
final class ShopFiller {
  private static final int LOCATIONS = 4;
  private static final int SUPPLIERS = 40;
  private static final int ORDERS_PER_PRODUCT = 2;
  private static final int LINES_PER_ORDER = 4;

  /** A product with its stock, orders and indexes, as measured. */
  private static final long ROW_BYTES_PER_PRODUCT = 800;

  private static final long MIN_PHOTO_BYTES = 4_000;
  private static final long MAX_PHOTO_BYTES = 256_000;
  private static final LocalDateTime FIRST_ORDER = LocalDateTime.of(2023, 1, 2, 8, 0);

  private static final List<String> PLACES = List.of("Shop", "Warehouse", "Van", "Returns");
  private static final List<String> COUNTRIES = List.of("Österreich", "Nederland", "日本", "Brasil");
  private static final List<String> MATERIALS = List.of("Oak", "Steel", "Linen", "Glass", "Cork");
  private static final List<String> THINGS = List.of("shelf", "lamp", "box", "tray", "hook", "jar");
  private static final List<String> STATES = List.of("open", "packed", "sent", "returned");
  private static final List<String> WORDS =
      List.of(
          "sturdy",
          "hand-made",
          "for",
          "kitchen",
          "and",
          "workshop",
          "in",
          "two",
          "colours",
          "with",
          "screws",
          "washable",
          "stackable",
          "light",
          "café",
          "Größe",
          "new",
          "season");
  private static final List<String> NOTES =
      List.of(
          "Sells well before Christmas 🎄",
          "Fragile ⚠️ two came broken 😕",
          "Ask the supplier \"when\"; it's late\nagain",
          "家族 👩‍👩‍👧 likes the blue one",
          "");

  private final Connection connection;
  private final Random random = new Random(20_251_212L);
  private final int products;
  private final long photoBytes;
  private final long allPhotos;
  private long pieces;

  ShopFiller(Connection connection, long approximateBytes) {
    this.connection = connection;
    this.products = (int) Math.max(100, approximateBytes / 2 / ROW_BYTES_PER_PRODUCT);
    this.allPhotos = Math.max(0, approximateBytes / 2);
    this.photoBytes = Math.max(MIN_PHOTO_BYTES, Math.min(MAX_PHOTO_BYTES, approximateBytes / 280));
  }

  void fill() throws SQLException {
    fillPlacesAndSuppliers();
    fillProducts();
    fillStock();
    fillOrders();
    fillPhotos();
    fillNotes();
    insertCounters();
  }

  private void fillPlacesAndSuppliers() throws SQLException {
    try (Rows locations = new Rows("locations", 2);
        Rows audit = new Rows("audit", 2);
        Rows suppliers = new Rows("suppliers", 4)) {
      for (int id = 1; id <= LOCATIONS; id++) {
        locations.add(id, PLACES.get(id - 1));
        audit.add(id, 0);
      }
      for (int id = 1; id <= SUPPLIERS; id++) {
        String name = "Supplier " + id;
        suppliers.add(id, name, "orders@supplier" + id + ".example", pick(COUNTRIES));
      }
    }
  }

  private void fillProducts() throws SQLException {
    try (Rows rows = new Rows("products", 7)) {
      for (int id = 1; id <= products; id++) {
        int supplier = 1 + random.nextInt(SUPPLIERS);
        String name = pick(MATERIALS) + " " + pick(THINGS) + " " + (1 + random.nextInt(90));
        int cents = 100 + random.nextInt(20_000);
        rows.add(id, supplier, "P-" + (100_000 + id), name, text(24), cents, random.nextDouble());
      }
    }
  }

  private void fillStock() throws SQLException {
    try (Rows rows = new Rows("stock", 4)) {
      int id = 0;
      for (int product = 1; product <= products; product++) {
        for (int location = 1; location <= LOCATIONS; location++) {
          int quantity = random.nextInt(200);
          pieces += quantity;
          rows.add(++id, product, location, quantity);
        }
      }
    }
  }

  private void fillOrders() throws SQLException {
    try (Rows orders = new Rows("orders", 4);
        Rows lines = new Rows("order_lines", 5)) {
      for (int id = 1; id <= products * ORDERS_PER_PRODUCT; id++) {
        String at = FIRST_ORDER.plusMinutes(7L * id).toString();
        orders.add(id, "Customer " + (1 + random.nextInt(5_000)), at, pick(STATES));
        for (int line = 1; line <= LINES_PER_ORDER; line++) {
          int product = 1 + random.nextInt(products);
          lines.add(id, line, product, 1 + random.nextInt(9), 100 + random.nextInt(20_000));
        }
      }
    }
  }

  private void fillPhotos() throws SQLException {
    try (Rows rows = new Rows("photos", 4)) {
      int id = 0;
      for (long left = allPhotos; left > 0; ) {
        byte[] content = new byte[(int) (photoBytes / 2 + random.nextInt((int) photoBytes))];
        random.nextBytes(content);
        rows.add(++id, 1 + random.nextInt(products), "image/jpeg", content);
        left -= content.length;
      }
    }
  }

  private void fillNotes() throws SQLException {
    try (Rows rows = new Rows("notes", 3)) {
      for (int id = 1; id <= products / 10; id++) {
        rows.add(id, 1 + random.nextInt(products), pick(NOTES));
      }
    }
  }

  private void insertCounters() throws SQLException {
    try (Rows rows = new Rows("counters", 2)) {
      rows.add("moves", 0);
      rows.add("stock at start", pieces);
    }
  }

  private String pick(List<String> from) {
    return from.get(random.nextInt(from.size()));
  }

  private String text(int words) {
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < words; i++) {
      text.append(i == 0 ? "" : " ").append(pick(WORDS));
    }
    return text.toString();
  }

  /** Rows on their way into one table, a batch at a time. */
  private final class Rows implements AutoCloseable {
    private static final int BATCH_ROWS = 500;
    private static final long BATCH_BYTES = 4_000_000;

    private final PreparedStatement statement;
    private int rows;
    private long bytes;

    Rows(String table, int columns) throws SQLException {
      String marks = "?" + ", ?".repeat(columns - 1);
      statement = connection.prepareStatement("INSERT INTO " + table + " VALUES (" + marks + ")");
    }

    void add(Object... values) throws SQLException {
      for (int i = 0; i < values.length; i++) {
        statement.setObject(i + 1, values[i]);
        bytes += values[i] instanceof byte[] content ? content.length : 0;
      }
      statement.addBatch();
      if (++rows % BATCH_ROWS == 0 || bytes > BATCH_BYTES) {
        statement.executeBatch();
        bytes = 0;
      }
    }

    @Override
    public void close() throws SQLException {
      try (statement) {
        statement.executeBatch();
      }
    }
  }
}
