# The deb, of the tree that linux.sh made.
# shellcheck shell=bash disable=SC1091,SC2154,SC2034 # Sourced: build.sh sets what is used here.
architecture=$(dpkg --print-architecture)
deb=$work/deb
cp -r "$root" "$deb"
mkdir "$deb/DEBIAN"
install -D -m 644 "$parts/reference/nightjar.zsh" "$deb/usr/share/zsh/vendor-completions/_nightjar"
install -D -m 644 "$files/lintian-overrides" "$deb/usr/share/lintian/overrides/nightjar"
gzip -9n >"$deb/usr/share/doc/nightjar/changelog.Debian.gz" <<EOF
nightjar ($version-$revision) unstable; urgency=medium

  * Nightjar $version: what is new stands in changelog.gz.

 -- $(value linux --maintainer)  $(LC_ALL=C date -R -u -d "$stamp")
EOF

# What its native libraries are linked to. No sound is played, so libasound isn't asked for.
mkdir -p "$work/shlibdeps/debian"
printf 'Source: nightjar\n\nPackage: nightjar\nArchitecture: any\n' >"$work/shlibdeps/debian/control"
libraries=$deb/usr/lib/nightjar/runtime/lib
depends=$(cd "$work/shlibdeps" && find "$libraries" ../deb/usr/lib/nightjar/runtime/bin -type f |
  xargs file | sed -n 's/: *ELF.*//p' |
  xargs dpkg-shlibdeps -O -xlibasound2 -xlibasound2t64 -l"$libraries" -l"$libraries/server" \
    2>"$work/shlibdeps/log" | sed -n 's/^shlibs:Depends=//p') || { cat "$work/shlibdeps/log"; exit 1; }

# Fonts are found by fontconfig, which Java opens by name.
cat >"$deb/DEBIAN/control" <<EOF
Package: nightjar
Version: $version-$revision
Architecture: $architecture
Maintainer: $(value linux --maintainer)
Installed-Size: $(du -sk --apparent-size "$deb/usr" | cut -f 1)
Depends: $depends, fontconfig
Recommends: fonts-dejavu-core | fonts-liberation
Section: utils
Priority: optional
Description: back up a SQLite database while its app is using it
 Nightjar makes one consistent copy of a SQLite database that is in use, checks
 it, writes the same instant as JSON, and puts both in a folder on this computer
 and one on a NAS, every day or when asked. Each is read back and compared.
 .
 It waits in the notification area, and has commands for scripts and servers.
 A backup is an ordinary SQLite file, which opens without Nightjar, too.
EOF
for name in prerm postinst postrm; do
  script "$name" >"$deb/DEBIAN/$name"
  chmod 755 "$deb/DEBIAN/$name"
done
(cd "$deb" && find usr -type f -print0 | LC_ALL=C sort -z | xargs -0 md5sum >DEBIAN/md5sums)
find "$deb" -newermt "@$SOURCE_DATE_EPOCH" -exec touch -h -d "@$SOURCE_DATE_EPOCH" {} +
dpkg-deb --root-owner-group -Zxz -b "$deb" "$out/nightjar_$version-${revision}_$architecture.deb"
