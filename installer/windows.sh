# The Windows part of build.sh, on Linux: two msi (per user, for all users) and a zip. On Windows build.ps1
# makes the same of the same sources, with jpackage's launcher in place of ours.
# shellcheck shell=bash disable=SC1091,SC2154 # Sourced: build.sh sets what is used here.
# NIGHTJAR_WINDOWS_JAVA: a JDK for Windows with its jmods, of the major version of this system's jlink; else a
# whole runtime comes from a package (windows/runtime.sh).
files=$installer/windows
app=$work/$(value common --name)
mkdir -p "$app/app" "$work/launcher"

# --- The image: launchers, app, runtime, as jpackage lays them ---

cp "$parts"/lib/* "$parts/THIRD-PARTY.txt" "$parts/nightjar.cdx.json" LICENSE "$app/app/"
# SQLite's library beside the jars: unpacked into Temp at each start it is what AppLocker blocks.
unzip -qjo "$app"/app/sqlite-jdbc-*.jar org/sqlite/native/Windows/x86_64/sqlitejdbc.dll -d "$app/app"
if [ -n "${NIGHTJAR_WINDOWS_JAVA:-}" ]; then
  modules=$("$jdk/bin/jdeps" --multi-release base --ignore-missing-deps --print-module-deps \
    -cp "$parts/lib/*" "$parts"/lib/*.jar | tail -n 1)
  "$jdk/bin/jlink" --module-path "$NIGHTJAR_WINDOWS_JAVA/jmods" --add-modules "$modules,jdk.accessibility" \
    --strip-debug --no-header-files --no-man-pages --output "$app/runtime"
else
  source "$files/runtime.sh"
  windows_java "$work/pip.txt"
  cp -r "$jvm" "$app/runtime"
  # Tools and what only developers need; the shared archives are made anew below, where that is possible.
  find "$app/runtime/bin" -name '*.exe' ! -name java.exe ! -name javaw.exe ! -name jabswitch.exe -delete
  rm -f "$app"/runtime/lib/*.lib "$app"/runtime/bin/{jdwp,dt_socket,instrument}.dll "$app"/runtime/bin/server/classes_nocoops.jsa
fi

cp "$files"/launcher.* "$parts/icons/nightjar.ico" "$work/launcher/"
{
  echo "#define NUMBERS ${version//./,},0"
  echo "#define VERSION \"$version\""
  for each in name vendor description copyright; do
    echo "#define ${each^^} \"$(value common "--$each")\""
  done
} >"$work/launcher/product.h"
launcher() { # NAME OPTIONS…
  local name=$1; shift
  (cd "$work/launcher" && x86_64-w64-mingw32-windres -c 65001 launcher.rc resources.o &&
    x86_64-w64-mingw32-gcc -municode -std=gnu11 -O2 -Wall -Wextra -Werror -s -I "$files/include" -I "$jdk/include" \
      -Wl,--nxcompat,--dynamicbase,--high-entropy-va,--no-insert-timestamp "$@" launcher.c resources.o -o "$app/$name")
}
launcher Nightjar.exe
launcher nightjarw.exe -DWINDOWED -mwindows
find "$app" -exec touch -d "$stamp" {} +

if wanted zip; then
  (cd "$work" && find "$(basename "$app")" -type f | sort |
    zip -qX "$out/nightjar-$version-windows-x64.zip" -@)
fi
wanted msi || return 0

# --- msi: wixl makes files, folders and shortcut; what it drops or gets wrong is written as SQL ---

(cd "$work" && find "$(basename "$app")" -type f | sort |
  wixl-heat -p "$(basename "$app")/" --directory-ref INSTALLDIR --component-group Files --var var.Image --win64 >files.wxs)
# wixl finds files by relative names only, knows no Environment, writes custom actions wrongly, and copies the code's letters as they are.
python3 - "$files/nightjar.wxs" "$work/nightjar.wxs" <<'PYTHON'
import re, sys
text = open(sys.argv[1], encoding='utf-8').read()
text = re.sub(r'\s*<Environment [^>]*/>', '', text)
text = re.sub(r'\s*<CustomAction [^>]*/>', '', text)
text = re.sub(r'<InstallExecuteSequence>.*?</InstallExecuteSequence>', '', text, flags=re.S)
text = re.sub(r'UpgradeCode="([^"]+)"', lambda found: 'UpgradeCode="%s"' % found.group(1).upper(), text)
open(sys.argv[2], 'w', encoding='utf-8').write(text)
PYTHON

