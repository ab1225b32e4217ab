#!/usr/bin/env bash
# Rows that the sqlite3 shell deletes and changes in the live database are brought back on a real X display, with
# mouse and keyboard: chosen in Look Inside, in What Changed and in the history of a row; undone by Put Back. What
# sqlite3 says afterwards decides. E2E_DARK=1: in dark colours.
# Needs: Xvfb openbox xdotool xwininfo import (imagemagick) dbus-launch sqlite3, and mvn package before.
# Pictures and the program's output are kept in target/e2e-rows.
set -euo pipefail
cd "$(dirname "$0")/../../.."

out=$PWD/target/e2e-rows
source src/test/e2e/display.sh
export NIGHTJAR_HOME=$home

key() { xdotool key --clearmodifiers "$@"; sleep 0.4; }
# rows QUERY: what the live database says.
rows() { sqlite3 -cmd '.timeout 10000' -readonly "$work/shop.db" "$1"; }
# The oldest backup of the list beside now, and the first table that differs.
compare() {
  focus Nightjar; click Nightjar 100 213; key End; key alt+w
  until_true 10 window "$changes" || fail "no window for What Changed"
  sleep 1; focus "$changes"; key alt+t; key Home Return; sleep 2; picture "$1"
}
# Asks for the rows that are chosen: what would be done with them.
preview() {
  key alt+g
  until_true 10 window "$back" || fail "no window for rows"
  sleep 2; picture "$1"
}
# Agrees to what the window for rows shows, and waits for what sqlite3 says then.
agree() { focus "$back"; press_until 25 Return eval "$1" || fail "$2"; }
inside='Look Inside: .*' changes='What Changed: .*' back='Get Rows Back' question='Put a Backup Back'

display "${E2E_DISPLAY:-87}" 1280x900
database "$work/shop.db" 1200
sqlite3 "$work/shop.db" "CREATE TABLE line(product INTEGER REFERENCES product(id) ON DELETE CASCADE, n, PRIMARY KEY(product, n));
  INSERT INTO line SELECT id, 1 FROM product WHERE id < 10;"
ask settings add --database "$work/shop.db" --local "$work/local" --at "$later" --create
[ -z "${E2E_DARK:-}" ] || ask settings set appearance=dark
ask backup
before=$(rows "SELECT * FROM product WHERE id < 10; SELECT * FROM line")
sqlite3 "$work/shop.db" "PRAGMA foreign_keys=ON; DELETE FROM product WHERE id IN (3, 4); UPDATE product SET price = 0 WHERE id = 5"
start
until_true 20 icon_is_there || fail "no icon"
ask
until_true 10 window Nightjar || fail "no window"

echo "1. from Look Inside by mouse: what it would do is seen before anything is done"
sleep 1; focus Nightjar; click Nightjar 100 213; click Nightjar 205 -31
until_true 10 window "$inside" || fail "no window for Look Inside"
sleep 1; focus "$inside"; key Down; sleep 0.5; key Return Home; key Down Down; key shift+Down; key shift+Down
picture 1-chosen
preview 2-preview
[ "$(rows "SELECT count(*) FROM product WHERE id IN (3, 4)")" = 0 ] || fail "rows are back before the user agreed"
agree '[ "$(rows "SELECT * FROM product WHERE id < 10; SELECT * FROM line")" = "$before" ]' "the rows aren't as they were"
sleep 1.5; picture 3-done
[ "$(backups local | wc -l)" -eq 2 ] || fail "the data from before wasn't saved"

echo "2. from What Changed by keyboard: the table that differs until now, one removed row of it"
focus "$back"; key Escape
until_true 5 gone "$back" || fail "Escape doesn't close it"
focus "$inside"; key Escape
sqlite3 "$work/shop.db" "PRAGMA foreign_keys=ON; DELETE FROM product WHERE id IN (6, 7)"
focus Nightjar; key alt+w
until_true 10 window "$changes" || fail "no window for What Changed"
sleep 1; focus "$changes"; key alt+t; key Home Return; sleep 2
key alt+f; key End Return; sleep 2
key Tab Tab; sleep 0.3; key Down; sleep 1; key Return Home; sleep 0.3; picture 4-changed
preview 5-preview
agree '[ "$(rows "SELECT count(*) FROM product WHERE id IN (6, 7)")" = 1 ]' "no row came back"
sleep 1.5; focus "$back"; key Escape; focus "$changes"; key Escape

