#!/usr/bin/env bash
# What the tray program costs while nothing happens: memory, threads, wake-ups, processor time.
# Needs: Xvfb openbox trayer xdotool import (imagemagick) sqlite3, and mvn package before.
# Prints a table beside the limits and ends with 1 where one is exceeded.
#   footprint.sh [SECONDS]     how long to watch, 60 by default
set -euo pipefail
cd "$(dirname "$0")/../.."

seconds=${1:-60}
program=$PWD/target/nightjar/bin/nightjar
work=$(mktemp -d)
export NIGHTJAR_HOME=$work/home XDG_CONFIG_HOME=$work/config DISPLAY=:${E2E_DISPLAY:-86}
pids=()
finish() {
  for pid in "${pids[@]}"; do kill "$pid" 2>/dev/null || true; done
  wait 2>/dev/null || true
  rm -rf "$work"
}
trap finish EXIT

fail() { echo "footprint: $*" >&2; exit 1; }
until_true() {
  local seconds=$1; shift
  for ((i = 0; i < seconds * 20; i++)); do "$@" >/dev/null 2>&1 && return 0; sleep 0.05; done
  return 1
}
icon() { xdotool search --name JavaEmbeddedFrame | head -1; }
icon_is_there() { [ -n "$(icon)" ] && xwininfo -id "$(icon)" | grep -q IsViewable; }
now() { date +%s%3N; }

Xvfb "$DISPLAY" -screen 0 1280x800x24 >/dev/null 2>&1 & pids+=($!)
until_true 10 xdpyinfo || fail "no display"
openbox >/dev/null 2>&1 & pids+=($!)
trayer --edge bottom --align right --widthtype request --height 28 --SetDockType true >/dev/null 2>&1 & pids+=($!)
sleep 1

sqlite3 "$work/shop.db" "PRAGMA journal_mode=WAL; CREATE TABLE product(id INTEGER PRIMARY KEY, name TEXT);
  INSERT INTO product VALUES (1, 'Widget');" >/dev/null
"$program" settings add --database "$work/shop.db" --local "$work/local" --nas "$work/nas" --create \
  --at "$(date -d '+3 hours' +%H:%M)" >/dev/null
"$program" backup >/dev/null

# The notice that closing a window ends nothing comes once in a life: it isn't measured here.
echo '{"format": "nightjar-state/1", "windowClosedTold": true}' >"$work/home/state.json"

started=$(now)
"$program" >"$work/out.txt" 2>&1 & tray=$!; pids+=("$tray")
until_true 20 icon_is_there || fail "no icon"
shown=$(($(now) - started))

kb() { awk -v key="$2:" '$1 == key { print $2; exit }' "/proc/$1/$3"; }
rss() { echo $(($(kb "$1" VmRSS status) / 1024)); }
pss() { echo $(($(kb "$1" Pss smaps_rollup) / 1024)); }
switches() { cat "/proc/$1"/task/*/status 2>/dev/null | awk '/^voluntary_ctxt/ { sum += $2 } END { print sum }'; }
# Nanoseconds on a processor: the clock ticks of /proc/PID/stat are too coarse for a program asleep.
busy() { cat "/proc/$1"/task/*/schedstat 2>/dev/null | awk '{ sum += $1 } END { printf "%.0f", sum }'; }
per_second() { awk -v a="$1" -v b="$2" -v s="$seconds" 'BEGIN { printf "%.1f", (b - a) / s }'; }

bad=0
row() { # name, figure, limit
  local verdict=
  if [ -n "$3" ] && awk -v a="$2" -v b="$3" 'BEGIN { exit !(a > b) }'; then verdict='  EXCEEDED'; bad=1; fi
  printf '%-44s %8s %8s%s\n' "$1" "$2" "${3:--}" "$verdict"
}

sleep 40
a=$(switches "$tray"); t=$(busy "$tray")
sleep "$seconds"
b=$(switches "$tray"); u=$(busy "$tray")

printf '%-44s %8s %8s\n' "" "is" "at most"
row "from start to icon, s" "$(awk -v m="$shown" 'BEGIN { printf "%.2f", m / 1000 }')" 1
row "only the icon: RSS, MB" "$(rss "$tray")" 60
row "only the icon: PSS, MB" "$(pss "$tray")" ""
row "threads" "$(find "/proc/$tray/task" -mindepth 1 -maxdepth 1 | wc -l)" ""
row "wake-ups a second" "$(per_second "$a" "$b")" 2
row "processor, %" "$(awk -v a="$t" -v b="$u" -v s="$seconds" 'BEGIN { printf "%.2f", 100 * (b - a) / 1e9 / s }')" 0.05

"$program" >/dev/null 2>&1 # A second start: the window of the first.
until_true 20 xdotool search --onlyvisible --name '^Nightjar$' || fail "no window"
sleep 3
row "with its window: RSS, MB" "$(rss "$tray")" ""
# The window may be gone before the keys are up again.
xdotool search --onlyvisible --name "^Nightjar\$" windowfocus key alt+F4 || true
sleep 30
row "after its window was closed: RSS, MB" "$(rss "$tray")" 80

if command -v vorta >/dev/null; then
  vorta --daemonise >/dev/null 2>&1 || true
  sleep 10
  other=$(pgrep -f vorta | head -1)
  row "Vorta $(vorta --version 2>/dev/null | tr -dc '0-9.'): RSS, MB" "$(rss "$other")" ""
else
  echo "Vorta isn't installed here: nothing to compare with."
fi
exit $bad
