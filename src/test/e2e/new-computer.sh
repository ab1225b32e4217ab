#!/usr/bin/env bash
# A new computer on a real X display: with nothing but the NAS folder, by the second door of the first run.
# E2E_DARK=1: in dark colours.
# Needs: Xvfb openbox xdotool import (imagemagick) dbus-launch sqlite3, and mvn package before.
# Pictures and the program's output are kept in target/e2e-new-computer.
set -euo pipefail
cd "$(dirname "$0")/../../.."

out=$PWD/target/e2e-new-computer
source src/test/e2e/display.sh
export NIGHTJAR_HOME=$home
contents() { sqlite3 -readonly "$1" .dump; }
welcome='Welcome to Nightjar'

# The old computer: a user "old", whose files are in /home/old as far as the folder says.
database "$work/shop.db" 500
good=$(contents "$work/shop.db")
"$program" --home "$work/old" settings add --database "$work/shop.db" --local "$work/old-local" --nas "$work/nas" --at "$later" --create >>"$out/nightjar.txt" 2>&1
"$program" --home "$work/old" backup >>"$out/nightjar.txt" 2>&1
rm "$work/shop.db"*
mkdir -p "$work/empty" "$home"

display "${E2E_DISPLAY:-88}"
[ -z "${E2E_DARK:-}" ] || "$program" settings set appearance=dark >>"$out/nightjar.txt" 2>&1
start
until_true 20 window "$welcome" || fail "no first run"
focus "$welcome"; sleep 1; picture 1-two-doors
choose() {
  sleep 2; picture "$2"
  xdotool key --clearmodifiers ctrl+l; sleep 0.3; xdotool key --clearmodifiers ctrl+a
  xdotool type --delay 15 "$1"; sleep 0.5; xdotool key Return; sleep 1.5
}
xdotool key --clearmodifiers alt+g
choose "$work/empty/" 2-chooser
picture 3-nothing-in-it
focus "$welcome"; xdotool key --clearmodifiers alt+s
choose "$work/nas/" 4-chooser
picture 5-found
focus "$welcome"
same() { [ -f "$work/shop.db" ] && [ "$(contents "$work/shop.db")" = "$good" ]; }
press_until 40 Return same || fail "the data isn't back"
two() { [ "$(backups nas | wc -l)" -eq 2 ]; }
until_true 20 two || fail "it doesn't go on in the folder"
sleep 1.5; picture 6-first-backup
grep -q "$later" "$home/settings.json" || fail "the settings weren't taken over"

"$program" quit >>"$out/nightjar.txt" 2>&1 || fail "it didn't end"
echo "All of it works. The pictures are in target/e2e-new-computer."