package() { # SCOPE FILE
  local scope=$1 msi=$2 root=1 variable='=-PATH'
  # For all users: the machine's part of the registry, and its PATH.
  [ "$scope" = perUser ] || root=2 variable='=-*PATH'
  rm -f "$msi"
  (cd "$work" && wixl -a x64 -D Win64=yes -D Scope="$scope" -D Name="$(value common --name)" \
    -D Vendor="$(value common --vendor)" -D Version="$version" -D Icon=launcher/nightjar.ico \
    -D Image="$(basename "$app")" -o "$msi" nightjar.wxs files.wxs) 2>&1 | grep -v 'GLib-GObject\|^$' || true
  [ -s "$msi" ] || { echo "wixl made no $msi" >&2; exit 1; }
  sql() { msibuild "$msi" -q "$1" || { echo "msibuild: $1" >&2; exit 1; }; }
  sql "UPDATE \`Property\` SET \`Value\`='WIX_DOWNGRADE_DETECTED;WIX_UPGRADE_DETECTED;AUTOSTART' WHERE \`Property\`='SecureCustomProperties'"
  sql "UPDATE \`Registry\` SET \`Root\`=$root"
  msiinfo tables "$msi" | grep -q '^CustomAction$' ||
    sql "CREATE TABLE \`CustomAction\` (\`Action\` CHAR(72) NOT NULL, \`Type\` SHORT NOT NULL, \`Source\` CHAR(72), \`Target\` CHAR(255), \`ExtendedType\` LONG PRIMARY KEY \`Action\`)"
  action() { sql "INSERT INTO \`CustomAction\` (\`Action\`,\`Type\`,\`Source\`,\`Target\`) VALUES ('$1',$2,'INSTALLDIR','$3')"; }
  at() { sql "INSERT INTO \`InstallExecuteSequence\` (\`Action\`,\`Condition\`,\`Sequence\`) VALUES ('$1','$2',$3)"; }
  # 34: a program in a folder; 64: whatever it answers; 192 more: nobody waits for it.
  action Quit 98 '"[INSTALLDIR]nightjarw.exe" quit'
  action AutostartOff 98 '"[INSTALLDIR]nightjarw.exe" autostart off'
  action AutostartOn 98 '"[INSTALLDIR]nightjarw.exe" autostart on'
  action Start 226 '"[INSTALLDIR]nightjarw.exe"'
  # As in nightjar.wxs.
  at AutostartOff 'REMOVE="ALL" AND NOT UPGRADINGPRODUCTCODE AND NOT ALLUSERS' 1010
  at Quit 'REMOVE="ALL" OR WIX_UPGRADE_DETECTED' 1390
  at AutostartOn 'AUTOSTART="1" AND NOT REMOVE AND NOT ALLUSERS' 6610
  at Start 'NOT REMOVE AND (UILevel > 2 OR (WIX_UPGRADE_DETECTED AND NOT ALLUSERS))' 6620
  sql "UPDATE \`InstallExecuteSequence\` SET \`Sequence\`=1450 WHERE \`Action\`='RemoveExistingProducts'"
  sql "CREATE TABLE \`Environment\` (\`Environment\` CHAR(72) NOT NULL, \`Name\` CHAR(255) NOT NULL LOCALIZABLE, \`Value\` CHAR(255) LOCALIZABLE, \`Component_\` CHAR(72) NOT NULL PRIMARY KEY \`Environment\`)"
  sql "INSERT INTO \`Environment\` (\`Environment\`,\`Name\`,\`Value\`,\`Component_\`) VALUES ('Path','$variable','[~];[INSTALLDIR]','StartMenuAndPath')"
  at RemoveEnvironmentStrings '' 3300
  at WriteEnvironmentStrings '' 5200
}
package perUser "$out/nightjar-$version-windows-x64.msi"
package perMachine "$out/nightjar-$version-windows-x64-all-users.msi"
