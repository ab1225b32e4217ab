#!/usr/bin/env bash
# The tray program is killed at N moments of a scheduled run, while an app writes, and started again:
# the backup must be there within a minute, and nothing may be broken. kill.sh [N]; 60 if left out.
# Needs: Xvfb openbox trayer xdpyinfo dbus-launch sqlite3, and mvn package before.
set -euo pipefail
cd "$(dirname "$0")/../../.."
n=${1:-60}
out=${E2E_OUT:-$PWD/target/e2e-kill}
source src/test/e2e/display.sh
within=$((pace < 600 ? 60000 : pace * 100)) # A machine that is that slow may take two.
failures=0

story() {
  failures=$((failures + 1))
  echo "FAILED, kill $k ($mode, at $moment ms: $stage): $*"
  local kept=$out/failure-$k
  mkdir -p "$kept"
  cp "$out/nightjar.txt" "$kept/" || true
  cp -r "$home" "$kept/home" || true
  (cd "$work" && find local nas home -printf '%TT %s %p\n' | sort) >"$kept/files.txt" || true
  echo "  its log and files: $kept"
}
valid() { [ "$(sqlite3 :memory: "SELECT json_valid(readfile('$1'))")" = 1 ]; }
partials() { find "$work/local" "$work/nas" -name '.*.partial*' -printf '%P\n' 2>/dev/null; }
under_way() { compgen -G "$work/local/database/.backup-*.partial" >/dev/null; }
# Waits for a file of that pattern, at most so many ms.
await() {
  local end=$(($(now) + $2))
  until compgen -G "$1" >/dev/null; do
    (($(now) < end)) && lives || return 1
    nap 0.003
  done
}
# Waits until a manifest is on its way, or has its name: it may be written between two looks.
await_manifest() {
  local end=$((SECONDS + 60)) named
  while ((SECONDS < end)) && lives; do
    compgen -G "$work/*/manifest/.backup-*.partial" >/dev/null && return
    named=("$work"/local/manifest/backup-*.json)
    [ -e "${named[0]}" ] && ((${#named[@]} > base)) && return
    nap 0.001
  done
}
# How far the run had come when it was killed, from what lies there.
how_far() {
  local l n
  l=$(backups local | wc -l) n=$(backups nas | wc -l)
  if ((n > base)); then echo "done"
  elif ((l > base)); then echo "named here"
  elif compgen -G "$work/*/manifest/.*.partial" >/dev/null; then echo "naming"
  elif compgen -G "$work/nas/json/.*.partial" >/dev/null; then echo "json to nas"
  elif compgen -G "$work/local/json/.*.partial" >/dev/null; then
    compgen -G "$home/staging/*" >/dev/null || compgen -G "$home/staging/.*.partial" >/dev/null &&
      echo "rebuilding" || echo "proving"
  elif under_way; then echo "copying"
  else echo "before"; fi
}
both_have_it() {
  local here
  here=$(backups local)
  [ -n "$here" ] && [ "$here" = "$(backups nas)" ] && [ "$(wc -l <<<"$here")" -gt "$base" ]
}
# fresh DIR: the folders as they were made once.
fresh() {
  rm -rf "$work/local" "$work/nas" "$home" "$work"/shop.db*
  cp -a "$work/$1/." "$work/"
  base=$(backups local | wc -l)
}

display "${E2E_DISPLAY:-88}"
echo "A database, its settings, and the same with a backup that was made before the due date"
database "$work/shop.db" "${ROWS:-90000}"
"$program" --home "$home" settings add --database "$work/shop.db" --local "$work/local" --nas "$work/nas" \
  --create >/dev/null
mkdir "$work/new" && cp -a "$work"/{shop.db,home,local,nas} "$work/new/"
"$program" --home "$home" backup >/dev/null
made=$(date +%M)
until [ "$(date +%M)" != "$made" ]; do sleep 1; done
"$program" --home "$home" settings set "time=$(date +%H:%M)" >/dev/null
mkdir "$work/old" && cp -a "$work"/{shop.db,home,local,nas} "$work/old/"
echo "The database has $(($(stat -c %s "$work/shop.db") / 1000000)) MB."

k=0 mode=undisturbed moment=0 stage=none
lengths=()
for folders in new old; do
  fresh "$folders"
  writer; started=$(now); start
  await "$work/local/database/.backup-*.partial" 60000 || { story "no run within 60 s of the start"; exit 1; }
  begun=$(now)
  until_true 60 both_have_it || { story "no backup without any kill"; exit 1; }
  lengths+=($(($(now) - begun)))
  start_takes=$((begun - started))
  stop; end_writer
  echo "Undisturbed, $folders: the run begins $start_takes ms after the start and takes ${lengths[-1]} ms."
done

declare -A stages
took=()
for ((k = 1; k <= n; k++)); do
  if ((k % 2)); then folders=new length=${lengths[0]}; else folders=old length=${lengths[1]}; fi
  fresh "$folders"
  cp "$home/settings.json" "$work/settings.before"
  writer; started=$(now); start
  # Every sixth while it starts; every sixth when a manifest shows up; the others all over the run.
  case $((k % 6)) in
    1) mode=start; nap "$(printf '%d.%03d' $((start_takes * k / n / 1000)) $((start_takes * k / n % 1000)))" ;;
    2) mode=manifest; await_manifest
       nap "0.0$((k % 7))" ;;
    *) mode=run
       await "$work/local/database/.backup-*.partial" 60000 || true
       after=$((length * k * 4 / n / 5)); # The last ones are often quicker than the one that was measured.
       nap "$(printf '%d.%03d' $((after / 1000)) $((after % 1000)))" ;;
  esac
  if ! lives; then stage=ended; moment=0; story "it ended by itself"; fi
  moment=$(($(now) - started))
  kill -9 "$nightjar" 2>/dev/null || true
  wait "$nightjar" 2>/dev/null || true
  stage=$(how_far)
  stages[$stage]=$((${stages[$stage]:-0} + 1))
  cmp -s "$home/settings.json" "$work/settings.before" || story "the settings changed by the kill"
  [ ! -e "$home/state.json" ] || valid "$home/state.json" || story "state.json is torn by the kill"

  again=$(now); start
  while ! both_have_it && (($(now) - again < within)) && lives; do nap 0.1; done
  if both_have_it; then
    took+=($(($(now) - again)))
  else
    story "no backup at both places within $((within / 1000)) s of the second start; local: $(backups local | wc -l), nas: $(backups nas | wc -l), lives: $(lives && echo yes || echo no)"
  fi
  nap 0.5
  lives || story "it ended by itself after the second start"
  stop; end_writer

  sold=$(tail -1 "$work/sold")
  whole=$(sqlite3 "$work/shop.db" 'PRAGMA integrity_check')
  [ "$whole" = ok ] || story "the live database: $whole"
  kept=$(sqlite3 "$work/shop.db" 'SELECT ifnull(max(id), 0) FROM sale')
  [ "${sold:-0}" -gt 0 ] || story "the app couldn't write: $(tail -1 "$work/writer.txt")"
  [ "$kept" -ge "${sold:-0}" ] || story "the app was told that sale $sold is saved; the last is $kept"
  while read -r left; do
    [ -n "$left" ] || continue
    # A killed run's lease is live for ten minutes; until then its files stay.
    hex=$(sed -E 's/.*\.([0-9a-f]{8})\.partial.*/\1/' <<<"$left")
    compgen -G "$work/*/.nightjar.run-$hex" >/dev/null || story "left over: $left"
  done <<<"$(partials)"
  left=$(find "$home/staging" -type f 2>/dev/null || true)
  [ -z "$left" ] || story "left over in staging: $left"
  cmp -s "$home/settings.json" "$work/settings.before" || story "the settings changed"
  [ ! -e "$home/state.json" ] || valid "$home/state.json" || story "state.json isn't JSON"
  if ((k % 10 == 0 || k == n)); then
    "$program" --home "$home" verify latest >"$work/verify.txt" 2>&1 || story "verify: $(cat "$work/verify.txt")"
    "$program" --home "$home" verify --all >"$work/verify.txt" 2>&1 || story "verify --all: $(cat "$work/verify.txt")"
    echo "$k kills: $failures failures; the last at $moment ms ($stage), caught up in ${took[-1]:-?} ms"
  fi
done

mapfile -t sorted < <(printf '%s\n' "${took[@]}" | sort -n)
echo "Killed when the run was: $(for s in "${!stages[@]}"; do printf '%s %s, ' "$s" "${stages[$s]}"; done)"
echo "The backup was there after ${sorted[0]:-?} to ${sorted[-1]:-?} ms, half of them within ${sorted[${#sorted[@]} / 2]:-?} ms."
[ "$failures" = 0 ] || { echo "FAILED: $failures of $n kills went wrong."; exit 1; }
echo "All $n kills left nothing wrong."
