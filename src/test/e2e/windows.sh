#!/usr/bin/env bash
# The windows on a real X display: at 200 % on a small screen nothing is out of reach; what a folder
# is, is said; settings that can't be read can be left; opening a folder hangs nothing.
# Needs: Xvfb openbox xdotool xwininfo import (imagemagick) dbus-launch sqlite3, and mvn package before.
# Pictures and the program's output are kept in target/e2e-windows.
set -euo pipefail
cd "$(dirname "$0")/../../.."

out=$PWD/target/e2e-windows
source src/test/e2e/display.sh
width=1024 height=768
export NIGHTJAR_HOME=$home
export NIGHTJAR_JAVA_OPTIONS="$NIGHTJAR_JAVA_OPTIONS -Dflatlaf.uiScale=2"
mkdir -p "$work/bin"

# What a desktop opens folders with; here it only says which.
printf '#!/bin/sh\nprintf "%%s\\n" "$1" >>"%s/opened"\n' "$work" >"$work/bin/xdg-open"
chmod +x "$work/bin/xdg-open"
export PATH=$work/bin:$PATH

has_backup() { find "$work/nas/manifest" -name "backup-*.json" | grep -q .; }
has() { grep -q "$1" "$work/home/settings.json"; }
type_into() { xdotool key --clearmodifiers ctrl+a; xdotool type --delay 15 "$1"; sleep 1; }
# xdotool counts a frame twice; xwininfo says where a window's contents are.
figure() { sed -n "s/^ *$1: *//p" "$work/window"; }
fits() {
  xwininfo -id "$(window "$1" | head -1)" >"$work/window"
  local x y wide high
  x=$(figure 'Absolute upper-left X') y=$(figure 'Absolute upper-left Y')
  wide=$(figure Width) high=$(figure Height)
  [ "$x" -ge 0 ] && [ "$y" -ge 0 ] && [ $((x + wide)) -le $width ] && [ $((y + high)) -le $height ] ||
    fail "$1 is outside of the screen: $wide × $high at $x, $y"
}
display "${E2E_DISPLAY:-86}" ${width}x$height
database "$work/shop.db" 500
mkdir -p "$work/letters" && echo hello >"$work/letters/letter.txt"

echo "1. the first run at 200 %: what can't be a folder, and the main button as consent"
start
until_true 20 window 'Welcome to Nightjar' || fail "no first run"
sleep 1; fits 'Welcome to Nightjar'
focus 'Welcome to Nightjar'; xdotool key --clearmodifiers alt+d; type_into "$work/shop.db"
sleep 1
# Again and again: a busy machine takes its time, and a key that comes too early is lost.
for _ in 1 2 3; do xdotool key --clearmodifiers alt+n; sleep 1; done
type_into "$work/shop.db/below"
xdotool key --clearmodifiers alt+b; sleep 1; picture 1-below-a-file
window 'Welcome to Nightjar' >/dev/null || fail "a folder below a file was taken"
type_into "$work/nas"; sleep 1; picture 2-missing
press_until 30 alt+b has "$work/nas" || fail "the main button was no consent to a new folder"
until_true 20 has_backup || fail "no first backup"
sleep 1; picture 3-first-backup; fits 'Welcome to Nightjar'
press_until 10 alt+d gone 'Welcome to Nightjar' || fail "the first run stays"

echo "2. the settings grow within the screen, and Save stays in sight"
ask --settings
until_true 10 window 'Nightjar Settings' || fail "no settings dialog"
focus 'Nightjar Settings'; xdotool key --clearmodifiers alt+a; sleep 1.5
picture 4-add-database; fits 'Nightjar Settings'
press_until 5 Escape gone 'Nightjar Settings' || fail "the settings stay"

echo "3. other files ask for consent, and the answer has the focus; one folder is one place"
ask --settings
until_true 10 window 'Nightjar Settings' || fail "no settings dialog"
# Each time more slowly: a key that comes while the folder is still being looked at is lost.
saved_with_consent() {
  local pause
  for pause in 1 2 3 3; do
    focus 'Nightjar Settings'; xdotool key --clearmodifiers alt+n; type_into "$work/letters"; sleep "$pause"
    xdotool key Return; sleep "$pause"; picture 5-consent
    window 'Nightjar Settings' >/dev/null || fail "saved without consent"
    xdotool key space; sleep "$pause"; xdotool key Return
    until_true 15 gone 'Nightjar Settings' && return 0
  done
  return 1
}
saved_with_consent || fail "not saved after the consent"
has "$work/letters" || fail "the folder isn't in the settings"
ln -s "$work/user/Nightjar Backups/shop" "$work/link"
ask --settings
until_true 10 window 'Nightjar Settings' || fail "no settings dialog"
focus 'Nightjar Settings'; xdotool key --clearmodifiers alt+n; type_into "$work/link"
xdotool key Return; sleep 1.5; picture 6-twin
has "$work/link" && fail "one folder was taken for two places"
press_until 5 Escape gone 'Nightjar Settings' || fail "the settings stay"

echo "4. a folder is opened, then a file chooser: nothing hangs, and no second GTK is loaded"
ask
until_true 10 window Nightjar || fail "no window"
sleep 1; fits Nightjar; focus Nightjar
# The folder's menu of the window: the first place.
open_folder() {
  local pause
  for pause in 0.5 1 3; do
    xdotool key --clearmodifiers alt+m; sleep "$pause"; xdotool key f; sleep "$pause"; xdotool key Return
    until_true 5 test -s "$work/opened" && return 0
    xdotool key Escape
  done
  return 1
}
open_folder || fail "no folder was opened"
picture 7-opened
ask --settings
until_true 10 window 'Nightjar Settings' || fail "no settings dialog"
focus 'Nightjar Settings'; xdotool key --clearmodifiers alt+c; sleep 2; picture 8-chooser
xdotool key Escape; sleep 1; focus 'Nightjar Settings'; xdotool key Escape
until_true 5 gone 'Nightjar Settings' || fail "it hangs after a file chooser"
pid=$(pgrep -P "$nightjar" java || echo "$nightjar")
grep -q 'libgtk-x11-2' "/proc/$pid/maps" && fail "GTK 2 is loaded, too"

echo "5. settings that can't be read: one message, and back to the last good ones"
cp "$work/home/settings.json" "$work/good.json"
sed -i '3s/$/ ,,/' "$work/home/settings.json"
ask --settings; ask --settings
sleep 2; picture 9-broken
[ "$(window Nightjar | wc -l)" -le 2 ] || fail "the message comes more than once"
press_until 20 Return cmp "$work/good.json" "$work/home/settings.json" || fail "the last good settings aren't back"
sleep 2; picture 10-repaired

"$program" quit >>"$out/nightjar.txt" 2>&1 || fail "it didn't end"
echo "All of it works. The pictures are in target/e2e-windows."
