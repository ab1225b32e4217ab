# The tray program with a mouse, in the Windows that windows() has made. Sourced by run.sh after scenario.sh.
# Pictures are kept in $out.
# shellcheck shell=bash disable=SC2154

picture() { import -window root "$out/$language-$1.png" 2>/dev/null || true; }
window() { xdotool search --onlyvisible --name "^$1\$"; }
no_window() { ! window "$1"; }
# By xwininfo: xdotool counts the frame twice.
geometry() {
  eval "$(xwininfo -id "$1" | sed -n 's/.*Absolute upper-left \([XY]\): */\1=/p; s/^ *Width: /WIDTH=/p; s/^ *Height: /HEIGHT=/p')"
}
in_window() { # NAME X Y: from its lower right corner where these are negative.
  local X Y WIDTH HEIGHT
  geometry "$(window "$1" | head -1)"
  xdotool mousemove $((X + $2 + ($2 < 0 ? WIDTH : 0))) $((Y + $3 + ($3 < 0 ? HEIGHT : 0)))
  press 1
}
# Slowly, as a hand does: Wine tells its programs of the pointer some time after it has moved.
press() { sleep 0.7; xdotool mousedown "$1"; sleep 0.2; xdotool mouseup "$1"; }
right_click_icon() {
  local X Y WIDTH HEIGHT
  geometry "$(xdotool search --name '^panel$' | head -1)"
  xdotool mousemove $((X + WIDTH / 2)) $((Y + HEIGHT / 2)); press 3
}
# The button is enabled when the folder has been inspected.
first_backup() {
  local end=$((SECONDS + 120))
  until [ "$(count "$user/Nightjar Backups/inventory")" = 1 ]; do
    ((SECONDS < end)) || return 1
    no_window 'Welcome to Nightjar' || in_window 'Welcome to Nightjar' -80 -35
    sleep 5
  done
}
runs() { kill -0 "$tray" 2>/dev/null; }
ended() { ! runs; }

echo "  The program beside the clock"
Xvfb -displayfd 3 -screen 0 1280x800x24 -nolisten tcp 3>"$work/display" >/dev/null 2>&1 & pids+=($!)
until_true 10 [ -s "$work/display" ] || fail "no display"
DISPLAY=:$(cat "$work/display")
export DISPLAY
openbox >/dev/null 2>&1 & pids+=($!)
trayer --edge bottom --align right --widthtype request --height 28 --SetDockType true >/dev/null 2>&1 & pids+=($!)
sleep 1

LIMIT=600 nj --home 'C:\tray' >>"$log" 2>&1 & tray=$!; pids+=("$tray")
check "the first start shows its window" until_true 90 window 'Welcome to Nightjar'
check "its icon is in the tray" until_true 30 xdotool search --name '^panel$'
in_window 'Welcome to Nightjar' 370 130; sleep 1
xdotool type --delay 40 '%USERPROFILE%\demo\inventory.db'
sleep 3
check "the first backup by mouse" first_backup
sleep 5; picture first-backup
right_click_icon; sleep 5; picture menu
xdotool key Escape; sleep 1
check "a second start is the first one" says 0 "running already" nj --home 'C:\tray' --settings
check "and opens the settings" until_true 60 window 'Nightjar Settings'
sleep 10; picture settings
check "it can be ended" says 0 "has ended" nj --home 'C:\tray' quit
check "its process is gone then" until_true 1 ended
unset DISPLAY
wineserver_ends
