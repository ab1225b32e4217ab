# What a user does at the command line, in the Windows that windows() has made. Sourced by run.sh.
# shellcheck shell=bash disable=SC2154

u="C:\\users\\$name" # The user's folder, as Windows says it.
data="$u\\AppData\\Roaming\\Inventory App"
database=$user/AppData/Roaming/Inventory\ App/inventory.db
mkdir -p "$(dirname "$database")"

app_starts() {
  rm -f "$database.stop"
  LIMIT=3000 win 'C:\node\node.exe' --no-warnings 'C:\app.mjs' "$data\\inventory.db" "${1:-20000}" \
    >>"$out/sold.txt" 2>>"$log" & app=$!; pids+=("$app")
  until_true 60 [ -s "$out/sold.txt" ] || fail "the app doesn't start"
}
app_ends() { touch "$database.stop"; wait "$app" || true; rm -f "$database.stop"; }
whole() { [ "$(sqlite3 "$1" 'PRAGMA integrity_check')" = ok ]; }

json_is_alone() {
  says 0 "" only_out "$out/json.txt" nj list --json && [ "$(sqlite3 :memory: "SELECT json_valid(readfile('$out/json.txt'))")" = 1 ]
}
through_a_pipe() { nj status 2>>"$log" | cat >"$out/pipe.txt"; cat "$out/pipe.txt"; grep -q 'sürücü' "$out/pipe.txt" && ! grep -q '[✓⚠✗]' "$out/pipe.txt"; }
into_a_file() { says 0 "" only_out "$out/file.txt" nj status && grep -q 'sürücü' "$out/file.txt" && ! grep -q '[✓⚠✗]' "$out/file.txt"; }
# Wine's console on a terminal of this system: what a program writes in its code page is drawn there.
run_on_console() {
  (
    export -f win
    export prefix cache language name work
    SHELL=/bin/bash script -qec "win cmd /c 'C:\\console.bat'" "$out/console.txt" >/dev/null 2>>"$log"
  ) || true
  cat "$out/console.txt"
}
both_ended() { grep -q 'status ended with [0-4]\b' "$out/console.txt" && grep -q 'help ended with [0-4]\b' "$out/console.txt"; }
on_a_console() {
  local program='@C:\Java\bin\java.exe "@%nj%\jvm.options" -cp "%nj%\*" dev.nightjar.Main'
  printf '%s\r\n' '@chcp 857' '@set nj=C:\Program Files (x86)\Nightjar\lib' \
    "$program status" '@echo status ended with %errorlevel%' \
    "$program --help" '@echo help ended with %errorlevel%' >"$c/console.bat"
  run_on_console
  both_ended || { echo "    A program on the console ended before its time: once more" >&"$console"; run_on_console; }
  both_ended && grep -q ': 857' "$out/console.txt" && grep -q 'sürücü' "$out/console.txt" &&
    grep -q 'nightjar settings add' "$out/console.txt" && ! grep -q '[✓⚠✗]\|\\r' "$out/console.txt"
}
now() { local at=${EPOCHREALTIME/[.,]/}; echo $((at / 1000)); }

# The JVM of nj in the background: below its shell and its time limit.
kill_jvm() { local limit; limit=$(pgrep -P "$1") && kill -9 "$(pgrep -P "$limit")"; } 2>/dev/null
# Kills a run at moments that are spread over all of its length, while the app sells.
kills() {
  local k started length moment wrong=0 kept
  app_starts
  started=$(now)
  check "a backup that isn't killed" says 0 "$(words run.succeeded)" nj backup inventory
  length=$(($(now) - started))
  for ((k = 1; k <= KILLS; k++)); do
    moment=$((length * k / KILLS))
    nj backup inventory >>"$log" 2>&1 & run=$!
    sleep "$(printf '%d.%03d' $((moment / 1000)) $((moment % 1000)))"
    kill_jvm "$run" || true
    wait "$run" 2>/dev/null || true
    # By this system's own Nightjar, which starts sooner.
    target/nightjar/bin/nightjar list --in "$user/Yedek ler" >>"$log" 2>&1 || { wrong=$((wrong + 1)); echo "kill $k at $moment ms: no list" | tee -a "$log"; }
  done
  check "$KILLS kills: each list can be read" [ "$wrong" = 0 ]
  check "a backup after them" says 0 "$(words run.succeeded)" nj backup inventory
  app_ends
  kept=$(sqlite3 "$database" 'SELECT max(id) FROM sale')
  check "the app lost nothing: $kept sales" [ "$kept" -ge "$(tail -1 "$out/sold.txt" | tr -d '\r')" ]
}

: >"$out/sold.txt"
check "the demo" says 0 "$(words demo.restored)" nj demo "$u\\demo"
app_starts

check "a job for a local folder and a share's root" \
  says 0 "$(words settings.added)" nj settings add --database "$data\\inventory.db" --local "$u\\Yedek ler" --nas '\\nas\backup' --create
