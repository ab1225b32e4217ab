#!/usr/bin/env bash
# A backup is put back in the window on a real X display: rows that the sqlite3 shell deleted come back by
# mouse, and are gone again by Undo; the same by keyboard alone; a program that has the file open is named
# and waited for. E2E_DARK=1: in dark colours.
# Needs: Xvfb openbox xdotool xwininfo import (imagemagick) dbus-launch sqlite3, and mvn package before.
# Pictures and the program's output are kept in target/e2e-back.
set -euo pipefail
cd "$(dirname "$0")/../../.."

out=$PWD/target/e2e-back
source src/test/e2e/display.sh
export NIGHTJAR_HOME=$home

# The program that puts back has the file alone for moments.
sql() { sqlite3 -cmd '.timeout 10000' "$@"; }
contents() { sql -readonly "$work/shop.db" .dump; }
holds() { [ "$(contents)" = "$1" ]; }
rows() { sql "$work/shop.db" "SELECT count(*) FROM product"; }
saved() { grep -l '"kind": *"before-restore"' "$work"/local/manifest/*.json 2>/dev/null | wc -l; }
has_saved() { [ "$(saved)" -eq "$1" ]; }
deletes() { sqlite3 "$work/shop.db" "DELETE FROM product WHERE id > 20; DELETE FROM sale;"; }
in_wal() { [ "$(sql "$work/shop.db" 'PRAGMA journal_mode')" = wal ]; }
# Whether the shell has the database open.
shell_reads() { find "/proc/$shell/fd" -lname "$work/shop.db" | grep .; }
question='Put a Backup Back'

display "${E2E_DISPLAY:-87}" 1280x900
database "$work/shop.db" 500
ask settings add --database "$work/shop.db" --local "$work/local" --nas "$work/nas" --at "$later" --create
[ -z "${E2E_DARK:-}" ] || ask settings set appearance=dark
ask backup
good=$(contents)
deletes
bad=$(contents)

echo "1. by mouse: rows that the sqlite3 shell deleted are back"
start
until_true 20 icon_is_there || fail "no icon"
ask
until_true 10 window Nightjar || fail "no window"
sleep 1.5; focus Nightjar
picture 0-window
click Nightjar 100 213
picture 1-chosen
click Nightjar 80 -34
until_true 10 window "$question" || fail "no question"
sleep 1; picture 2-question
[ "$(rows)" -eq 20 ] || fail "something was written before the user agreed"
click "$question" -70 -34
until_true 20 holds "$good" || fail "the rows aren't back"
sleep 1; picture 3-done
has_saved 1 || fail "the data from before isn't saved"
until_true 10 in_wal || fail "the journal mode is another"

echo "2. by mouse: Undo"
click "$question" -150 -34
sleep 1; picture 4-undo
click "$question" -70 -34
until_true 20 holds "$bad" || fail "it isn't undone"
has_saved 2 || fail "what was undone isn't saved"
sleep 1; picture 5-undone
click "$question" -60 -34
until_true 10 gone "$question" || fail "the window stays"

echo "3. by keyboard alone, while a program that has the file open is waited for"
focus Nightjar; sleep 1; picture 6-list
mkfifo "$work/shell"
sqlite3 "$work/shop.db" <"$work/shell" & shell=$!; pids+=("$shell")
exec {held}>"$work/shell"
echo "BEGIN; SELECT count(*) FROM product;" >&"$held"
until_true 10 shell_reads || fail "the shell doesn't read"
# The oldest: at the end of the list.
xdotool key --clearmodifiers Tab Tab Tab Tab; sleep 0.3
xdotool key --clearmodifiers ctrl+End; sleep 0.3; picture 7-chosen-by-key
xdotool key --clearmodifiers alt+p
until_true 10 window "$question" || fail "no question after the key"
sleep 1; picture 8-question-named
xdotool key Return
sleep 2.5; picture 9-waiting
holds "$bad" || fail "written while a program has the file open"
kill -0 "$shell" || fail "the program was closed"
echo "COMMIT;" >&"$held"; sleep 1
holds "$bad" || fail "written while an idle program has the file open"
exec {held}>&-
until_true 20 holds "$good" || fail "it doesn't go on when the program is closed"
sleep 1; picture 10-done-by-key
has_saved 3 || fail "the data from before isn't saved the third time"
press_until 5 Return gone "$question" || fail "Return doesn't close it"

echo "4. cancelled while it waits: nothing is changed; Undo is found in the list after a restart"
exec {held}<>"$work/shell"
sqlite3 "$work/shop.db" <"$work/shell" & shell=$!; pids+=("$shell")
echo "SELECT count(*) FROM product;" >&"$held"
until_true 10 shell_reads || fail "the shell doesn't read again"
focus Nightjar
xdotool key --clearmodifiers alt+p; until_true 10 window "$question" || fail "no question again"
sleep 1; xdotool key Return; sleep 2.5; xdotool key Escape; sleep 1.5; picture 11-cancelled
holds "$good" && has_saved 3 || fail "cancelled, and yet something was changed"
press_until 5 Escape gone "$question" || fail "Escape doesn't close it"
kill "$shell"; wait "$shell" 2>/dev/null || true; exec {held}>&-
stop; start; until_true 20 icon_is_there || fail "no icon after a restart"
ask; until_true 10 window Nightjar || fail "no window after a restart"
sleep 1.5; focus Nightjar; click Nightjar 100 213; picture 12-after-restart
click Nightjar 80 -34; until_true 10 window "$question" || fail "no question after a restart"
sleep 1; xdotool key Return
until_true 20 holds "$bad" || fail "not undone after a restart"
sleep 1; picture 13-undone-after-restart

"$program" quit >>"$out/nightjar.txt" 2>&1 || fail "it didn't end"
echo "All of it works. The pictures are in target/e2e-back."
