#!/usr/bin/env bash
# What "Backup Now" takes in the tray program that runs already, beside the careful script.
# Needs: Xvfb openbox trayer xdotool import (imagemagick) dbus-launch sqlite3, and mvn package before.
#   running.sh [MB] [RUNS]     8 MB and five runs by default
set -euo pipefail
cd "$(dirname "$0")/../.."

megabytes=${1:-8}
runs=${2:-5}
out=$PWD/target/running
source src/test/e2e/display.sh
export NIGHTJAR_HOME=$home

median() { sort -n | awk '{ v[NR] = $1 } END { print v[int((NR + 1) / 2)] }'; }
ended_runs() { wc -l <"$home/history.jsonl"; }
more_runs_than() { [ "$(ended_runs)" -gt "$1" ]; }
menu_is_open() { search --name 'sun-awt-X11-XPopupMenuPeer'; }
backup_now() {
  at_icon; xdotool click 3
  until_true 5 menu_is_open || fail "the menu didn't open"
  sleep 0.3; xdotool key Down; sleep 0.1; xdotool key Down; sleep 0.1; xdotool key Return
  xdotool mousemove 10 10
}
# The milliseconds that the newest run took, as the history has them.
newest_run() {
  tail -1 "$home/history.jsonl" | sed 's/.*"startedAt": "\([^"]*\)", "endedAt": "\([^"]*\)".*/\1 \2/' |
    { read -r from to; echo $((($(date -d "$to" +%s%N) - $(date -d "$from" +%s%N)) / 1000000)); }
}
script() {
  rm -rf "$work/script"; mkdir "$work/script"
  src/bench/careful-script.sh "$work/shop.db" "$work/script"
}

display "${E2E_DISPLAY:-85}"
database "$work/shop.db" $((megabytes * 4000))
"$program" settings add --database "$work/shop.db" --local "$work/local" --nas "$work/nas" --create \
  --at "$(date -d '+3 hours' +%H:%M)" >/dev/null
"$program" backup >/dev/null
start
until_true 20 icon_is_there || fail "no icon"
sleep 5

for ((n = 0; n < runs; n++)); do
  before=$(ended_runs)
  backup_now
  until_true 120 more_runs_than "$before" || fail "no backup"
  newest_run >>"$out/nightjar.ms"
  sleep 3
  from=$(now); script; echo $(($(now) - from)) >>"$out/script.ms"
done
stop

ours=$(median <"$out/nightjar.ms")
theirs=$(median <"$out/script.ms")
echo "database, MB: $(($(stat -c %s "$work/shop.db") / 1000000)); median of $runs"
echo "careful script, ms: $theirs ($(paste -sd' ' "$out/script.ms"))"
echo "Backup Now in the running program, ms: $ours ($(paste -sd' ' "$out/nightjar.ms"))"
awk -v a="$ours" -v b="$theirs" 'BEGIN { printf "ratio: %.2f\n", a / b }'
