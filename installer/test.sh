#!/usr/bin/env bash
# What a user of Linux does with the packages: install, use, see the icon, upgrade, remove.
# Installs on this machine and takes all away again; makes a user for the time it runs. Needs root or
# sudo, and: Xvfb openbox trayer xdotool import (imagemagick) xwininfo sqlite3 lintian rpm
# desktop-file-validate appstreamcli. Pictures and logs are kept in target/installer-e2e.
set -euo pipefail
cd "$(dirname "$0")/.."

out=$PWD/target/installer-e2e
rm -rf "$out" && mkdir -p "$out"
work=$(mktemp -d)
chmod 755 "$work"
export DISPLAY=:${E2E_DISPLAY:-88} DEBIAN_FRONTEND=noninteractive
user=nightjar-e2e
home=/home/$user
pids=()
as_root() { if [ "$(id -u)" = 0 ]; then "$@"; else sudo --preserve-env=DISPLAY,DEBIAN_FRONTEND "$@"; fi; }
# As somebody who has just signed in, with no variables of ours.
as_user() { as_root runuser -u "$user" -- env -i "HOME=$home" "USER=$user" "DISPLAY=$DISPLAY" PATH=/usr/bin:/bin LANG=C.UTF-8 "$@"; }
finish() {
  as_root pkill -u "$user" 2>/dev/null || true
  for pid in "${pids[@]}"; do kill "$pid" 2>/dev/null || true; done
  wait 2>/dev/null || true
  if dpkg -s nightjar >/dev/null 2>&1; then as_root dpkg --purge nightjar >/dev/null 2>&1 || true; fi
  as_root userdel -r "$user" 2>/dev/null || true
  as_root rm -rf "$work"
}
trap finish EXIT

