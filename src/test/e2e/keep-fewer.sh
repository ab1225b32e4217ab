#!/usr/bin/env bash
# A NAS is full: the window offers to keep fewer backups, the settings say what that means, and saving them makes the
# room, into which a new backup goes, and the one that was missing. What lies on the disk decides. E2E_DARK=1: in dark colours.
# Needs: Xvfb openbox trayer xdotool xwininfo import (imagemagick) dbus-launch sqlite3, the right to mount (root or
# sudo), and mvn package before. Pictures and the program's output are kept in target/e2e-keep-fewer.
set -euo pipefail
cd "$(dirname "$0")/../../.."

out=$PWD/target/e2e-keep-fewer
source src/test/e2e/display.sh
export NIGHTJAR_HOME=$home
settings='Nightjar Settings'

as_root() { if [ "$(id -u)" = 0 ]; then "$@"; else sudo "$@"; fi; }
# While the program may still be there.
trap 'as_root umount -l "$work/nas" 2>/dev/null || true; finish' EXIT
status() { "$program" status 2>/dev/null >"$out/status.txt" || true; }
says() { status; grep -q "$1" "$out/status.txt"; }

display "${E2E_DISPLAY:-94}" 1280x900
mkdir "$work/nas"
as_root mount -t tmpfs -o "size=3m,uid=$(id -u)" tmpfs "$work/nas"
database "$work/shop.db" 1500
ask settings add --database "$work/shop.db" --local "$work/local" --nas "$work/nas" --at "$later" --create
[ -z "${E2E_DARK:-}" ] || ask settings set appearance=dark

echo "1. backups until the NAS refuses one: the window says so, and what would make room"
for ((made = 1; made < 9; made++)); do
  "$program" backup >>"$out/nightjar.txt" 2>&1 || break
done
there=$(backups nas | wc -l)
[ "$there" -eq $((made - 1)) ] && [ "$there" -ge 3 ] || fail "$made backups were made, $there are on the NAS"
says 'NAS is full. Free .* by keeping fewer' || fail "status doesn't offer to keep fewer"
start
until_true 20 icon_is_there || fail "no icon"
ask
until_true 10 window Nightjar || fail "no window"
sleep 1.5; picture 1-full

echo "2. its button opens the settings, with the rule chosen that makes room; nothing is deleted yet"
focus Nightjar; xdotool key --clearmodifiers alt+f
until_true 10 window "$settings" || fail "no settings"
sleep 2; picture 2-preview
[ "$(backups nas | wc -l)" -eq "$there" ] || fail "a backup is gone before the user agreed"

echo "3. saved, it makes the room and uses it: a new backup, and the one that was missing"
oldest=$(backups local | head -1) newest=$(backups local | tail -1)
focus "$settings"; click "$settings" -63 -31
until_true 10 gone "$settings" || fail "the settings aren't saved"
# The run that the saving starts deletes and copies for a while: all of it holds when it is over.
has() { grep -qxF "$2" <<<"$(backups "$1")"; }
no_files_left_over() { [ "$(find "$work/nas/database" "$work/nas/json" -type f | wc -l)" -eq $((2 * $(backups nas | wc -l))) ]; }
until_true 60 has nas "$newest" || fail "the backup that was missing isn't on the NAS"
until_true 60 eval '[ "$(backups local | wc -l)" -gt "$made" ]' || fail "no new backup on this computer"
until_true 60 has nas "$(backups local | tail -1)" || fail "the new backup isn't on the NAS"
until_true 60 no_run || fail "the run doesn't end"
until_true 20 eval '! has nas "$oldest"' || fail "the oldest backup is still on the NAS"
[ "$(backups local | wc -l)" -eq $((made + 1)) ] || fail "on this computer are $(backups local | wc -l) backups, not $((made + 1))"
until_true 20 no_files_left_over || fail "files are left over: $(find "$work/nas/database" "$work/nas/json" -type f)"
until_true 20 eval '"$program" status' || fail "status isn't well"
sleep 1; picture 3-room
"$program" verify --all --in "$work/nas" >>"$out/nightjar.txt" 2>&1 || fail "what is left isn't whole"

"$program" quit >>"$out/nightjar.txt" 2>&1 || fail "it didn't end"
echo "All of it works. The pictures are in target/e2e-keep-fewer."
