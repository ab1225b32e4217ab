CREATE UNIQUE INDEX products_by_code ON products (code)

CREATE UNIQUE INDEX stock_by_place ON stock (product_id, location_id)

CREATE INDEX stock_by_quantity ON stock (location_id, quantity)

CREATE INDEX order_lines_by_product ON order_lines (product_id)

CREATE VIEW running_low AS
SELECT products.code, products.name, SUM(stock.quantity) AS pieces
FROM products JOIN stock ON stock.product_id = products.id
GROUP BY products.id HAVING pieces < 40

CREATE TRIGGER price_changed AFTER UPDATE OF price_cents ON products
WHEN old.price_cents <> new.price_cents BEGIN
  INSERT INTO price_changes VALUES (new.id, old.price_cents, new.price_cents, datetime('now'));
END
