CREATE TABLE suppliers (id INTEGER PRIMARY KEY, name TEXT NOT NULL UNIQUE, email TEXT, country TEXT NOT NULL)

CREATE TABLE locations (id INTEGER PRIMARY KEY, name TEXT NOT NULL UNIQUE)

CREATE TABLE products (
  id INTEGER PRIMARY KEY,
  supplier_id INTEGER NOT NULL REFERENCES suppliers (id),
  code TEXT NOT NULL,
  name TEXT NOT NULL,
  description TEXT NOT NULL,
  price_cents INTEGER NOT NULL CHECK (price_cents >= 0),
  weight_kg REAL
)

CREATE TABLE stock (
  id INTEGER PRIMARY KEY,
  product_id INTEGER NOT NULL REFERENCES products (id),
  location_id INTEGER NOT NULL REFERENCES locations (id),
  quantity INTEGER NOT NULL CHECK (quantity >= 0)
)

CREATE TABLE orders (id INTEGER PRIMARY KEY, customer TEXT NOT NULL, ordered_at TEXT NOT NULL, state TEXT NOT NULL)

CREATE TABLE order_lines (
  order_id INTEGER NOT NULL REFERENCES orders (id),
  line INTEGER NOT NULL,
  product_id INTEGER NOT NULL REFERENCES products (id),
  pieces INTEGER NOT NULL,
  price_cents INTEGER NOT NULL,
  PRIMARY KEY (order_id, line)
) WITHOUT ROWID

CREATE TABLE photos (
  id INTEGER PRIMARY KEY,
  product_id INTEGER NOT NULL REFERENCES products (id),
  kind TEXT NOT NULL,
  content BLOB NOT NULL
)

CREATE TABLE notes (id INTEGER PRIMARY KEY, product_id INTEGER REFERENCES products (id), text TEXT NOT NULL)

CREATE TABLE price_changes (
  product_id INTEGER NOT NULL REFERENCES products (id),
  old_cents INTEGER NOT NULL,
  new_cents INTEGER NOT NULL,
  changed_at TEXT NOT NULL
)

CREATE TABLE counters (name TEXT PRIMARY KEY, value INTEGER NOT NULL)

CREATE TABLE audit (location_id INTEGER PRIMARY KEY REFERENCES locations (id), moves INTEGER NOT NULL)
