#!/usr/bin/env bash
# What a user of Windows does with the packages: install, use, see the icon, upgrade, remove; under Wine, in a
# Turkish Windows. Builds them first; TEST_ONLY=1 takes those that are there. Pictures and what the programs
# said are kept in target/installer-windows.
set -euo pipefail
cd "$(dirname "$0")/.."
out=$PWD/target/installer-windows
rm -rf "$out" && mkdir -p "$out"
# shellcheck source=src/test/windows/system.sh
source src/test/windows/system.sh
work=$(mktemp -d "${TMPDIR:-/tmp}/nightjar-windows.XXXXXX")
log=$out/log.txt
trap finish EXIT
# shellcheck source=src/test/windows/checks.sh
source src/test/windows/checks.sh
prepare
[ -n "${TEST_ONLY:-}" ] || installer/build.sh msi zip >"$out/build.txt" 2>&1 || fail "the build: $(tail -20 "$out/build.txt")"
windows tr_TR 'Şğıöçü İ'
# Only what the packages bring.
rm -rf "${c:?}/Program Files (x86)" "$c/Java"
version=$(sed -n 's|.*<version>\(.*\)</version>.*|\1|p' pom.xml | head -n 1)
packages=target/installer/nightjar-$version-windows-x64
cp "$packages.msi" "$c/nightjar.msi"
cp "$packages-all-users.msi" "$c/all-users.msi"

megabytes() { echo $((($(stat -c %s "$1") + 999999) / 1000000)); }
for file in "$packages.msi" "$packages-all-users.msi" "$packages.zip"; do
  check "$(basename "$file") has $(megabytes "$file") MB" [ "$(megabytes "$file")" -le 60 ]
done

# The same package as a later version.
cp "$c/nightjar.msi" "$c/newer.msi"
guid() { echo "{$(tr a-f A-F </proc/sys/kernel/random/uuid)}"; }
sql() { msibuild "$c/newer.msi" -q "$1" >>"$log" 2>&1 || fail "msibuild: $1"; }
sql "UPDATE \`Property\` SET \`Value\`='99.0.0' WHERE \`Property\`='ProductVersion'"
sql "UPDATE \`Property\` SET \`Value\`='$(guid)' WHERE \`Property\`='ProductCode'"
sql "DELETE FROM \`Upgrade\`"
upgrade() {
  sql "INSERT INTO \`Upgrade\` (\`UpgradeCode\`,\`VersionMin\`,\`VersionMax\`,\`Attributes\`,\`ActionProperty\`) VALUES ('$(sed -n 's/.*UpgradeCode="\(.*\)".*/{\U\1}/p' installer/windows/nightjar.wxs)',$1)"
}
upgrade "'0.0.0','99.0.0',1,'WIX_UPGRADE_DETECTED'"
upgrade "'99.0.0','',2,'WIX_DOWNGRADE_DETECTED'"
sql "UPDATE \`Registry\` SET \`Value\`='99.0.0' WHERE \`Name\`='Installed'"
msibuild "$c/newer.msi" -s Nightjar Nightjar 'x64;1033' "$(guid)" >>"$log" 2>&1

home=$user/AppData/Local/Programs/Nightjar
program="C:\\users\\$name\\AppData\\Local\\Programs\\Nightjar"
u="C:\\users\\$name"
run_key='HKCU\Software\Microsoft\Windows\CurrentVersion\Run'
msi() { win msiexec "$@" /qn; }
# nightjarw.exe of this prefix: Wine's processes have their Windows paths as their names.
tray_pids() { pgrep -f '^[A-Z]:\\.*\\nightjarw\.exe' | while read -r pid; do
  # One may end between the list and the look at it.
  if { tr '\0' '\n' <"/proc/$pid/environ" | grep -qxF "WINEPREFIX=$prefix"; } 2>/dev/null; then echo "$pid"; fi; done || true; }
tray_runs() { [ -n "$(tray_pids)" ]; }
one_tray() { [ "$(tray_pids | wc -l)" = 1 ]; }
no_tray() { ! tray_runs; }
another_tray() { one_tray && [ "$(tray_pids)" != "$1" ]; }
has_value() { win reg query "$1" /v "$2" 2>/dev/null | tr -d '\r' | grep -F "$3"; }
installed_version() { win reg query 'HKCU\Software\Nightjar' /v Installed | grep -F "$1"; }
no_file() { [ ! -e "$1" ]; }
# started_with FLAG COMMAND…: what Java is started with for it.
started_with() {
  JAVA_TOOL_OPTIONS=-XX:+PrintFlagsFinal win "$program\\Nightjar.exe" "${@:2}" >"$out/flags.txt" 2>&1 || true
  grep -E "$1" "$out/flags.txt"
}

