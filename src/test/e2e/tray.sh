#!/usr/bin/env bash
# The tray program on a real X display with a real tray: what a user does, and what is on disk then.
# Needs: Xvfb openbox trayer xdotool import (imagemagick) dbus-launch sqlite3, and mvn package before.
# Pictures and the program's output are kept in target/e2e.
set -euo pipefail
cd "$(dirname "$0")/../../.."

program=$PWD/target/nightjar/bin/nightjar
out=$PWD/target/e2e
rm -rf "$out" && mkdir -p "$out"
work=$(mktemp -d)
export NIGHTJAR_HOME=$work/home DISPLAY=:${E2E_DISPLAY:-87}
pids=()
finish() {
  for pid in "${pids[@]}"; do kill "$pid" 2>/dev/null || true; done
  wait 2>/dev/null || true
  rm -rf "$work"
}
trap finish EXIT

fail() { echo "FAILED: $*"; picture failed; tail -20 "$out/nightjar.txt" || true; exit 1; }
picture() { import -window root "$out/$1.png" 2>/dev/null || true; }
# until SECONDS COMMAND…: waits for the command to succeed.
until_true() {
  local seconds=$1; shift
  for ((i = 0; i < seconds * 5; i++)); do "$@" >/dev/null 2>&1 && return 0; sleep 0.2; done
  return 1
}
backups() { find "$work/$1/manifest" -name 'backup-*.json' 2>/dev/null | wc -l; }
has_backups() { [ "$(backups "$1")" -ge "$2" ]; }
icon() { xdotool search --name JavaEmbeddedFrame | head -1; }
start() { "$program" >>"$out/nightjar.txt" 2>&1 & nightjar=$!; pids+=("$nightjar"); }
icon_is_there() { [ -n "$(icon)" ] && xwininfo -id "$(icon)" | grep -q IsViewable; }
# The middle of the icon on the screen.
at_icon() {
  eval "$(xdotool getwindowgeometry --shell "$(icon)")"
  xdotool mousemove $((X + WIDTH / 2)) $((Y + HEIGHT / 2))
}
menu_is_open() { xdotool search --name 'sun-awt-X11-XPopupMenuPeer'; }
choose() {
  at_icon; xdotool click 3
  until_true 5 menu_is_open || fail "the menu didn't open"
  sleep 0.3; picture "$2"
  for ((n = 0; n < $1; n++)); do xdotool key Down; sleep 0.1; done
  xdotool key Return
  xdotool mousemove 10 10
}

Xvfb "$DISPLAY" -screen 0 1280x800x24 >/dev/null 2>&1 & pids+=($!)
until_true 10 xdpyinfo || fail "no display"
eval "$(dbus-launch --sh-syntax)"; pids+=("$DBUS_SESSION_BUS_PID")
openbox >/dev/null 2>&1 & pids+=($!)
xsetroot -solid '#3a6ea5' 2>/dev/null || true
host() { trayer --edge bottom --align right --widthtype request --height 28 --SetDockType true >/dev/null 2>&1 & trayer=$!; pids+=("$trayer"); }
host
sleep 1

sqlite3 "$work/shop.db" "PRAGMA journal_mode=WAL; CREATE TABLE product(id INTEGER PRIMARY KEY, name TEXT);
  WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i+1 FROM n LIMIT 5000) INSERT INTO product SELECT i, 'product ' || i FROM n;" >/dev/null
"$program" settings add --database "$work/shop.db" --local "$work/local" --nas "$work/nas" --create --at "$(date -d '+3 hours' +%H:%M)"

echo "1. the icon comes"
start
until_true 20 icon_is_there || fail "no icon"
sleep 2; picture 1-icon

echo "2. right click, Backup Now"
choose 1 2-menu
until_true 30 has_backups nas 1 || fail "no backup on the NAS"
sleep 1.5; picture 3-notice
"$program" verify --all >/dev/null || fail "a backup isn't whole"
"$program" status >/dev/null || fail "status isn't ok"

echo "3. the window, by a second start"
"$program" >>"$out/nightjar.txt" 2>&1 || fail "the second start didn't end well"
until_true 10 xdotool search --onlyvisible --name '^Nightjar$' || fail "no window"
sleep 1.5; picture 4-window

echo "4. the NAS goes and comes back"
mv "$work/nas" "$work/away"
choose 1 5-menu
until_true 30 has_backups local 2 || fail "no backup on this computer"
sleep 3; picture 6-nas-missing
code=0; "$program" status >/dev/null || code=$?
[ "$code" = 3 ] || [ "$code" = 0 ] || fail "status says $code"
mv "$work/away" "$work/nas"
choose 1 7-menu
until_true 40 has_backups nas 3 || fail "the owed backup didn't follow: $(backups nas)"
sleep 2; picture 8-nas-back
"$program" verify --all >/dev/null || fail "a backup isn't whole"

echo "5. the tray's host dies and comes back"
kill "$trayer"; sleep 2; host
until_true 30 icon_is_there || fail "the icon didn't come back"
sleep 1; picture 9-host-back

echo "6. killed and started again"
kill -9 "$nightjar"; sleep 1; start
until_true 20 icon_is_there || fail "no icon after kill -9"
kill -0 "$nightjar" || fail "it ended"
sleep 1; picture 10-again

echo "All of it works. The pictures are in target/e2e."
