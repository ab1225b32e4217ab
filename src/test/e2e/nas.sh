#!/usr/bin/env bash
# The NAS's folder is moved away and back, with the tray program on a real tray: the verdict must be
# right all the while, and the place caught up at once at a start, else within five minutes.
# Needs: Xvfb openbox trayer xdotool import (imagemagick) xdpyinfo dbus-launch sqlite3, and mvn package before.
# Pictures, status and the program's output are kept in target/e2e-nas.
set -euo pipefail
cd "$(dirname "$0")/../../.."
out=${E2E_OUT:-$PWD/target/e2e-nas}
source src/test/e2e/display.sh
# The tooltip and the menu, as the user sees them.
look() {
  xdotool mousemove 10 10; sleep 6 # Any notice is gone then.
  at_icon; sleep 2; picture "$1-tooltip"
  xdotool click 3; sleep 1.5; picture "$1-menu"
  xdotool key Escape; sleep 0.3; xdotool mousemove 10 10
}
answer() { sqlite3 :memory: "SELECT json_extract(readfile('$out/status.json'), '$1')"; }
# says CODE BEHIND: the exit code of status, and whether it says that the NAS lacks something.
says() {
  code=0
  "$program" --home "$home" --json status >"$out/status.json" 2>"$out/status.err" || code=$?
  behind=$(answer '$.jobs[0].places[1].behind')
  [ "$(answer '$.jobs[0].places[1].place')" = NAS ] && [ "$code" = "$1" ] && [ "$behind" = "$2" ]
}
# shown COMMAND…: says CODE BEHIND, at once or until it's true.
shown() {
  "$@" || fail "status says $behind with exit $code, not what $* is for: $(cat "$out/status.json")"
  echo "  status: exit $code, the NAS behind: $behind"
}
has_more() { [ "$(backups "$1" | wc -l)" -gt "$2" ]; }
same() { [ -n "$(backups local)" ] && [ "$(backups local)" = "$(backups nas)" ]; }
# Between two runs, of which one that is about to end takes a while.
away() { until_true 30 no_run || fail "the run doesn't end"; mv "$work/nas" "$work/away"; }
back() { mv "$work/away" "$work/nas"; }
# Asks the tray program that runs.
backup_now() { "$program" --home "$home" --backup-now >>"$out/nightjar.txt" 2>&1; }

display "${E2E_DISPLAY:-89}"
database "$work/shop.db" "${ROWS:-20000}"
"$program" --home "$home" settings add --database "$work/shop.db" --local "$work/local" --nas "$work/nas" \
  --at "$later" --create >/dev/null
"$program" --home "$home" settings set place-patience=5 notifications=problems-only >/dev/null

echo "1. all is well"
writer; start
until_true 60 same || fail "no first backup"
until_true 20 icon_is_there || fail "no icon"
sleep 3
shown until_true 5 says 0 0
look 1-safe

echo "2. moved away while nothing is due: a NAS that sleeps has lost nothing"
away
shown says 0 0
"$program" --home "$home" status || true

echo "3. moved away before a run"
had=$(backups local | wc -l)
backup_now
until_true 60 has_more local "$had" || fail "no backup on this computer"
sleep 9
shown until_true 5 says 3 1
"$program" --home "$home" status >"$out/3-status.txt" || true; cat "$out/3-status.txt"
look 3-away

echo "4. ended, the NAS back, started again"
stop
back
shown says 3 1
started=$(now); start
until_true 60 same || fail "not caught up at the start"
took=$(($(now) - started))
echo "  caught up $took ms after the start"
[ "$took" -le "${AT_START:-$((pace < 900 ? pace * 50 : 45000))}" ] || fail "caught up only $took ms after the start"
until_true 20 icon_is_there || fail "no icon"
sleep 4
shown says 0 0
look 4-back
"$program" --home "$home" verify --all >/dev/null || fail "a backup isn't whole"

echo "5. moved away, a run, and back while the program stays"
away
had=$(backups local | wc -l)
backup_now
until_true 60 has_more local "$had" || fail "no backup on this computer"
sleep 8
shown until_true 5 says 3 1
# Longer away than the first poll, so that the later ones must find it.
sleep "${AWAY:-75}"
shown says 3 1
look 5-away
back; returned=$(now)
while ! same; do
  (($(now) - returned < 310000)) || fail "not caught up within five minutes"
  command sleep 1
done
echo "  caught up $((($(now) - returned) / 1000)) s after it was back"
sleep 4
shown until_true 5 says 0 0
look 5-back

echo "6. an empty folder in its place, as an unmounted disk leaves it"
away; mkdir "$work/nas"
had=$(backups local | wc -l)
backup_now
until_true 60 has_more local "$had" || fail "no backup on this computer"
sleep 9
shown until_true 5 says 3 1
[ -z "$(ls -A "$work/nas")" ] || fail "something was written to a folder that isn't the NAS's: $(ls -A "$work/nas")"
look 6-empty
rmdir "$work/nas"; back
stop; start
until_true 30 same || fail "not caught up"
sleep 4
shown until_true 5 says 0 0
"$program" --home "$home" verify --all >/dev/null || fail "a backup isn't whole"

echo "7. a database's file deleted at the NAS, its manifest left"
stop
lost=$(backups nas | tail -1)
lost=$work/nas/database/${lost%.json}.db
[ -f "$lost" ] || fail "no $lost"
rm "$lost"
shown says 3 1
"$program" --home "$home" status || true
start
until_true 30 test -f "$lost" || fail "what was lost wasn't made good"
sleep 4
until_true 5 cmp "$lost" "$work/local/database/${lost##*/}" || fail "what was made good differs"
shown until_true 5 says 0 0
look 7-healed
"$program" --home "$home" verify --all >/dev/null || fail "a backup isn't whole"
stop; end_writer
[ "$(sqlite3 "$work/shop.db" 'PRAGMA integrity_check')" = ok ] || fail "the live database isn't whole"
echo "All of it works. Look at the pictures in target/e2e-nas."
