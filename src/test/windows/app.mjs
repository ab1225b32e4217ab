// The user's app: sells all the time, in WAL mode. node app.mjs FILE: what it was told is saved goes to
// standard output, one number a line. It ends when FILE.stop is there.
import { existsSync, writeSync } from 'node:fs';
import { DatabaseSync } from 'node:sqlite';

const file = process.argv[2];
const database = new DatabaseSync(file);
database.exec('PRAGMA journal_mode=WAL; PRAGMA busy_timeout=30000');
database.exec('CREATE TABLE IF NOT EXISTS product(id INTEGER PRIMARY KEY, name TEXT NOT NULL, price REAL)');
database.exec('CREATE TABLE IF NOT EXISTS sale(id INTEGER PRIMARY KEY, product INTEGER, at TEXT)');
if (database.prepare('SELECT count(*) n FROM product').get().n === 0) {
  database.exec(`WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i+1 FROM n LIMIT ${process.argv[3] ?? 20000})
    INSERT INTO product SELECT i, 'ürün ' || i || hex(randomblob(40)), i * 0.37 FROM n`);
}
const sell = database.prepare("INSERT INTO sale(product, at) VALUES (1 + abs(random()) % 1000, datetime('now'))");
const next = () => {
  if (existsSync(file + '.stop')) {
    database.close();
    return;
  }
  writeSync(1, `${sell.run().lastInsertRowid}\n`);
  setTimeout(next, 20);
};
next();
