package dev.nightjar.proof;

import java.util.List;

/** Schemas as apps have them, a little shortened: a music shop, cards, books, a map, a chat, … */
final class RealSchemas {
  private static final List<String> MUSIC =
      List.of(
          "CREATE TABLE artist(ArtistId INTEGER PRIMARY KEY NOT NULL, Name NVARCHAR(120))",
          "CREATE TABLE album([AlbumId] INTEGER PRIMARY KEY AUTOINCREMENT NOT NULL, [Title] TEXT,"
              + " [ArtistId] INTEGER NOT NULL, FOREIGN KEY (ArtistId) REFERENCES artist(ArtistId)"
              + " ON DELETE NO ACTION ON UPDATE NO ACTION)",
          "CREATE TABLE playlist_track(PlaylistId INTEGER NOT NULL, TrackId INTEGER NOT NULL,"
              + " CONSTRAINT PK_PlaylistTrack PRIMARY KEY (PlaylistId, TrackId))",
          "CREATE TABLE invoice(InvoiceId INTEGER PRIMARY KEY, InvoiceDate DATETIME,"
              + " BillingCity VARCHAR(40), Total NUMERIC(10, 2))",
          "CREATE INDEX IFK_AlbumArtistId ON album(ArtistId)",
          "CREATE INDEX inv ON invoice(BillingCity, Total DESC)");

  private static final List<String> CARDS =
      List.of(
          "CREATE TABLE notes(id INTEGER PRIMARY KEY, guid TEXT NOT NULL, mid INTEGER, tags TEXT,"
              + " flds TEXT, sfld INTEGER, csum INTEGER)",
          "CREATE TABLE cards(id INTEGER PRIMARY KEY, nid INTEGER, due INTEGER, ivl INTEGER,"
              + " data TEXT)",
          "CREATE TABLE graves(oid INTEGER NOT NULL, type INTEGER NOT NULL, usn INTEGER NOT NULL,"
              + " PRIMARY KEY (oid, type)) WITHOUT ROWID",
          "CREATE TABLE config(KEY TEXT NOT NULL PRIMARY KEY, usn INTEGER, val BLOB) WITHOUT ROWID",
          "CREATE TABLE tags(tag TEXT NOT NULL PRIMARY KEY COLLATE unicase, usn INTEGER)"
              + " WITHOUT ROWID",
          "INSERT INTO tags VALUES ('b', 0), ('A', 1), ('c', 2), ('D', 3)",
          "CREATE INDEX ix_notes_csum ON notes(csum)",
          "CREATE INDEX ix_cards_sched ON cards(due) WHERE ivl IS NOT NULL");

  private static final List<String> BOOKS =
      List.of(
          "CREATE TABLE books(id INTEGER PRIMARY KEY AUTOINCREMENT, title TEXT NOT NULL DEFAULT"
              + " 'Unknown' COLLATE NOCASE, pubdate TEXT, series_index REAL DEFAULT 1.0, uuid TEXT)",
          "CREATE TABLE notes(id INTEGER PRIMARY KEY, item INTEGER NOT NULL, doc TEXT DEFAULT '',"
              + " UNIQUE(item, doc))",
          "CREATE TABLE log(t TEXT)",
          "CREATE TRIGGER books_insert AFTER INSERT ON books BEGIN INSERT INTO log VALUES"
              + " (new.title); END",
          "CREATE VIRTUAL TABLE books_fts USING fts5(title, content='books', content_rowid='id')",
          "CREATE VIEW meta AS SELECT id, title, (SELECT count(*) FROM notes) AS n FROM books",
          "CREATE INDEX books_idx ON books(title COLLATE NOCASE, series_index)");

  private static final List<String> MAP =
      List.of(
          "CREATE TABLE places(fid INTEGER PRIMARY KEY AUTOINCREMENT, geom BLOB, name TEXT,"
              + " height REAL)",
          "CREATE TABLE gpkg_contents(table_name TEXT NOT NULL PRIMARY KEY, identifier TEXT UNIQUE,"
              + " last_change DATETIME NOT NULL DEFAULT"
              + " (strftime('%Y-%m-%dT%H:%M:%fZ', 'now')), min_x DOUBLE)",
          "CREATE VIRTUAL TABLE rtree_places USING rtree(id, minx, maxx)",
          "INSERT INTO rtree_places VALUES (1, 0, 1), (2, 0.25, 0.5)",
          "CREATE TABLE styles(id INTEGER PRIMARY KEY, style XML, useAsDefault BOOLEAN)");

  private static final List<String> STOCK =
      List.of(
          "CREATE TABLE item(sku TEXT PRIMARY KEY, qty INT, price NUMERIC(10, 2), worth REAL AS"
              + " (qty * price) STORED, label TEXT AS (sku || ': ' || qty) VIRTUAL)",
          "CREATE TABLE move(id INTEGER PRIMARY KEY DESC, sku TEXT REFERENCES item, delta INT,"
              + " kind TEXT AS (CASE WHEN delta > 0 THEN 'in' ELSE 'out' END) STORED)",
          "CREATE TABLE stocktake(day TEXT, sku TEXT, found INT, hash TEXT AS (hex(sku)) STORED"
              + " UNIQUE, PRIMARY KEY (sku COLLATE NOCASE, day DESC)) WITHOUT ROWID",
          "CREATE UNIQUE INDEX item_label ON item(label, sku)",
          "CREATE INDEX big ON item(length(sku)) WHERE qty IS NOT NULL");

  private static final List<String> CHAT =
      List.of(
          "CREATE TABLE message(_id INTEGER PRIMARY KEY, date INTEGER NOT NULL, body, type INT,"
              + " json TEXT, unread INTEGER GENERATED ALWAYS AS (type & 1) STORED) ",
          "CREATE TABLE typed(a INTEGER, b REAL, c TEXT, d BLOB, e ANY) STRICT",
          "CREATE TABLE pairs(one, two, UNIQUE(one, two), UNIQUE(two))",
          "CREATE VIRTUAL TABLE message_fts USING fts5(body, content=message, content_rowid=_id)",
          "CREATE TRIGGER message_ai AFTER INSERT ON message BEGIN INSERT INTO"
              + " message_fts(rowid, body) VALUES (new._id, new.body); END",
          "CREATE INDEX message_date ON message(date DESC, type)",
          "ANALYZE");

  static final List<List<String>> ALL = List.of(MUSIC, CARDS, BOOKS, MAP, STOCK, CHAT);

  private RealSchemas() {}
}