check "a backup at both" says 0 "$(words run.succeeded)" nj backup
check "there is one in the local folder" [ "$(count "$user/Yedek ler")" = 1 ]
check "and one on the share" [ "$(count "$work/share")" = 1 ]
check "status" says 0 "" nj status
check "the list" says 0 "$(text list.backup)" nj list
check "the list of a share's root, with a backslash at its end" says 0 "$(text list.backup)" nj list --in '\\nas\backup\'
check "the list of the same folder as a drive" says 0 "$(text list.backup)" nj list --in 'Y:\'
check "all are whole" says 0 "" nj verify --all
for form in database json; do
  check "restored from the $form" says 0 "$(words restore.done)" nj restore latest --from "$form" --to "$u\\geri $form.db"
  check "the restored one is whole" whole "$user/geri $form.db"
done
check "a job to a drive" \
  says 0 "$(words settings.added)" nj settings add --name sürücü --database "$data\\inventory.db" --local "$u\\Sürücü" --nas 'Y:\süd' --create
check "a backup there" says 0 "$(words run.succeeded)" nj backup sürücü
check "the backup is on the drive" [ "$(count "$work/share/süd")" = 1 ]

echo "  Put back"
check "while the app has its database open, nothing is put back" \
  says 1 "$(words failure.database-in-use.unknown)" nj restore latest --job inventory --replace
app_ends
kept=$(sqlite3 "$database" 'SELECT max(id) FROM sale')
sqlite3 "$database" 'DELETE FROM sale'
check "put back" says 0 "$(words restore.replace.done)" nj restore latest --job inventory --replace
check "the sales are there again" [ "$(sqlite3 "$database" 'SELECT count(*) > 0 AND max(id) <= '"$kept"' FROM sale')" = 1 ]
check "in the mode that it was in" [ "$(sqlite3 "$database" 'PRAGMA journal_mode')" = wal ]
check "it is whole" whole "$database"
check "nobody is asked about the rows from before" says 0 "" nj status

echo "  The same path in other forms"
for form in "${u//\\//}/demo/nas" "\"$u\\demo\\nas\"" '%USERPROFILE%\demo\nas' "\\\\?\\$u\\demo\\nas\\"; do
  check "$form is understood" says 0 "$(text list.backup)" nj list --in "$form"
done
check "a home in quotes and with slashes is understood" \
  says 0 "$u\\evim\\settings.json" nj --home "\"${u//\\//}/evim/\"" settings path
# By hand, as a user may write it.
settings=$user/AppData/Roaming/Nightjar/settings.json
by_hand() {
  python3 - "$settings" "$1" "$2" <<'PYTHON'
import json, sys
file, old, new = sys.argv[1:]
text = open(file, encoding='utf-8').read()
assert json.dumps(old, ensure_ascii=False) in text, old
open(file, 'w', encoding='utf-8').write(text.replace(json.dumps(old, ensure_ascii=False), json.dumps(new)))
PYTHON
}
cp "$settings" "$work/settings.json"
check "settings by hand in another form" by_hand "$u\\Yedek ler" '"%UserProfile%/Yedek ler/"'
check "are understood" says 0 "$u\\Yedek ler" nj settings show
check "a device in them" by_hand "$u\\Sürücü" 'C:\nul'
check "is refused" says 2 "$(words word.must-be-possible-on-this-system-and-in-its-language)" nj settings show
cp "$work/settings.json" "$settings"
check "a name that Windows keeps for a device is refused" says 2 "can't be" nj list --plain --in 'C:\con'

echo "  Where things are kept"
check "settings are where they roam" [ -f "$user/AppData/Roaming/Nightjar/settings.json" ]
check "the history is where nothing roams" [ -f "$user/AppData/Local/Nightjar/history.jsonl" ]
check "nothing else roams" [ "$(ls "$user/AppData/Roaming/Nightjar" | grep -vc '^settings')" = 0 ]
# An earlier version kept its history and log where settings roam.
old=$user/AppData/Roaming/Nightjar new=$user/AppData/Local/Nightjar
mkdir -p "$old/log" "$old/locks" && mv "$new/history.jsonl" "$old/" && echo 'of an earlier version' >"$old/log/earlier.log"
: >"$old/locks/tray.lock"
history_kept=$(sha256sum <"$old/history.jsonl")
check "what an earlier version left there is moved at the next start" says 0 "" nj status
check "history and log are where nothing roams" \
  [ "$(sha256sum <"$new/history.jsonl")$(cat "$new/log/earlier.log")" = "${history_kept}of an earlier version" ]
check "and no longer where settings do" [ ! -e "$old/history.jsonl" ]
rm -rf "$old/log" "$old/locks" "$new/log/earlier.log"
check "nothing was unpacked into Temp" [ -z "$(find "$c/users" "$c/windows/temp" -name '*sqlite*.dll*')" ]

echo "  What the programs say"
check "JSON comes without any other word" json_is_alone
check "a pipe gets UTF-8 and words" through_a_pipe
check "so does a file" into_a_file
check "a console in code page 857 shows words, line by line" on_a_console