echo "3. the history of a row that is gone, and from there the row as it was; a text in all backups"
left=$(rows "SELECT 13 - sum(id) FROM product WHERE id IN (6, 7)")
focus Nightjar; click Nightjar 100 213; key End; sleep 0.3; click Nightjar 205 -31
until_true 10 window "$inside" || fail "no window for Look Inside"
sleep 1; focus "$inside"; key Down; sleep 0.5; key Return Home; for ((i = 1; i < left; i++)); do key Down; done
key alt+h
until_true 10 window "History of a Row: product $left" || fail "no history"
sleep 2; picture 6-history
focus "History of a Row: product $left"; key alt+g
until_true 10 window "$back" || fail "no window for rows"
sleep 2; agree '[ "$(rows "SELECT count(*) FROM product WHERE id IN (6, 7)")" = 2 ]' "the row didn't come back"
[ "$(rows "SELECT * FROM product WHERE id < 10; SELECT * FROM line")" = "$before" ] || fail "the rows aren't as they were"
sleep 1; focus "$back"; key Escape; focus "History of a Row: product $left"; key Escape
until_true 5 gone "History of .*" || fail "Escape doesn't close the history"
focus "$inside"; key Escape
focus Nightjar; click Nightjar -40 70; sleep 0.3; key x
until_true 10 window "Find Text in All Backups" || fail "no window to find a text"
sleep 1; xdotool type --delay 15 'duct 77'; key Return; sleep 2; picture 7-found
focus "Find Text in All Backups"; key Escape

echo "4. more rows than a page holds, with none chosen; and all of it undone"
sqlite3 "$work/shop.db" "PRAGMA foreign_keys=ON; DELETE FROM product WHERE id > 700"
gone=$(rows "SELECT count(*), sum(id), group_concat(note) FROM product" | sha256sum)
compare 8-many
preview 9-preview-many
agree '[ "$(rows "SELECT count(*) FROM product")" = 1200 ]' "not all rows are back"
until_true 10 eval '[ "$(backups local | wc -l)" -ge 5 ]' || fail "the data from before wasn't saved"
sleep 1.5; picture 10-done-many
focus "$back"; key alt+u
until_true 10 window "$question" || fail "Undo asks nothing"
sleep 1.5; picture 11-undo
focus "$question"; key Return
until_true 20 eval '[ "$(rows "SELECT count(*), sum(id), group_concat(note) FROM product" | sha256sum)" = "$gone" ]' ||
  fail "it isn't undone"
sleep 1.5; picture 12-undone

echo "5. columns have come and gone since the backup: what the preview says of them, and the row with the columns of today"
sqlite3 "$work/shop.db" "ALTER TABLE product ADD COLUMN ean TEXT DEFAULT 'none'; ALTER TABLE product DROP COLUMN note;
  DELETE FROM product WHERE id = 20"
for open in "$question" "$back" "$changes"; do gone "$open" || { focus "$open"; key Escape; }; done
compare 13-columns
preview 14-preview-columns
agree '[ "$(rows "SELECT name, price, ean FROM product WHERE id = 20")" = "product 20|7.4|none" ]' "the row didn't come back with the columns of today"
sleep 1.5; picture 15-done-columns; focus "$back"; key Escape; focus "$changes"; key Escape

[ "$(rows 'PRAGMA integrity_check')" = ok ] || fail "the live database isn't whole"

"$program" quit >>"$out/nightjar.txt" 2>&1 || fail "it didn't end"
echo "All of it works. The pictures are in target/e2e-rows."
