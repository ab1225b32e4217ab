#!/usr/bin/env bash
# The tray program on a real X display with a real tray: what a user does, and what is on disk then.
# Needs: Xvfb openbox trayer xdotool import (imagemagick) dbus-launch sqlite3, and mvn package before.
# Pictures and the program's output are kept in target/e2e.
set -euo pipefail
cd "$(dirname "$0")/../../.."

out=$PWD/target/e2e
source src/test/e2e/display.sh
export NIGHTJAR_HOME=$home
has_backups() { [ "$(backups "$1" | wc -l)" -ge "$2" ]; }
ended() { ! kill -0 "$nightjar"; }
# Replaces what is in the field that has the focus.
type_into() { xdotool key --clearmodifiers ctrl+a; xdotool type --delay 15 "$1"; sleep 0.5; }
count() { backups "$1" | wc -l; }
menu_is_open() { search --name 'sun-awt-X11-XPopupMenuPeer'; }
choose() {
  at_icon; at_rest; xdotool click 3
  until_true 5 menu_is_open || fail "the menu didn't open"
  sleep 0.3; picture "$2"
  for ((n = 0; n < $1; n++)); do xdotool key Down; sleep 0.1; done
  xdotool key Return
  xdotool mousemove 10 10
}
# While a run is under way, Cancel stands where Backup Now does else.
back_up_now() { at_rest; until_true 60 no_run || fail "the run doesn't end"; choose 2 "$1"; }

display "${E2E_DISPLAY:-87}"
sqlite3 "$work/shop.db" "PRAGMA journal_mode=WAL; CREATE TABLE product(id INTEGER PRIMARY KEY, name TEXT);
  WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i+1 FROM n LIMIT 5000) INSERT INTO product SELECT i, 'product ' || i FROM n;" >/dev/null

echo "1. the icon comes, and what a new user sees"
start
until_true 20 icon_is_there || fail "no icon"
until_true 10 window 'Welcome to Nightjar' || fail "no first run"
sleep 2; picture 1-first-run

echo "2. a first backup, by keyboard alone"
type_into "$work/shop.db"
sleep 2; picture 2-first-run-filled
press_until 40 alt+b has_backups 'user/Nightjar Backups/shop' 1 || fail "no first backup: $(ls -R "$work/user")"
until_true 10 test -f "$work/config/autostart/nightjar.desktop" || fail "it doesn't start at sign-in: $(ls -R "$work/config")"
sleep 2; picture 3-first-run-done
press_until 10 alt+d gone 'Welcome to Nightjar' || fail "the first run stays"

echo "3. the settings: another folder, a NAS, by keyboard alone"
choose 6 4-menu
until_true 10 window 'Nightjar Settings' || fail "no settings dialog"
sleep 1.5; picture 5-settings
xdotool key --clearmodifiers alt+m; type_into "$work/local"
xdotool key --clearmodifiers alt+n; type_into "$work/nas"
sleep 2; picture 6-settings-filled
press_until 20 Return gone 'Nightjar Settings' || fail "the settings aren't saved"
picture 7-settings-saved
grep -q "$work/nas" "$work/home/settings.json" || fail "the settings don't have the NAS"
# Two minutes of patience with a NAS that is away are too many here.
sed -i 's/"placePatienceSeconds": 120/"placePatienceSeconds": 5/' "$work/home/settings.json"
grep -q '"placePatienceSeconds": 5' "$work/home/settings.json" || fail "the settings have no patience"

echo "4. right click, Backup Now"
at_rest; until_true 60 no_run || fail "the run that the settings began doesn't end"
had=$(count nas)
back_up_now 8-menu
until_true 30 has_backups nas $((had + 1)) || fail "no backup on the NAS"
sleep 1.5; picture 9-notice
"$program" verify --all >/dev/null || fail "a backup isn't whole"
until_true 10 "$program" status || fail "status isn't ok"

echo "5. the window, by a second start"
"$program" >>"$out/nightjar.txt" 2>&1 || fail "the second start didn't end well"
until_true 10 window Nightjar || fail "no window"
sleep 1.5
focus Nightjar; click Nightjar 100 195
xdotool key --clearmodifiers alt+g; sleep 2; picture 10-window

echo "6. the NAS goes and comes back"
at_rest; until_true 60 no_run || fail "the run doesn't end"
here=$(count local) there=$(count nas)
mv "$work/nas" "$work/away"
back_up_now 11-menu
until_true 30 has_backups local $((here + 1)) || fail "no backup on this computer"
sleep 8; picture 12-nas-missing
code=0; "$program" status >/dev/null || code=$?
[ "$code" = 3 ] || [ "$code" = 0 ] || fail "status says $code"
until_true 60 no_run || fail "the run without the NAS doesn't end"
mv "$work/away" "$work/nas"
back_up_now 13-menu
until_true 40 has_backups nas $((there + 2)) || fail "the owed backup didn't follow: $(backups nas)"
sleep 2; picture 14-nas-back
"$program" verify --all >/dev/null || fail "a backup isn't whole"

echo "7. the tray's host dies and comes back"
kill "$trayer"; until_true 10 eval '! kill -0 "$trayer"' || fail "the tray's host stays"
sleep 2; host
until_true 30 icon_is_there || fail "the icon didn't come back"
sleep 1; picture 15-host-back

echo "8. killed and started again"
kill -9 "$nightjar"; until_true 10 eval '! icon_is_there' || fail "the killed program's icon stays"
start
until_true 20 icon_is_there || fail "no icon after kill -9"
kill -0 "$nightjar" || fail "it ended"
sleep 1; picture 16-again

echo "9. about, and quit"
choose 7 17-menu
until_true 10 window 'About Nightjar' || fail "no about"
sleep 1.5; picture 18-about
press_until 5 Escape gone 'About Nightjar' || fail "about stays"
choose 8 19-menu
until_true 10 window 'Nightjar' || fail "no question"
sleep 1; picture 20-quit
press_until 25 Return ended || fail "it didn't end"

echo "All of it works. The pictures are in target/e2e."