echo "  Autostart"
# Wine runs it from no installed program: Java itself is what starts it.
check "on" says 0 "" nj autostart on
check "the registry has it" says 0 "Nightjar" win reg query 'HKCU\Software\Microsoft\Windows\CurrentVersion\Run' /v Nightjar
check "off" says 0 "" nj autostart off
check "the registry has it no more" says 1 "" win reg query 'HKCU\Software\Microsoft\Windows\CurrentVersion\Run' /v Nightjar

echo "  The share goes and comes back"
mv "$work/share" "$work/away"
check "a backup without it is kept locally" says 3 "$(words failure.place-unreachable)" nj backup inventory
check "verify says so, too" says 1 "$(words failure.place-unreachable)" nj verify --all
mv "$work/away" "$work/share"
check "it is copied once the share is back" says 0 "$(words run.succeeded)" nj backup inventory
check "both have all" [ "$(count "$user/Yedek ler")" = "$(count "$work/share")" ]

echo "  A share's root that is full"
# A file system of its own, as small as it needs to be: made by root alone.
full() { # MEGABYTES
  mkdir -p "$work/full"
  as_root mount -t tmpfs -o "size=$1m,mode=777" tmpfs "$work/full" 2>>"$log" || return 1
  mkdir -p "$prefix/dosdevices/unc/nas"
  ln -sfn "$work/full" "$prefix/dosdevices/unc/nas/full"
}
if full 40; then
  check "a job to it, for which there is room" says 0 "$(words settings.added)" nj settings add --name dolu \
    --database "$data\\inventory.db" --local "$u\\Dolu" --nas '\\nas\full' --create
  dd if=/dev/zero of="$work/full/other" bs=1M count=39 status=none
  check "it is full: kept on this computer" says 3 "$(words failure.place-full.unknown)" nj backup dolu
  check "nothing half is left there" [ -z "$(find "$work/full" -name '*.partial' -o -name 'backup-*')" ]
  rm "$work/full/other"
  check "it is copied once there is room" says 0 "$(words run.succeeded)" nj backup dolu
  check "and whole" says 0 "" nj verify --all --in '\\nas\full'
  as_root umount -l "$work/full"
  check "the job to it is removed" says 0 "" nj settings remove dolu
else
  echo "  LEFT OUT: a full disk: mounting one isn't allowed here"
fi

echo "  The app replaces its database"
# As an app updates itself: what it wrote anew takes the name of what it had.
replacing() { win 'C:\node\node.exe' --no-warnings 'C:\replace.mjs' "$data\\inventory.db" "$1"; }
replaced() {
  local app code=0 k
  replacing 100 & app=$!
  for k in 1 2 3 4; do says 0 "$(words run.succeeded)" nj backup inventory || code=1; done
  # As says has it: Wine may crash when the program has ended.
  wait "$app" || [ $? = 139 ] || code=1
  [ "$code" = 0 ]
}
newest_has_rows() {
  local newest rows
  newest=$(find "$user/Yedek ler/database" -name 'backup-*.db' | sort | tail -1)
  rows=$(sqlite3 "$database" 'SELECT count(*) FROM product')
  whole "$newest" && [ "$rows" -gt 1000 ] && [ "$(sqlite3 "$newest" 'SELECT count(*) FROM product')" = "$rows" ]
}
held_alone() {
  local code=0
  rm -f "$database.stop"
  replacing hold >"$out/held.txt" & app=$!
  until_true 60 grep -q held "$out/held.txt" || return 1
  says 1 "$1" nj backup inventory || code=1
  app_ends
  return "$code"
}
check "while Nightjar looks and copies, again and again" replaced
check "a backup has the rows of a whole file" newest_has_rows
check "the app keeps it for itself: said so" held_alone "$(words failure.database-locked)"
check "once it lets go" says 0 "$(words run.succeeded)" nj backup inventory

echo "  Restored from a share's root"
for form in database json; do
  check "from the share's $form, as a new file" says 0 "$(words restore.done)" \
    nj restore latest --in '\\nas\backup\' --job inventory --from "$form" --to "$u\\nas $form.db"
  check "it is whole" whole "$user/nas $form.db"
done

echo "  A scanner holds each new file for 300 ms"
rm -f "$c/scanner.stop"
LIMIT=600 win 'C:\Java\bin\java.exe' -cp 'C:\' Scanner "$u\\Yedek ler" '\\nas\backup' "$u\\AppData\\Local\\Nightjar" \
  >"$out/scanner.txt" 2>>"$log" & scanner=$!; pids+=("$scanner")
until_true 60 [ -s "$out/scanner.txt" ] || fail "the scanner doesn't start"
check "a backup all the same" says 0 "$(words run.succeeded)" nj backup inventory
touch "$c/scanner.stop"; wait "$scanner" || true
check "it held some: $(tail -1 "$out/scanner.txt" | tr -d '\r\n')" [ "$(tail -1 "$out/scanner.txt" | tr -d '\r\n')" -gt 3 ]

echo "  Killed at $KILLS moments"
kills

check "all are whole in the end" says 0 "" nj verify --all
check "so is the live database" whole "$database"
