# The tray program with a mouse, in the Windows that windows() has made. Sourced by run.sh after scenario.sh.
# Pictures are kept in $out.
# shellcheck shell=bash disable=SC2154

window_from_menu() { # Its first line says how it stands, and opens the window.
  local width height x y
  menu_is_open || menu_opens || return 1
  read -r width height x y < <(boxes java.exe)
  click $((x + width / 2)) $((y + 13)) 1
  until_true 10 window Nightjar
}
# The button is enabled when the folder has been inspected.
first_backup() {
  [ "$(count "$user/Nightjar Backups/inventory")" != 1 ] || return 0
  in_window "$(text first.window)" 380 157 || return 1
  xdotool key ctrl+a
  xdotool type --delay 40 '%USERPROFILE%\demo\inventory.db'
  sleep 4
  in_window "$(text first.window)" -84 -39
  until_true 20 made
}
made() { [ "$(count "$user/Nightjar Backups/inventory")" = 1 ]; }
runs() { kill -0 "$tray" 2>/dev/null; }
ended() { ! runs; }

echo "  The program next to the clock"
desktop
LIMIT=900 nj --home 'C:\tray' >>"$log" 2>&1 & tray=$!; pids+=("$tray")
check "the first start shows its window" until_true 90 window "$(text first.window)"
check "its icon is in the notification area" until_true 30 icon_is_drawn
picture first-run
check "the first backup by mouse" again 120 first_backup
check "a balloon tells of it" until_true 30 balloon_is_there
picture balloon
check "a right click opens the menu" again 30 menu_opens
picture menu
check "its first line opens the window" again 60 window_from_menu
sleep 3; picture window
check "a second start is the first one" says 0 "$(text second)" nj --home 'C:\tray' --settings
check "and opens the settings" until_true 60 window "$(text settings.title)"
sleep 5; picture settings
check "it can be ended" says 0 "$(text quit.ended)" nj --home 'C:\tray' quit
check "its process is gone then" until_true 30 ended
no_desktop