fail() { echo "FAILED: $*"; picture failed; tail -n 20 "$out"/*.txt || true; exit 1; }
# shellcheck source=src/test/e2e/screen.sh
source src/test/e2e/screen.sh
tray_pid() { pgrep -u "$user" -f '^/usr/lib/nightjar/runtime/bin/nightjar .*dev\.nightjar\.Main$'; }
no_tray() { ! tray_pid; }
no_icon() { ! icon_is_there; }
start_tray() { as_user "${@:2}" setsid -f "$1" >>"$out/tray.txt" 2>&1; }
backups() { find "$home/$1/manifest" -name 'backup-*.json' | wc -l; }
has_backups() { [ "$(backups "$1")" -ge "$2" ]; }
# Backup Now would be taken for a run that isn't over, though its backup is there.
no_run() { { as_user nightjar --json status 2>/dev/null || true; } | tr -d ' \n' | grep -F '"running":[]'; }
is_writing() { [ -n "$(find "$home/kept" -name '.backup-*.partial')" ]; }
# Installed files of ours; a page's cache, and apt's and this test's own, aside.
left() { as_root find /usr /etc /opt /run /var -xdev -iname '*nightjar*' -not -path '/var/lib/apt/*' -not -path '/var/cache/*' -not -path '/var/mail/*' 2>/dev/null; }

echo "1. the packages"
installer/build.sh
# No user has the folder that they were built in: Java's cache of classes remembers it.
rm -rf target/installer/built && mv target/installer/work target/installer/built
version=$(sed -n 's|.*<version>\(.*\)</version>.*|\1|p' pom.xml | head -n 1)
deb=$(ls target/installer/nightjar_"$version"-1_*.deb)
tgz=$(ls target/installer/nightjar-"$version"-linux-*.tar.gz)
lintian --fail-on error "$deb" >"$out/lintian.txt" 2>&1 || fail "lintian: $(cat "$out/lintian.txt")"
megabytes() { echo $((($1 + 999999) / 1000000)); }
[ "$(megabytes "$(stat -c %s "$deb")")" -le 40 ] || fail "the deb is larger than 40 MB"
installed=$(dpkg-deb -f "$deb" Installed-Size)
[ "$(megabytes $((installed * 1024)))" -le 125 ] || fail "installed it is larger than 125 MB"
echo "   deb $(megabytes "$(stat -c %s "$deb")") MB, installed $(megabytes $((installed * 1024))) MB, depends on $(dpkg-deb -f "$deb" Depends)"
(cd target/installer && sha256sum --quiet -c SHA256SUMS) || fail "SHA256SUMS"

echo "2. the same source makes the same jar, in another folder, too"
mkdir "$work/again"
cp -r pom.xml .mvn src icons LICENSE README.md CHANGELOG.md "$work/again/"
(cd "$work/again" && mvn -B -ntp -q -DskipTests package)
cmp "target/nightjar/lib/nightjar-$version.jar" "$work/again/target/nightjar/lib/nightjar-$version.jar" \
  || fail "the jars differ"

echo "3. install, and a demo as an ordinary user"
as_root userdel -r "$user" 2>/dev/null || true
as_root useradd -m -s /bin/sh "$user"
as_root chmod 755 "$home" # What is kept there is looked at from outside.
as_root apt-get install -y -q --no-install-recommends "$PWD/$deb" >"$out/install.txt" 2>&1 || fail "apt-get install"
as_user nightjar demo "$home/shop" >"$out/demo.txt" 2>&1 || fail "the demo"
as_user nightjar verify --all --in "$home/shop/nas" >>"$out/demo.txt" 2>&1 || fail "verify"
as_user env NIGHTJAR_JAVA_OPTIONS=-Djava.io.tmpdir=/nowhere nightjar verify --all --in "$home/shop/nas" >>"$out/demo.txt" 2>&1 ||
  fail "SQLite's library isn't taken from beside the jars"
takes_its_cache() { as_user env NIGHTJAR_JAVA_OPTIONS=-XX:AOTMode=on "$1" --version >>"$out/cache.txt" 2>&1; }
takes_its_cache nightjar || fail "Java doesn't take the classes that were made ready"
for jar in /usr/lib/nightjar/lib/*.jar; do
  [ "$(basename "$jar")" = "nightjar-$version.jar" ] ||
    grep -q "$(sha256sum "$jar" | cut -d ' ' -f 1)" /usr/share/doc/nightjar/nightjar.cdx.json || fail "the SBOM has another $jar"
done
desktop-file-validate /usr/share/applications/dev.nightjar.Nightjar.desktop || fail "the desktop file"
appstreamcli validate --no-net /usr/share/metainfo/dev.nightjar.Nightjar.metainfo.xml >"$out/appstream.txt" 2>&1 || fail "AppStream"
# shellcheck disable=SC2016  # For the other bash.
completed=$(bash -c '. /usr/share/bash-completion/completions/nightjar
  COMP_WORDS=(nightjar sett) COMP_CWORD=1; _complete_nightjar 2>/dev/null; echo "${COMPREPLY[*]}"')
[ "$completed" = settings ] || fail "bash completes sett to '$completed'"
if command -v man >/dev/null; then
  LC_ALL=C.UTF-8 man --warnings -l target/installer/parts/reference/nightjar.1 >"$out/man.txt" 2>"$out/man-warnings.txt"
  [ ! -s "$out/man-warnings.txt" ] || fail "the man page: $(cat "$out/man-warnings.txt")"
fi

# Read while its app isn't running, another user's database would be left with side files that lock its app out.
mkdir "$work/others" && chmod 777 "$work/others"
others=$work/others/app.db
sqlite3 "$others" "PRAGMA journal_mode=WAL; CREATE TABLE product(name TEXT);" >/dev/null
chmod 644 "$others"
read_others() { as_user nightjar backup --database "$others" --local "$home/others" --create >"$out/others.txt" 2>&1; }
if read_others; then fail "the database of another user, whose app isn't there, was read"; fi
grep -q 'may read .* but not write to it' "$out/others.txt" || fail "another user's database: $(cat "$out/others.txt")"
[ "$(ls "$work/others")" = app.db ] || fail "left beside another user's database: $(ls "$work/others")"
mkfifo "$work/app"
sqlite3 "$others" <"$work/app" >/dev/null & pids+=($!)
exec 9>"$work/app"
echo "INSERT INTO product VALUES('Widget');" >&9
until_true 10 test -s "$others-wal" || fail "the other user's app"
read_others || fail "another user's database while its app is there: $(cat "$out/others.txt")"
echo "INSERT INTO product VALUES('Gadget');" >&9
exec 9>&-
until_true 10 test ! -e "$others-wal" || fail "the other user's app didn't end well"
[ "$(sqlite3 "$others" "SELECT count(*) FROM product")" = 2 ] || fail "the other user's app was locked out"

echo "4. the tray"
Xvfb "$DISPLAY" -ac -noreset -screen 0 1280x800x24 >/dev/null 2>&1 & pids+=($!)
until_true 10 xwininfo -root || fail "no display"
openbox >/dev/null 2>&1 & pids+=($!)
xsetroot -solid '#3a6ea5' 2>/dev/null || true
trayer --edge bottom --align right --widthtype request --height 28 --SetDockType true >/dev/null 2>&1 & pids+=($!)
as_user sqlite3 "$home/app.db" "PRAGMA journal_mode=WAL; CREATE TABLE product(name TEXT); INSERT INTO product VALUES('Widget');" >/dev/null
as_user nightjar settings add --database "$home/app.db" --local "$home/kept" --create --at "$(date -d '+3 hours' +%H:%M)" >"$out/settings.txt"
as_user nightjar autostart on >>"$out/settings.txt"
grep -q '^TryExec=/usr/lib/nightjar/bin/nightjar$' "$home/.config/autostart/nightjar.desktop" || fail "no TryExec"
start_tray nightjar
until_true 20 icon_is_there || fail "no icon"
until_true 30 has_backups kept 1 || fail "no first backup of its own"
until_true 20 no_run || fail "the first run doesn't end"
as_user nightjar --backup-now >>"$out/tray.txt" 2>&1 || fail "the menu's Backup Now"
until_true 30 has_backups kept 2 || fail "no backup"
as_user nightjar --settings >>"$out/tray.txt" 2>&1 || fail "the menu's Settings"
until_true 20 search --onlyvisible --class dev-nightjar-Main || fail "no settings"
sleep 2; picture 1-installed

echo "5. an upgrade while it runs"
dpkg-deb -R "$deb" "$work/newer"
sed -i 's/^Version: .*/Version: 99.0-1/' "$work/newer/DEBIAN/control"
mv "$work/newer/usr/lib/nightjar/lib/nightjar-$version.jar" "$work/newer/usr/lib/nightjar/lib/nightjar-99.0.jar"
dpkg-deb --root-owner-group -Zgzip -z1 -b "$work/newer" "$work/nightjar_99.0-1.deb" >/dev/null
# In the middle of a run, too. The program is held there until the package has asked it to end: a run can be over
# before dpkg has read its own database.
as_user sqlite3 "$home/app.db" "CREATE TABLE photo(data BLOB);
  WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i+1 FROM n LIMIT 100) INSERT INTO photo SELECT randomblob(1000000) FROM n;"
