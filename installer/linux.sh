# The Linux part of build.sh: one folder that runs from anywhere, packed three times.
# shellcheck shell=bash disable=SC1091,SC2154,SC2034 # Sourced: build.sh sets what is used here.
# Without jpackage's launcher: at each start that asks rpm and dpkg whose file it is.
export SOURCE_DATE_EPOCH
SOURCE_DATE_EPOCH=$(date -d "$stamp" +%s)
machine=$(uname -m)
files=$installer/linux

# --- The folder: bin, lib, runtime ---

app=$work/nightjar
mkdir "$app"
cp -r "$image/bin" "$image/README.md" "$image/CHANGELOG.md" "$image/LICENSE" "$parts/lib" "$app/"
rm "$app/bin/nightjar.bat"
runtime "$app/runtime"
find "$app/runtime" -type f \( -name '*.so' -o -path '*/bin/*' -o -name jspawnhelper -o -name jexec \) \
  -exec strip --strip-unneeded {} +
# SQLite's library beside the jars: unpacking it takes 20 to 30 ms of each start, and a /tmp may forbid to run it.
(cd "$work" && "$jdk/bin/jar" -xf "$app"/lib/sqlite-jdbc-*.jar "org/sqlite/native/$sqlite")
install -m 644 -t "$app/lib" "$work/org/sqlite/native/$sqlite/libsqlitejdbc.so"
# The same program under a name that a list of processes can show.
cp "$app/runtime/bin/java" "$app/runtime/bin/nightjar"
# Java's own classes, ready to be mapped: a third less time to start.
"$app/runtime/bin/java" -Xshare:dump >"$work/share.txt" 2>&1 || { cat "$work/share.txt"; exit 1; }
# And what it makes of the program's at two backups, the first of one database and a later one of another: with
# that kept a later one takes a fifth less of the processor (JEP 483, 515). It is taken for jars of the very same
# time, which every package gives them.
if [ "$java_version" -ge 25 ]; then
  "$jdk/bin/java" "$installer/NewerClasses.java" "$app"/lib/*.jar
  "$jdk/bin/java" -cp "$app/lib/*" src/installer/java/dev/nightjar/installer/SbomHashes.java \
    "$parts/nightjar.cdx.json" "$app/lib"
  find "$app/lib" -exec touch -d "@$SOURCE_DATE_EPOCH" {} +
  rehearsal=$work/rehearsal
  mkdir "$rehearsal"
  rehearse() { "$app/bin/nightjar" --home "$rehearsal/home" "$@" >>"$work/rehearsal.txt" 2>&1; }
  add_job() {
    rehearse settings add --database "$rehearsal/$1.db" --local "$rehearsal/$1" --nas "$rehearsal/nas-$1" --create
  }
  "$jdk/bin/java" --enable-native-access=ALL-UNNAMED -cp "$app/lib/*" "$installer/Rehearsal.java" "$rehearsal"
  earlier() {
    "$jdk/bin/java" -cp "$app/lib/*" src/bench/java/dev/nightjar/bench/EarlierBackups.java "$rehearsal/$1" 3000
  }
  # The places of the first have thousands, whose manifests are read before: a place with 10 000 takes a fifth
  # less of the processor, and one with none takes no more.
  add_job known && rehearse backup && earlier known && earlier nas-known &&
    rehearse backup && add_job new &&
    NIGHTJAR_JAVA_OPTIONS="-XX:AOTCacheOutput=$app/lib/nightjar.aot" rehearse backup &&
    [ -s "$app/lib/nightjar.aot" ] || { cat "$work/rehearsal.txt"; exit 1; }
  rm -rf "$rehearsal"
  # It has Java's own classes, too.
  rm "$app"/runtime/lib/server/classes*.jsa
fi
chmod -R u=rwX,go=rX "$app"

if wanted tar.gz; then
  folder=nightjar-$version-linux-$machine
  mkdir "$work/tar"
  cp -r "$app" "$work/tar/$folder"
  cp "$parts/THIRD-PARTY.txt" "$parts/nightjar.cdx.json" "$work/tar/$folder/"
  mkdir "$work/tar/$folder/share"
  cp "$parts/reference/"* "$parts/icons/nightjar-256.png" "$work/tar/$folder/share/"
  tar -C "$work/tar" --sort=name --owner=0 --group=0 --numeric-owner --mtime="@$SOURCE_DATE_EPOCH" \
    -c "$folder" | gzip -6n >"$out/$folder.tar.gz"
fi
wanted deb || wanted rpm || return 0

# --- The tree of an installed package ---

root=$work/root
share=$root/usr/share
doc=$share/doc/nightjar
mkdir -p "$root/usr/bin" "$doc"
install -d "$root/usr/lib"
cp -r "$app" "$root/usr/lib/nightjar"
mv "$root/usr/lib/nightjar/README.md" "$doc/"
rm "$root/usr/lib/nightjar/LICENSE" "$root/usr/lib/nightjar/CHANGELOG.md"
ln -s ../lib/nightjar/bin/nightjar "$root/usr/bin/nightjar"
cp "$parts/THIRD-PARTY.txt" "$parts/nightjar.cdx.json" "$files/copyright" "$doc/"
gzip -9n <CHANGELOG.md >"$doc/changelog.gz"
install -D -m 644 -t "$share/applications" "$files/dev.nightjar.Nightjar.desktop"
mkdir -p "$share/metainfo" "$share/man/man1"
sed "s/@VERSION@/$version/; s/@DATE@/${stamp%%T*}/" "$files/dev.nightjar.Nightjar.metainfo.xml" \
  >"$share/metainfo/dev.nightjar.Nightjar.metainfo.xml"
gzip -9n <"$parts/reference/nightjar.1" >"$share/man/man1/nightjar.1.gz"
install -D -m 644 "$parts/reference/nightjar.bash" "$share/bash-completion/completions/nightjar"
install -D -m 644 "$parts/reference/nightjar.fish" "$share/fish/vendor_completions.d/nightjar.fish"
for size in 16 24 32 48 64 128 256 512; do
  install -D -m 644 "$parts/icons/nightjar-$size.png" "$share/icons/hicolor/${size}x$size/apps/nightjar.png"
done
install -D -m 644 -t "$share/icons/hicolor/scalable/apps" icons/nightjar.svg
script() { sed -e "/^@INSTANCES@$/{r $files/instances.sh" -e 'd' -e '}' "$files/$1"; }

if wanted deb; then
  source "$files/deb.sh"
fi
if wanted rpm; then
  source "$files/rpm.sh"
fi
