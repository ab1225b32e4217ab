#!/usr/bin/env bash
# Nightjar on a real Windows JVM under Wine: run.sh [tr] [en], both if left out; KILLS=30 for the number of kills.
# Needs mvn package before; all else comes from packages and is kept in the user's cache. What the
# programs said, and pictures, are kept in target/windows.
set -euo pipefail
cd "$(dirname "$0")/../../.."
[ -e target/nightjar/bin/nightjar ] || { echo "Build it first: mvn package" >&2; exit 2; }
out=$PWD/target/windows
rm -rf "$out" && mkdir -p "$out"
# shellcheck source=src/test/windows/system.sh
source src/test/windows/system.sh
prepare
languages=("$@")
[ ${#languages[@]} -gt 0 ] || languages=(tr en)
export KILLS=${KILLS:-30}

# One language, in a shell of its own: a Windows, its share, its desktop.
scenario() {
  out=$out/$1
  mkdir -p "$out"
  work=$(mktemp -d "${TMPDIR:-/tmp}/nightjar-windows.XXXXXX")
  log=$out/log.txt
  : >"$log"
  # shellcheck source=src/test/windows/checks.sh
  source src/test/windows/checks.sh
  trap finish EXIT
  case $1 in
    tr) windows tr_TR 'Şğıöçü İ' ;;
    en) windows en_US 'Zoë Núñez' ;;
    *) fail "no such language: $1" ;;
  esac
  # shellcheck source=src/test/windows/scenario.sh
  source src/test/windows/scenario.sh
  # The same program in either language: its windows are looked at in the first user's.
  if [ "$1" = "${languages[0]}" ]; then
    # shellcheck source=src/test/windows/desktop.sh
    source src/test/windows/desktop.sh
  fi
  echo "$passed passed, $failed failed: $SECONDS s"
  [ "$failed" = 0 ]
}

# Side by side, each told whole.
runs=() wrong=0
for each in "${languages[@]}"; do
  (scenario "$each") >"$out/$each.txt" 2>&1 & runs+=($!)
done
for at in "${!runs[@]}"; do
  wait "${runs[at]}" || wrong=1
  cat "$out/${languages[at]}.txt"
done
exit "$wrong"