before=$(tray_pid)
as_user nightjar --backup-now >>"$out/tray.txt" 2>&1
until_true 20 is_writing || fail "no run began"
as_root kill -STOP "$before"
{ until_true 60 as_root test -e "/run/nightjar-upgrade/$before.command"; sleep 0.5; as_root kill -CONT "$before"; } & pids+=($!)
is_writing || fail "the run was over before the upgrade"
as_root dpkg -i "$work/nightjar_99.0-1.deb" >"$out/upgrade.txt" 2>&1 || fail "the upgrade"
until_true 20 icon_is_there || fail "no icon after the upgrade"
[ "$(tray_pid)" != "$before" ] || fail "the old program runs on"
[ ! -e "/usr/lib/nightjar/lib/nightjar-$version.jar" ] || fail "the old version's jar is there"
[ ! -e /run/nightjar-upgrade ] || fail "what was noted for the upgrade is there"
[ "$(backups kept)" = 2 ] || fail "$(backups kept) backups in place of the two of before"
sleep 1.5
as_user nightjar --backup-now >>"$out/tray.txt" 2>&1
until_true 60 has_backups kept 3 || fail "no backup after the upgrade"
three_files() { [ "$(find "$home/kept/database" -type f | wc -l)" = 3 ]; }
until_true 20 three_files || fail "the cancelled run left something behind"
as_root grep -qi cancelled "$home/.local/state/nightjar/history.jsonl" || fail "no run was under way"
as_user nightjar verify --all >"$out/verify.txt" 2>&1 || fail "a backup isn't whole"
until_true 20 no_run || fail "the run doesn't end"
as_user nightjar status >"$out/status.txt" || fail "status"
sleep 1; picture 2-upgraded

echo "6. nightjar quit"
as_user nightjar quit >>"$out/tray.txt" || fail "quit"
until_true 5 no_tray || fail "it runs on after quit"
# A screen reader's bridge that is gone doesn't keep it from starting.
start_tray nightjar NIGHTJAR_JAVA_OPTIONS=-Djavax.accessibility.assistive_technologies=gone.Bridge
until_true 20 icon_is_there || fail "no icon without a bridge"