desktop
echo "  For one user, without an administrator"
check "it installs" says 0 "" msi /i 'C:\nightjar.msi' AUTOSTART=1
check "it is in the user's own folder" [ -f "$home/Nightjar.exe" ]
check "the start menu has it" [ -n "$(find "$user" "$c/ProgramData" -name 'Nightjar.lnk' 2>/dev/null)" ]
check "it starts at sign-in" has_value "$run_key" Nightjar 'nightjarw.exe'
check "the command line finds it" has_value 'HKCU\Environment' PATH "Programs\\Nightjar"
check "the command says its version" says 0 "nightjar $version" win "$program\\Nightjar.exe" --version
check "words of the command line arrive as they are" \
  says 2 'Łódź "ŞğıöçüİĞ 漢' win "$program\\Nightjar.exe" list --in 'C:\nowhere\Łódź "ŞğıöçüİĞ 漢'
check "the demo" says 0 "$(words demo.restored)" win "$program\\Nightjar.exe" demo "$u\\demo"
check "a command that reads lists is started for that" \
  started_with 'TieredStopAtLevel +=  *1 ' --home "$u\\other" list --in "$u\\demo\\nas"
check "and any other as ever" started_with 'TieredStopAtLevel +=  *4 ' --version
check "nothing was unpacked into Temp" [ -z "$(find "$c/users" "$c/windows/temp" -name '*sqlite*.dll*' -not -path "$home/*")" ]
LIMIT=900 win "$program\\nightjarw.exe" >>"$log" 2>&1 & pids+=($!)
check "its icon comes" until_true 90 icon_is_drawn
check "its first window, too" until_true 60 window "$(text first.window)"
check "it is one process" until_true 60 one_tray
picture installed
check "a second start brings the first one" says 0 "" win "$program\\nightjarw.exe"
check "and is no other process" until_true 60 one_tray

echo "  An upgrade while it runs, and a downgrade"
before=$(tray_pids)
check "the newer version installs over it" says 0 "" msi /i 'C:\newer.msi'
check "it is the newer one" installed_version 99.0.0
check "the program runs again, once" until_true 60 another_tray "$before"
check "its icon is back" until_true 60 icon_is_drawn
picture upgraded
check "the older version refuses to replace it" says 67 "" msi /i 'C:\nightjar.msi' # 1603, of which a byte is left.
check "the newer one is still there" installed_version 99.0.0
check "and runs" tray_runs

echo "  Removal while it runs"
check "it is removed" msi /x 'C:\newer.msi'
check "the program has ended" until_true 30 no_tray
check "its folder is gone" until_true 30 no_file "$home"
check "the start menu has it no more" [ -z "$(find "$user" "$c/ProgramData" -name 'Nightjar.lnk' 2>/dev/null)" ]
check "it doesn't start at sign-in" says 1 "" win reg query "$run_key" /v Nightjar
check "the path is as it was" says 1 "" has_value 'HKCU\Environment' PATH Nightjar
check "the backups are there" [ "$(count "$user/demo/nas")" -ge 1 ]

echo "  For all users"
check "it installs" says 0 "" msi /i 'C:\all-users.msi'
check "it is where all programs are" [ -f "$c/Program Files/Nightjar/Nightjar.exe" ]
check "it verifies what the other one made" \
  says 0 "" win 'C:\Program Files\Nightjar\Nightjar.exe' verify --all --in "$u\\demo\\nas"
check "the path of all users has it" \
  has_value 'HKLM\System\CurrentControlSet\Control\Session Manager\Environment' PATH 'Program Files\Nightjar'
check "it is removed" msi /x 'C:\all-users.msi'
check "its folder is gone, too" no_file "$c/Program Files/Nightjar"

echo "  The zip, and folders whose names this Windows' code page can't say"
mkdir "$c/My apps" "$c/Żółw żółty" && unzip -q "$packages.zip" -d "$c/My apps"
zip='C:\My apps\Nightjar'
check "data may be in such a folder" says 0 "$(words run.succeeded)" win "$zip\\Nightjar.exe" backup --create \
  --database "$u\\demo\\inventory.db" --local 'C:\Żółw żółty\kept' --nas '\\nas\backup\ż'
check "and is restored from there" \
  says 0 "$(words restore.done)" win "$zip\\Nightjar.exe" restore latest --in 'C:\Żółw żółty\kept' --to 'C:\Żółw żółty\back.db'
LIMIT=900 win "$zip\\nightjarw.exe" --home 'C:\Żółw żółty\home' >>"$log" 2>&1 & pids+=($!)
check "its icon comes" until_true 90 icon_is_drawn
check "it ends" says 0 "$(text quit.ended)" win "$zip\\Nightjar.exe" --home 'C:\Żółw żółty\home' quit
check "its process is gone then" until_true 30 no_tray
mv "$c/My apps/Nightjar" "$c/Żółw żółty/"
check "the program itself says that it can't run in one" \
  says 1 "Install Nightjar for all users" win 'C:\Żółw żółty\Nightjar\Nightjar.exe' --version
no_desktop
echo "$passed passed, $failed failed: $SECONDS s"
[ "$failed" = 0 ]
