#!/usr/bin/env bash
# A stored backup rots, with the tray program on a real tray: it is found by the reading that happens in the background,
# reported, marked, and healed from the place that has it whole; if none has, it is said and nothing is deleted.
# Needs: Xvfb openbox trayer xdotool import (imagemagick) xdpyinfo dbus-launch sqlite3, and mvn package before.
# Pictures, status and the program's output are kept in target/e2e-rot.
set -euo pipefail
cd "$(dirname "$0")/../../.."
out=$PWD/target/e2e-rot
source src/test/e2e/display.sh

status() { "$program" --home "$home" status >"$out/$1.txt" 2>&1 || true; }
# flip FILE: one bit in its middle, its time as it was.
flip() {
  local at=$(($(stat -c %s "$1") / 2)) byte
  byte=$(od -An -tu1 -j "$at" -N 1 "$1")
  touch -r "$1" "$work/time"
  printf '%b' "\\x$(printf %x $((byte ^ 4)))" | dd of="$1" bs=1 seek="$at" conv=notrunc status=none
  touch -r "$work/time" "$1"
}
# All copies were last read long ago, as the program noted: those here before those at the NAS.
aged() {
  local place days
  for place in local:60 nas:50; do
    days=$(date -u -d "-${place#*:} days" +%FT%TZ)
    sed -i "/\"place\": \"[^\"]*\/${place%:*}\"/s/\"at\": \"[^\"]*\"/\"at\": \"$days\"/" "$home"/checks/*.jsonl
  done
}
# has_found N: whether a copy was found to have rotted more often than that.
found() { cat "$home"/checks/*.jsonl | grep -c '"whole": false' || true; }
has_found() { [ "$(found)" -gt "$1" ]; }
file_at() { find "$work/$1/database" -name 'backup-*.db'; }
whole() { cmp "$(file_at local)" "$work/kept.db"; }

display "${E2E_DISPLAY:-91}"
database "$work/shop.db" 5000
"$program" --home "$home" settings add --database "$work/shop.db" --local "$work/local" --nas "$work/nas" --at "$later" --create >/dev/null
"$program" --home "$home" backup >>"$out/nightjar.txt" 2>&1 || fail "no backup"
"$program" --home "$home" verify --all >>"$out/nightjar.txt" 2>&1 || fail "it isn't whole"
cp "$(file_at local)" "$work/kept.db"

echo "1. rot on this computer: found in the background, reported, healed from the NAS"
flip "$(file_at local)"; aged
status 1-before
start
until_true 20 icon_is_there || fail "no icon"
until_true 60 has_found 0 || fail "the rot wasn't found"
sleep 0.7; picture 1-found
until_true 60 whole || fail "it wasn't healed"
until_true 30 eval '"$program" --home "$home" status' || fail "status isn't well: $("$program" --home "$home" status)"
sleep 2; picture 2-healed
"$program" --home "$home" verify --all >>"$out/nightjar.txt" 2>&1 || fail "not whole after it was healed"
stop

echo "2. rot in both places: said, marked in the window, and nothing is deleted"
flip "$(file_at local)"; flip "$(file_at nas)"
sha256sum "$work"/*/database/*.db >"$work/sums"
aged
before=$(found)
start
until_true 20 icon_is_there || fail "no icon"
until_true 60 has_found "$before" || fail "the rot wasn't found"
sleep 1; picture 3-found
# There are two copies, and one is read a day: the other one by hand.
"$program" --home "$home" verify --all >"$out/3-verify.txt" 2>&1 && fail "verify calls rot whole"
sleep 3
code=0; "$program" --home "$home" status >"$out/3-status.txt" 2>&1 || code=$?
[ "$code" != 0 ] || fail "status says that all is well: $(cat "$out/3-status.txt")"
"$program" --home "$home" list >"$out/3-list.txt" 2>&1 || true
ask --home "$home"
until_true 10 window Nightjar || fail "no window"
sleep 2; picture 4-both-rotten
sha256sum -c --quiet "$work/sums" || fail "evidence was changed or deleted"

echo "3. Backup Now: another good one (the first was made by itself, since no place had one)"
have() { [ "$(backups local | wc -l)" -ge "$1" ] && [ "$(backups nas | wc -l)" -ge "$1" ]; }
until_true 60 have 2 || fail "no new backup by itself"
until_true 60 no_run || fail "the run doesn't end"
at_rest
"$program" --home "$home" --backup-now >>"$out/nightjar.txt" 2>&1 || fail "not told"
until_true 60 have 3 || fail "no new backup"
sleep 4; picture 5-new-backup
"$program" --home "$home" status >"$out/4-status.txt" 2>&1 || true

echo "4. all backups checked again, from the window's menu: those that rotted are named, the others whole"
until_true 60 no_run || fail "the run doesn't end"
since=$(date -u +%FT%TZ)
# The copies of which a result came since then.
checked() {
  sed -n 's/.*"place": "\([^"]*\)".*"id": "\([^"]*\)".*"at": "\([^"]*\)".*/\3 \1 \2/p' "$home"/checks/*.jsonl |
    awk -v since="$since" '$1 >= since { print $2, $3 }' | sort -u | wc -l
}
copies=$(($(backups local | wc -l) + $(backups nas | wc -l)))
focus Nightjar; click Nightjar -40 70; sleep 0.5; picture 6-menu
xdotool key g; sleep 0.1; picture 7-checking
until_true 60 eval '[ "$(checked)" -ge "$copies" ]' || fail "not all were checked: $(checked) of $copies"
sleep 1; picture 8-checked
"$program" --home "$home" quit >>"$out/nightjar.txt" 2>&1 || fail "it didn't end"
echo "All of it works. Look at the pictures in target/e2e-rot."
