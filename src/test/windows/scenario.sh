# What a user does at the command line, in the Windows that windows() has made. Sourced by run.sh.
# shellcheck shell=bash disable=SC2154

u="C:\\users\\$name" # The user's folder, as Windows says it.
data="$u\\AppData\\Roaming\\Inventory App"
database=$user/AppData/Roaming/Inventory\ App/inventory.db
log=$out/$language.txt
: >"$log"
mkdir -p "$(dirname "$database")"

check() { # SENTENCE COMMAND…
  local sentence=$1; shift
  if "$@" >>"$log" 2>&1; then
    passed=$((passed + 1)); echo "  ok: $sentence"
  else
    failed=$((failed + 1)); echo "  FAILED: $sentence ($*); see $log"; tail -5 "$log" | sed 's/^/    /'
  fi
}
# says CODE WORDS COMMAND…: the exit code and, in what it prints, words.
says() {
  local code=0 answer expected=$1 words=$2; shift 2
  # A file: what Wine leaves running would keep a pipe open.
  "$@" >"$out/answer.txt" 2>&1 || code=$?
  cat "$out/answer.txt"
  [ "$code" = "$expected" ] && grep -qF -- "$words" "$out/answer.txt" || { echo "exit code $code"; return 1; }
}
until_true() { # SECONDS COMMAND…
  local end=$((SECONDS + $1)); shift
  until "$@" >/dev/null 2>&1; do ((SECONDS < end)) || return 1; sleep 0.2; done
}
nap() { sleep "$1"; }
count() { find "$1/manifest" -name 'backup-*.json' 2>/dev/null | wc -l; }
app_starts() {
  rm -f "$database.stop"
  LIMIT=3000 win 'C:\node\node.exe' --no-warnings 'C:\app.mjs' "$data\\inventory.db" "${1:-20000}" \
    >>"$out/sold.txt" 2>>"$log" & app=$!; pids+=("$app")
  until_true 60 [ -s "$out/sold.txt" ] || fail "the app doesn't start"
}
app_ends() { touch "$database.stop"; wait "$app" || true; rm -f "$database.stop"; }
whole() { [ "$(sqlite3 "$1" 'PRAGMA integrity_check')" = ok ]; }

: >"$out/sold.txt"
check "the demo" says 0 "pieces in stock, as it must be" nj demo "$u\\demo"
app_starts

check "a job for a local folder and a share's root" \
  says 0 "" nj settings add --database "$data\\inventory.db" --local "$u\\Yedek ler" --nas '\\nas\backup' --create
check "a backup at both" says 0 "2 of 2 places" nj backup
check "there is one in the local folder" [ "$(count "$user/Yedek ler")" = 1 ]
check "and one on the share" [ "$(count "$work/share")" = 1 ]
check "status" says 0 "" nj status
check "the list" says 0 "backup" nj list
check "the list of a share's root, with a backslash at its end" says 0 "backup" nj list --in '\\nas\backup\'
check "the list of the same folder as a drive" says 0 "backup" nj list --in 'Y:\'
check "all are whole" says 0 "" nj verify --all
for form in database json; do
  check "restored from the $form" says 0 "" nj restore latest --from "$form" --to "$u\\geri $form.db"
  check "the restored one is whole" whole "$user/geri $form.db"
done
check "a job to a drive" \
  says 0 "" nj settings add --name sürücü --database "$data\\inventory.db" --local "$u\\Sürücü" --nas 'Y:\şube' --create
check "a backup there" says 0 "2 of 2 places" nj backup sürücü
check "the backup is on the drive" [ "$(count "$work/share/şube")" = 1 ]

app_ends
whole "$database" || fail "the live database is damaged"
wineserver_ends
