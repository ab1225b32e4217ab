# A display with a window manager and a tray, a database and its writer: what the scripts here share.
# Sourced by a script that has set "out". Sets: program, work, home, pids; the folders are in $work.

program=${E2E_PROGRAM:-$PWD/target/nightjar/bin/nightjar}
[ -x "$program" ] || { echo "Build it first: mvn package"; exit 2; }
rm -rf "$out" && mkdir -p "$out"
work=$(mktemp -d "${TMPDIR:-/tmp}/nightjar-e2e.XXXXXX")
home=$work/home
# The user's own folders, for the length of this run.
export NIGHTJAR_JAVA_OPTIONS="-Duser.home=$work/user -Duser.language=en" XDG_CONFIG_HOME=$work/config
mkdir -p "$work/user"
unset NIGHTJAR_HOME
pids=()
finish() {
  for pid in "${pids[@]}"; do kill "$pid" 2>/dev/null || true; done
  command sleep 0.5 # A screen takes away its lock, which would keep the next one of its number from coming up.
  for pid in "${pids[@]}"; do kill -9 "$pid" 2>/dev/null || true; done
  wait 2>/dev/null || true
  rm -rf "$work"
}
trap finish EXIT

source src/test/e2e/screen.sh
fail() { echo "FAILED: $*"; picture failed; tail -20 "$out/nightjar.txt" || true; exit 1; }
# press_until SECONDS KEY COMMAND…: presses the key until the command succeeds. While a window still checks what was
# typed its main button is off, and on a busy machine that takes longer than any fixed wait. Pressed again only when
# the program is at rest: what the first key has begun is never ended by the next.
press_until() {
  local end=$((SECONDS + 4 * $1)) key=$2; shift 2
  while ((SECONDS < end)); do
    at_rest
    xdotool key --clearmodifiers "$key"
    until_true 2 "$@" && return 0
  done
  return 1
}
# Waits until what keys, clicks and windows have set going is over, however slow the machine is: no thread of the
# program, the screen and the window manager runs, would like to, or waits for a disk, at ten looks one after another.
at_rest() {
  local calm=0 end=$((SECONDS + 60)) stat line
  while ((calm < 10 && SECONDS < end)); do
    nap 0.02
    calm=$((calm + 1))
    for stat in /proc/{"${nightjar:-none}","${screen:-none}","${manager:-none}"}/task/*/stat; do
      { read -r line <"$stat"; } 2>/dev/null || continue # It has ended.
      case ${line##*) } in [RD]*) calm=0; break ;; esac
    done
  done
}
# Milliseconds on the wall clock.
now() { local at=${EPOCHREALTIME/[.,]/}; echo $((at / 1000)); }
# The short pauses between keys grow, up to fourfold, where a start of the program takes longer than the 300 ms of an
# idle machine: scripts run side by side, and a key that comes too early is lost. They end when the program is at rest.
began=$(now); "$program" --version >/dev/null
pace=$(($(now) - began)); pace=$((pace < 300 ? 300 : pace > 1200 ? 1200 : pace))
sleep() {
  command sleep "$(awk -v s="$1" -v pace="$pace" 'BEGIN { print s <= 3 ? s * pace / 300 : s }')"
  at_rest
}
# Sleeps without starting a process: the moments of a kill are a few milliseconds apart.
exec {never}<> <(:)
nap() { read -rt "$1" -u "$never" _ || true; }

start() { "$program" --home "$home" >>"$out/nightjar.txt" 2>&1 & nightjar=$!; pids+=("$nightjar"); }
lives() { kill -0 "$nightjar" 2>/dev/null; }
# Ends the tray program as a shutdown does.
stop() {
  kill "$nightjar" 2>/dev/null || true
  until_true 25 eval "! kill -0 $nightjar" || kill -9 "$nightjar" 2>/dev/null || true
  wait "$nightjar" 2>/dev/null || true
}
# The names of the backups at a place, one a line.
backups() { { find "$work/$1/manifest" -maxdepth 1 -name 'backup-*.json' -printf '%f\n' 2>/dev/null || true; } | sort; }

# display NUMBER [WIDTHxHEIGHT]
display() {
  export DISPLAY=:$1
  ! xdpyinfo >/dev/null 2>&1 || { echo "FAILED: the display $DISPLAY is in use"; exit 1; }
  # It doesn't begin anew when the first look at it ends, or the window manager that comes up meanwhile would be cut off.
  Xvfb "$DISPLAY" -noreset -screen 0 "${2:-1280x800}x24" >/dev/null 2>&1 & screen=$!
  pids+=("$screen")
  until_true 10 xdpyinfo || { echo "FAILED: no display"; exit 1; }
  eval "$(dbus-launch --sh-syntax)"; pids+=("$DBUS_SESSION_BUS_PID")
  openbox >/dev/null 2>&1 & manager=$!
  pids+=("$manager")
  until_true 10 managed || { echo "FAILED: no window manager"; exit 1; }
  host
  sleep 1
}
managed() { xprop -root _NET_SUPPORTING_WM_CHECK | grep 'window id'; }
# The tray that holds the icons.
host() {
  trayer --edge bottom --align right --widthtype request --height 28 --SetDockType true >/dev/null 2>&1 &
  trayer=$!
  pids+=("$trayer")
  until_true 10 search --onlyvisible --class trayer || fail "no tray"
}

# The middle of the icon on the screen.
to_icon() {
  local place
  place=$(xdotool getwindowgeometry --shell "$(icon)") && eval "$place" &&
    xdotool mousemove $((X + WIDTH / 2 - 1)) $((Y + HEIGHT / 2)) sleep 0.1 mousemove $((X + WIDTH / 2)) $((Y + HEIGHT / 2))
}
at_icon() { until_true 10 to_icon || fail "no icon to go to"; }

# database FILE ROWS: about 200 bytes a row in two tables.
database() {
  sqlite3 "$1" "PRAGMA journal_mode=WAL;
    CREATE TABLE product(id INTEGER PRIMARY KEY, name TEXT NOT NULL, price REAL, note TEXT);
    CREATE INDEX by_name ON product(name);
    CREATE TABLE sale(id INTEGER PRIMARY KEY, product INTEGER REFERENCES product(id), at TEXT);
    WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i+1 FROM n LIMIT $2)
      INSERT INTO product SELECT i, 'product ' || i, i * 0.37, hex(randomblob(80)) FROM n;" >/dev/null
}

# A time of day for a job's backups, which doesn't come while a script runs.
later=$(date -d '+3 hours' +%H:%M)
# Whether no backup is being made: Backup Now would be taken for that one, and a menu's line would cancel it.
no_run() {
  "$program" --home "$home" --json status >"$out/runs.json" || true
  [ "$(sqlite3 :memory: "SELECT json_array_length(readfile('$out/runs.json'), '$.running')")" = 0 ]
}

# An app that sells all the time; what it was told is saved is in $work/sold.
writer() {
  : >"$work/sold"
  (
    trap 'exit 0' TERM
    while :; do
      echo "INSERT INTO sale(product, at) VALUES (1 + abs(random()) % 1000, datetime('now')) RETURNING id;"
      nap 0.05
    done
  ) | sqlite3 -cmd '.timeout 30000' "$work/shop.db" >"$work/sold" 2>"$work/writer.txt" &
  writer=$!
  pids+=("$writer")
}
end_writer() { kill "$writer" 2>/dev/null || true; wait "$writer" 2>/dev/null || true; }

# A command of the program, or a second start that tells the first one.
ask() { "$program" "$@" >>"$out/nightjar.txt" 2>&1 || fail "'$*' didn't end well"; }

activate() { local id; id=$(window "$1" | head -1) && [ -n "$id" ] && xdotool windowactivate --sync "$id"; }
focus() { until_true 5 activate "$1" || fail "no window $1 to go to"; sleep 0.5; }
# click NAME X Y: within the window's contents; counted from the right and from below where negative.
click() {
  at_rest
  local id x y wide high
  id=$(window "$1" | head -1)
  xwininfo -id "$id" >"$work/window"
  x=$(sed -n 's/^ *Absolute upper-left X: *//p' "$work/window") y=$(sed -n 's/^ *Absolute upper-left Y: *//p' "$work/window")
  wide=$(sed -n 's/^ *Width: *//p' "$work/window") high=$(sed -n 's/^ *Height: *//p' "$work/window")
  [ "$2" -ge 0 ] || x=$((x + wide)); [ "$3" -ge 0 ] || y=$((y + high))
  xdotool mousemove $((x + $2)) $((y + $3)) sleep 0.2 click 1; sleep 0.4
}
