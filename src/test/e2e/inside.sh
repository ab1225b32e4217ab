#!/usr/bin/env bash
# A backup is looked into, and compared with another, on a real X display with mouse and keyboard: a photo is
# opened, tables exported and compared with what the sqlite3 shell says, one of them named as a part of SQLite is,
# a file that is there replaced on request only, and no copy left behind. E2E_DARK=1: in dark colours.
# Needs: Xvfb openbox xdotool xwininfo import (imagemagick) dbus-launch sqlite3 python3, and mvn package before.
# Pictures and the program's output are kept in target/e2e-inside.
set -euo pipefail
cd "$(dirname "$0")/../../.."

out=$PWD/target/e2e-inside
source src/test/e2e/display.sh
export NIGHTJAR_HOME=$home

key() { xdotool key --clearmodifiers "$@"; sleep 0.4; }
# saved FILE: types the name into the dialog that asks for one.
saved() {
  until_true 10 window 'Export this table as CSV' || fail "no dialog for the file"
  sleep 1; key ctrl+a; xdotool type --delay 15 "$1"; sleep 0.3; picture "$2"; key Return
}
# same_rows FILE FILE: the shell writes 15 digits of a number, the export all that it takes to read it again.
same_rows() {
  python3 - "$1" "$2" <<'END'
import csv, sys
one, other = (list(csv.reader(open(name, newline='', encoding='utf-8'))) for name in sys.argv[1:])
def value(text):
    try: return '%.12g' % float(text)
    except ValueError: return text
one, other = ([[value(cell) for cell in row] for row in rows] for rows in (one, other))
sys.exit(one != other or len(one) < 3)
END
}
inside='Look Inside: .*' changes='What Changed: .*'

display "${E2E_DISPLAY:-86}" 1280x900
database "$work/shop.db" 1200
convert -size 240x160 gradient:orange-blue "$work/photo.png"
sqlite3 "$work/shop.db" "CREATE TABLE photo(id INTEGER PRIMARY KEY, name TEXT, photo BLOB, note TEXT);
  INSERT INTO photo VALUES (1, 'a <b>shop</b>', readfile('$work/photo.png'), NULL), (2, 'none', x'00ff', 'grün, \"quoted\"');"
# A table may have the name of one of SQLite's own functions, or one with a line break and a terminal's escape.
sqlite3 "$work/shop.db" "CREATE TABLE pragma_table_info(name TEXT, type TEXT); CREATE TABLE pragma_table_xinfo(name TEXT);
  INSERT INTO pragma_table_info VALUES ('of the app', 'one'), ('its own', 'two'), ('as well', 'three');
  INSERT INTO pragma_table_xinfo VALUES ('mine');"
printf 'CREATE TABLE "zz \033[31mred\nline"(a TEXT); INSERT INTO "zz \033[31mred\nline" VALUES (1), (2);' |
  sqlite3 "$work/shop.db"
ask settings add --database "$work/shop.db" --local "$work/local" --at "$later" --create
[ -z "${E2E_DARK:-}" ] || ask settings set appearance=dark
ask backup; sleep 1.1
sqlite3 "$work/shop.db" "DELETE FROM product WHERE id = 17; UPDATE product SET price = 1.5 WHERE id IN (3, 800);
  INSERT INTO product VALUES (5000, 'new one', 2.5, 'n'); CREATE INDEX by_price ON product(price);"
ask backup
newest=$work/local/database/$(ls "$work/local/database" | grep '\.db$' | tail -1)

echo "1. looked into by mouse: a photo is opened, a table exported"
start
until_true 20 icon_is_there || fail "no icon"
ask
until_true 10 window Nightjar || fail "no window"
sleep 1; focus Nightjar; click Nightjar 100 213; picture 0-window
click Nightjar 205 -31
until_true 10 window "$inside" || fail "no window for Look Inside"
sleep 1; picture 1-tables
focus "$inside"; key Return Home; key Right Right; picture 2-photo-chosen
key Return
until_true 5 window 'photo, row 1' || fail "the photo isn't opened"
sleep 0.5; picture 3-photo; key Escape
until_true 5 gone 'photo, row 1' || fail "Escape doesn't close the photo"
focus "$inside"; key alt+e
saved "$work/photo.csv" 4-export
until_true 10 test -s "$work/photo.csv" || fail "nothing is exported"
[ "$(wc -l <"$work/photo.csv")" -eq 3 ] || fail "not every row is exported"

echo "2. by keyboard: the next table, searched, sorted and exported; a file is replaced on request only"
focus "$inside"; key ctrl+f; key Tab; key Down; sleep 0.5; picture 5-hides-a-name
key alt+e; saved "$work/hides.csv" 5-hides-export
until_true 10 test -s "$work/hides.csv" || fail "the table that hides a name isn't exported"
sqlite3 -readonly -csv -header "$newest" "SELECT * FROM main.pragma_table_info" | tr -d '\r' >"$work/hides-expected.csv"
tr -d '\r' <"$work/hides.csv" | tr -d '\357\273\277' | diff - "$work/hides-expected.csv" || fail "the rows of the table that hides a name differ"
focus "$inside"; key ctrl+f; key Tab; key End; sleep 0.5; picture 5-odd-name
key Home; key Down Down Down; sleep 0.5; picture 5-product
key ctrl+f; xdotool type --delay 15 'PRODUCT 11'; key Return; sleep 0.5; picture 6-searched
key Escape; sleep 0.6
echo mine >"$work/product.csv"
key alt+e; saved "$work/product.csv" 7-export
sleep 1; key Return; sleep 0.5; picture 8-question
[ "$(cat "$work/product.csv")" = mine ] || fail "a file is replaced before the user agreed"
key alt+r
until_true 10 eval '[ "$(wc -l <"$work/product.csv")" -gt 1000 ]' || fail "the file isn't replaced"
sqlite3 -readonly -csv -header "$newest" "SELECT * FROM product ORDER BY id" >"$work/expected.csv"
same_rows "$work/product.csv" "$work/expected.csv" || fail "the exported rows aren't those of the backup"
picture 9-exported
key Escape; until_true 5 gone "$inside" || fail "Escape doesn't close it"

echo "3. what changed since the backup before, and from now on"
focus Nightjar; key alt+w
until_true 10 window "$changes" || fail "no window for What Changed"
sleep 1.5; picture 10-changed
sqlite3 "$work/shop.db" "DELETE FROM photo WHERE id = 2"
focus "$changes"; key alt+t; key Home Return; sleep 1.5; picture 11-changed-until-now
key Escape; until_true 5 gone "$changes" || fail "Escape doesn't close What Changed"

echo "4. now: the database as it is, which stays as it is, and no copy of it stays"
before=$(sha256sum <"$work/shop.db")
focus Nightjar; click Nightjar -40 70; sleep 0.3; picture 12-menu; key d
until_true 10 window 'Look Inside: .*, now' || fail "no window for now"
sleep 1; picture 13-now
focus 'Look Inside: .*, now'; key Escape
until_true 5 gone "$inside" || fail "the window for now stays"
sleep 1
[ "$(sha256sum <"$work/shop.db")" = "$before" ] || fail "the live database was changed"
until_true 10 eval '[ -z "$(find "$home" -name "*.partial*")" ]' || fail "a copy was left behind"

"$program" quit >>"$out/nightjar.txt" 2>&1 || fail "it didn't end"
echo "All of it works. The pictures are in target/e2e-inside."
