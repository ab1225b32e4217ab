# The rpm, of the tree that linux.sh made.
# shellcheck shell=bash disable=SC1091,SC2154,SC2034 # Sourced: build.sh sets what is used here.
rpm=$work/rpm
cp -r "$root" "$rpm"
rm "$rpm/usr/share/doc/nightjar/copyright"
install -D -m 644 -t "$rpm/usr/share/licenses/nightjar" LICENSE "$parts/THIRD-PARTY.txt"
install -D -m 644 "$parts/reference/nightjar.zsh" "$rpm/usr/share/zsh/site-functions/_nightjar"
rm "$rpm/usr/share/doc/nightjar/THIRD-PARTY.txt"
script nightjar.spec >"$work/nightjar.spec"
rpmbuild -bb --quiet --define "_topdir $work/rpmbuild" --define "_rpmdir $out" --define "tree $rpm" \
  --define "vendor_name $(value common --vendor)" --define "summary $summary" \
  --define "version $version" --define "revision $revision" \
  --define "_rpmfilename nightjar-%{VERSION}-%{RELEASE}.%{ARCH}.rpm" "$work/nightjar.spec" \
  >"$work/rpmbuild.log" 2>&1 || { cat "$work/rpmbuild.log"; exit 1; }
