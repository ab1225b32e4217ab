# How a sentence is checked, and a screen looked at and clicked on. Sourced.
# Needs: $out for answers and pictures, $log, $work, $language. Sets: passed, failed.
# shellcheck shell=bash disable=SC2154

# shellcheck source=src/test/e2e/screen.sh
source src/test/e2e/screen.sh
passed=0 failed=0
exec {console}>&1
check() { # SENTENCE COMMAND…
  local sentence=$1 started=$SECONDS; shift
  if "$@" >>"$log" 2>&1; then
    passed=$((passed + 1)); echo "  ok: $sentence ($((SECONDS - started)) s)"
  else
    failed=$((failed + 1)); echo "  FAILED: $sentence ($*); see $log"; tail -5 "$log" | sed 's/^/    /'
  fi
}
# says CODE WORDS COMMAND…: the exit code and, in what it prints, words.
# Words for all that can't be done twice: Wine itself crashes at times, at a program's end, on a busy computer, and
# Windows' own programs never end so. A program that has said its words had done its work; any other is run once more.
says() {
  local code=0 expected=$1 words=$2; shift 2
  # A file: what Wine leaves running would keep a pipe open.
  "$@" >"$out/answer.txt" 2>&1 || code=$?
  if [ "$code" = 139 ] && [ -n "$words" ] && grep -qF -- "$words" "$out/answer.txt"; then
    code=$expected; echo "    Wine crashed at the end of: $*" >&"$console"
  elif [ "$code" = 139 ]; then
    code=0; echo "    Wine crashed: once more: $*" >&"$console"; "$@" >"$out/answer.txt" 2>&1 || code=$?
  fi
  cat "$out/answer.txt"
  [ "$code" = "$expected" ] && { [ -z "$words" ] || grep -qF -- "$words" "$out/answer.txt"; } || { echo "exit code $code"; return 1; }
}
# only_out FILE COMMAND…: its output alone.
only_out() { local file=$1; shift; "$@" >"$file"; }
# text KEY: what Nightjar says in this Windows' language; words KEY: its longest part without arguments.
text() {
  local bundle=src/main/resources/dev/nightjar/text/messages
  [ ! -e "${bundle}_${language%%_*}.properties" ] || bundle+=_${language%%_*}
  sed -n "s/^$1=//p" "$bundle.properties"
}
words() {
  text "$1" | sed 's/{[^}]*}/\n/g' | awk '{ if (length($0) > length(longest)) longest = $0 } END { print longest }'
}
count() { find "$1/manifest" -name 'backup-*.json' 2>/dev/null | wc -l; }

# A screen with Wine's own desktop, whose task bar has a notification area; for all programs from now on.
desktop() {
  Xvfb -displayfd 3 -noreset -screen 0 1280x800x24 -nolisten tcp 3>"$work/display" >/dev/null 2>&1 & pids+=($!)
  until_true 20 [ -s "$work/display" ] || fail "no display"
  DISPLAY=:$(cat "$work/display")
  export DISPLAY
  # The desktop of this name is the one that has a task bar.
  win reg add 'HKCU\Software\Wine\Explorer' /v Desktop /d shell /f >>"$log" 2>&1
  win reg add 'HKCU\Software\Wine\Explorer\Desktops' /v shell /d 1280x800 /f >>"$log" 2>&1
  wineserver_ends
}
no_desktop() { unset DISPLAY; wineserver_ends; }
icon_is_drawn() { # The task bar is of one colour where there is no icon.
  [ "$(import -window root png:- | convert - -crop 20x18+1260+781 +repage -unique-colors -format '%w' info:)" -gt 2 ]
}
geometry() {
  eval "$(xwininfo -id "$1" | sed -n 's/.*Absolute upper-left \([XY]\): */\1=/p; s/^ *Width: /WIDTH=/p; s/^ *Height: /HEIGHT=/p')"
}
in_window() { # NAME X Y: from its lower right corner where these are negative.
  local X Y WIDTH HEIGHT id
  id=$(window "$1" | head -1)
  [ -n "$id" ] || return 1
  geometry "$id"
  click $((X + $2 + ($2 < 0 ? WIDTH : 0))) $((Y + $3 + ($3 < 0 ? HEIGHT : 0))) 1
}
# Slowly, as a hand does: Wine tells its programs of the pointer some time after it has moved.
click() { xdotool mousemove "$1" "$2"; sleep 0.7; xdotool mousedown "$3"; sleep 0.2; xdotool mouseup "$3"; }
click_icon() { click 1269 790 "$1"; }
# boxes PROGRAM: nameless windows of a program, of a menu's or a balloon's size: WIDTHxHEIGHT+X+Y.
boxes() {
  xwininfo -root -tree | sed -n "s/.*(has no name): (\"$1\" \"$1\")  \([0-9]*\)x\([0-9]*\)[+-].*  +\([0-9]*\)+\([0-9]*\)\$/\1 \2 \3 \4/p" |
    awk '$1 > 100 && $1 < 700 && $2 > 40 && $2 < 500 && $4 > 300'
}
menu_is_open() { [ -n "$(boxes java.exe)" ]; }
menu_opens() { click_icon 3; until_true 5 menu_is_open; }
balloon_is_there() { [ -n "$(boxes explorer.exe)" ]; }
# again SECONDS COMMAND: what a click that came too early did not do, the next one does.
again() { until_true "$@"; }
