# What is on the screen: what all scripts on a display share. Sourced by one that has set "out" and "work".
# shellcheck shell=bash disable=SC2154

# until_true SECONDS COMMAND…: waits for the command to succeed, which takes so many seconds at most on an idle machine:
# up to four times as long, for a busy one.
until_true() {
  local end=$((SECONDS + 4 * $1)); shift
  until "$@" >/dev/null 2>&1; do ((SECONDS < end)) || return 1; command sleep 0.2; done
}
picture() { import -window root "$out/$1.png" 2>/dev/null || true; }
# search OPTION…: the windows that xdotool finds. It gives up with an X error if a window goes away
# while it walks through them; then it's asked again.
search() {
  local found code
  for _ in 1 2 3 4 5 6 7 8 9 10; do
    code=0; found=$(xdotool search "$@" 2>"$work/search.txt") || code=$?
    [ -s "$work/search.txt" ] || break
    sleep 0.2
  done
  [ -z "$found" ] || echo "$found"
  return "$code"
}
window() { search --onlyvisible --name "^$1\$"; }
# It isn't gone because the search ended with an error.
gone() { ! window "$1" && [ ! -s "$work/search.txt" ]; }
icon() { search --name JavaEmbeddedFrame | head -1; }
icon_is_there() { local found; found=$(icon); [ -n "$found" ] && xwininfo -id "$found" | grep -q IsViewable; }
