# The tray programs that run from this package: they end before its files go, and come back after an
# upgrade. Root runs this, for all users; homes are left alone.
launcher=/usr/lib/nightjar/bin/nightjar
noted=/run/nightjar-upgrade

# What follows the main class: nothing, or what only asks something of the tray program.
is_tray() {
  [ -z "$(tr '\0' '\n' <"/proc/$1/cmdline" | sed -e '1,/^dev\.nightjar\.Main$/d' \
    -e '/^--home$/{N;d}' -e '/^--settings$/d' -e '/^--backup-now$/d')" ]
}

running() {
  for process in /proc/[0-9]*; do
    case $(readlink "$process/exe" 2>/dev/null) in
      /usr/lib/nightjar/runtime/bin/nightjar*) is_tray "${process#/proc/}" && echo "${process#/proc/}" ;;
    esac
  done
  return 0
}

# Of its environment only what a start needs: a command line can be read by everybody.
note() {
  mkdir -p -m 700 "$noted"
  id -nu "$(stat -c %u "/proc/$1")" >"$noted/$1.user"
  {
    grep -z -E '^(DISPLAY|WAYLAND_DISPLAY|XAUTHORITY|DBUS_SESSION_BUS_ADDRESS|XDG_[A-Z_]*|HOME|USER|LOGNAME|LANG|LC_[A-Z]*|PATH|TZ|NIGHTJAR_[A-Z_]*)=' \
      "/proc/$1/environ" || true
    printf '%s\0' "$launcher"
    sed -z '1,/^dev\.nightjar\.Main$/d' "/proc/$1/cmdline"
  } >"$noted/$1.command"
}

# SIGTERM: a run is cancelled and cleans up, which takes 20 seconds at most.
end_running() {
  rm -rf "$noted"
  pids=$(running)
  for pid in $pids; do
    note "$pid" || rm -f "$noted/$pid.command"
    kill -TERM "$pid" || true
  done
  for pid in $pids; do
    for _ in $(seq 150); do
      [ -d "/proc/$pid" ] || break
      sleep 0.2
    done
  done
}

# As its user, out of this script's session: with systemd as a unit of the user's own.
start_noted() {
  for command in "$noted"/*.command; do
    [ -e "$command" ] || continue
    user=$(cat "${command%.command}.user")
    runtime=/run/user/$(id -u "$user")
    if [ -S "$runtime/systemd/private" ]; then
      runuser -u "$user" -- env "XDG_RUNTIME_DIR=$runtime" \
        xargs -0 systemd-run --user --collect --quiet env -i <"$command"
    else
      runuser -u "$user" -- xargs -0 setsid -f env -i <"$command" >/dev/null 2>&1
    fi || echo "Nightjar could not be started again for $user; it starts at the next sign-in."
  done
  rm -rf "$noted"
}

last_word() {
  cat <<'WORDS'
Nightjar is gone; your backups are not. They stay in the folders that were chosen for them, usually
"Nightjar Backups" in your home folder, and on the NAS. Each database/backup-....db is an ordinary
SQLite database that opens without Nightjar; README.txt beside it says the way back. Settings and
history stay, too, each user's in ~/.config/nightjar and ~/.local/state/nightjar. What starts
Nightjar at sign-in does nothing without it; "nightjar autostart off" takes it away beforehand.
WORDS
}
