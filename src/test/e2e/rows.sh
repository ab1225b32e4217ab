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
rows() { sqlite3 -readonly "$work/shop.db" "$1"; }
inside='Look Inside: .*' changes='What Changed: .*' back='Get Rows Back'

display "${E2E_DISPLAY:-87}" 1280x900
database "$work/shop.db" 1200
sqlite3 "$work/shop.db" "CREATE TABLE line(product INTEGER REFERENCES product(id) ON DELETE CASCADE, n, PRIMARY KEY(product, n));
  INSERT INTO line SELECT id, 1 FROM product WHERE id < 10;"
ask settings add --database "$work/shop.db" --local "$work/local" --create
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
key alt+g
until_true 10 window "$back" || fail "no window for rows"
sleep 2; picture 2-preview
[ "$(rows "SELECT count(*) FROM product WHERE id IN (3, 4)")" = 0 ] || fail "rows are back before the user agreed"
focus "$back"; key Return
until_true 15 eval '[ "$(rows "SELECT * FROM product WHERE id < 10; SELECT * FROM line")" = "$before" ]' ||
  fail "the rows aren't as they were"
sleep 1.5; picture 3-done
[ "$(backups local | wc -l)" -eq 2 ] || fail "the data from before wasn't saved"
