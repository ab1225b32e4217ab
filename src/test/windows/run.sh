#!/usr/bin/env bash
# Nightjar on a real Windows JVM under Wine: run.sh [tr] [en], both if left out; KILLS=30 for the number of kills.
# Needs mvn package before; all else comes from packages and is kept in the user's cache. What the
# programs said is kept in target/windows.
set -euo pipefail
cd "$(dirname "$0")/../../.."
[ -e target/nightjar/bin/nightjar ] || { echo "Build it first: mvn package" >&2; exit 2; }
out=$PWD/target/windows
rm -rf "$out" && mkdir -p "$out"
work=$(mktemp -d "${TMPDIR:-/tmp}/nightjar-windows.XXXXXX")
# shellcheck source=src/test/windows/system.sh
source src/test/windows/system.sh
trap finish EXIT
prepare
javac --release 17 -d "$out" src/test/windows/*.java
passed=0 failed=0
languages=("$@")
[ ${#languages[@]} -gt 0 ] || languages=(tr en)
for each in "${languages[@]}"; do
  case $each in
    tr) windows tr_TR 'Şğıöçü İ' ;;
    en) windows en_US 'Zoë Núñez' ;;
    *) fail "no such language: $each" ;;
  esac
  # shellcheck source=src/test/windows/scenario.sh
  source src/test/windows/scenario.sh
  # shellcheck source=src/test/windows/desktop.sh
  source src/test/windows/desktop.sh
done
echo "$passed passed, $failed failed"
[ "$failed" = 0 ]