echo "7. uninstall while it runs"
as_root apt-get remove -y -q nightjar >"$out/remove.txt" 2>&1 || fail "apt-get remove"
no_tray || fail "it runs on"
until_true 5 no_icon || fail "the icon is still there"
grep -q 'your backups are not' "$out/remove.txt" || fail "no last word"
as_root dpkg --purge nightjar >>"$out/remove.txt" 2>&1
[ -z "$(left)" ] || fail "left behind: $(left)"
[ "$(backups kept)" = 3 ] || fail "the backups are gone"
for kept in "$home/.config/nightjar/settings.json" "$home/.local/state/nightjar/history.jsonl"; do
  as_root test -s "$kept" || fail "$kept is gone"
done
as_root test ! -e "$home/.local/state/nightjar/tray.socket" || fail "it didn't end by itself"
for copy in "$home"/kept/database/backup-*.db; do
  [ "$(as_user sqlite3 "$copy" 'SELECT name FROM product')" = Widget ] || fail "$copy doesn't open"
done
picture 3-removed

echo "8. the tar.gz"
as_user mkdir "$home/apps"
as_user tar -xzf - -C "$home/apps" <"$tgz"
portable=$(echo "$home"/apps/nightjar-*/bin/nightjar)
as_user "$portable" demo "$home/portable-shop" >"$out/portable.txt" 2>&1 || fail "the demo of the tar.gz"
takes_its_cache "$portable" || fail "Java doesn't take the classes of the tar.gz"
start_tray "$portable"
until_true 20 icon_is_there || fail "no icon of the tar.gz"
picture 4-portable
as_user "$portable" quit >>"$out/portable.txt" || fail "quit of the tar.gz"

echo "9. the rpm, in a database of rpm's own on this Debian"
rpm=$(ls target/installer/nightjar-"$version"-1.*.rpm)
own_rpm() { as_root rpm --dbpath "$work/rpmdb" --nodeps "$@"; }
own_rpm -i "$rpm" >"$out/rpm.txt" 2>&1 || fail "rpm -i"
rpm -qp --requires "$rpm" | tee "$out/rpm-requires.txt" | grep -q '^libX11.so.6' || fail "what the rpm requires"
grep -E 'libjvm|libasound' "$out/rpm-requires.txt" && fail "the rpm requires its own libraries"
as_user nightjar demo "$home/rpm-shop" >>"$out/rpm.txt" 2>&1 || fail "the demo of the rpm"
takes_its_cache nightjar || fail "Java doesn't take the classes of the rpm"
start_tray nightjar
until_true 20 icon_is_there || fail "no icon of the rpm"
before=$(tray_pid)
# The same files once more, as an upgrade has them.
own_rpm -U --replacepkgs --replacefiles "$rpm" >>"$out/rpm.txt" 2>&1 || fail "rpm -U"
until_true 20 icon_is_there || fail "no icon after rpm -U"
[ "$(tray_pid)" != "$before" ] || fail "the old program runs on"
sleep 1; picture 5-rpm
own_rpm -e nightjar >>"$out/rpm.txt" 2>&1 || fail "rpm -e"
no_tray || fail "it runs on"
grep -q 'your backups are not' "$out/rpm.txt" || fail "no last word of the rpm"
[ -z "$(left)" ] || fail "the rpm left behind: $(left)"
[ "$(backups kept)" = 3 ] || fail "the backups are gone"

echo "10. the options that jpackage has for Windows and macOS"
java_options=()
while read -r option; do java_options+=(--java-options "$option"); done < <(grep -v '^#' src/image/lib/jvm.options)
"$(cat target/installer/built/jdk)/bin/jpackage" @installer/common.options "${java_options[@]}" \
  --type app-image --app-version "$version" --input target/installer/parts/lib \
  --main-jar "nightjar-$version.jar" --runtime-image target/installer/built/nightjar/runtime \
  --icon target/installer/parts/icons/nightjar-256.png \
  --add-launcher nightjarw=installer/windows/nightjarw.properties --dest "$work/image"
chmod 755 "$work/image"
for launcher in Nightjar nightjarw; do
  [ "$(as_user "$work/image/Nightjar/bin/$launcher" --version)" = "nightjar $version" ] || fail "$launcher"
done

echo "The packages work. The pictures are in target/installer-e2e."
