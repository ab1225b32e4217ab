#!/usr/bin/env bash
# Makes what a user installs, in target/installer: build.sh [tar.gz] [deb] [rpm], on macOS [dmg]; on Linux
# build.sh msi zip, for Windows.
# The Java runtime is of the JDK in NIGHTJAR_JDK or JAVA_HOME; else of Temurin, where it is found; else
# of javac's.
# REVISION (1) counts packages of one version.
set -euo pipefail
cd "$(dirname "$0")/.."
installer=$PWD/installer
# shellcheck disable=SC2034 # For what is sourced.
revision=${REVISION:-1}
system=$(uname -s)
kinds=("$@")
if [ ${#kinds[@]} = 0 ]; then
  case $system in
    Darwin) kinds=(dmg) ;;
    *) kinds=(tar.gz deb rpm) ;;
  esac
fi
wanted() { [[ " ${kinds[*]} " == *" $1 "* ]]; }

# --- What is needed, before any work is done ---

temurin() { find /usr/lib/jvm -maxdepth 1 -name "temurin-*" 2>/dev/null | sort -V | tail -n 1 || true; }
jdk=${NIGHTJAR_JDK:-${JAVA_HOME:-$(temurin)}}
[ -n "$jdk" ] || jdk=$(dirname "$(dirname "$(readlink -f "$(command -v javac || echo /x/x)")")")
missing=()
need() { command -v "$1" >/dev/null || missing+=("$1 is missing: install $2"); }
[ -x "$jdk/bin/jlink" ] || missing+=("no JDK with jlink in $jdk: install a JDK 17 or newer, or set JAVA_HOME to one")
need mvn "Maven 3.8 or newer (Debian: maven; macOS: brew install maven)"
if wanted deb; then
  need dpkg-deb "dpkg, or leave the deb out: installer/build.sh tar.gz rpm"
  need file "file"
  need dpkg-shlibdeps "dpkg-dev, or leave the deb out: installer/build.sh tar.gz rpm"
fi
if wanted deb || wanted rpm || wanted tar.gz; then
  need strip "binutils"
fi
if wanted rpm; then
  need rpmbuild "rpm (Fedora: rpm-build), or leave the rpm out: installer/build.sh tar.gz deb"
fi
if wanted dmg; then
  [ "$system" = Darwin ] || missing+=("a dmg is made on macOS only: leave it out here")
  [ -x "$jdk/bin/jpackage" ] || missing+=("no jpackage in $jdk: install a whole JDK 17 or newer")
fi
if wanted msi || wanted zip; then
  [ "$system" = Linux ] || missing+=("on this system the packages for Windows can't be made: on Windows by build.ps1")
  ! wanted tar.gz && ! wanted deb && ! wanted rpm ||
    missing+=("the packages for Windows are made by a call of their own: installer/build.sh msi zip")
  need x86_64-w64-mingw32-gcc "gcc-mingw-w64-x86-64"
  need wixl "wixl, or leave the msi out: installer/build.sh zip"
  need msibuild "msitools, or leave the msi out: installer/build.sh zip"
  need zip "zip"
  need unzip "unzip"
  python3 -m pip --version >/dev/null 2>&1 || missing+=("pip is missing: install python3-pip")
fi
if [ ${#missing[@]} -gt 0 ]; then
  printf '%s\n' "${missing[@]}" >&2
  exit 2
fi
implementor=$(sed -n 's/^IMPLEMENTOR="\(.*\)"/\1/p' "$jdk/release")
java_version=$(sed -n 's/^JAVA_VERSION="\([0-9]*\).*/\1/p' "$jdk/release")
echo "Java runtime: $implementor $java_version, of $jdk"
if [ "$implementor" = Debian ] || [ "$implementor" = Ubuntu ]; then
  echo "Its Java uses $implementor's own libraries: the packages depend on about twice as many of them, and"
  echo "run on this release of $implementor only. Make releases with Temurin."
fi

# --- The program, and what belongs to it: the same for every system ---

windows=$(wanted msi || wanted zip && echo windows || true)
case $system-$(uname -m)$windows in
  *windows) sqlite=Windows/x86_64 ;;
  Darwin-arm64) sqlite=Mac/aarch64 ;;
  Darwin-*) sqlite=Mac/x86_64 ;;
  *) sqlite=Linux/$(uname -m) ;;
esac
mvn -B -ntp -q -Pinstaller -DskipTests -Dsqlite.system="$sqlite" package
value() { sed -n "s/^$2 \"\{0,1\}\([^\"]*\)\"\{0,1\}$/\1/p" "$installer/$1.options"; }
from_pom() { sed -n "s|.*<$1>\(.*\)</$1>.*|\1|p" pom.xml | head -n 1; }
version=$(from_pom version)
stamp=$(from_pom project.build.outputTimestamp)
# shellcheck disable=SC2034 # For what is sourced.
summary=$(from_pom description)
image=$PWD/target/nightjar
out=$PWD/target/installer
parts=$out/parts
work=$out/work
rm -rf "$work" && mkdir -p "$work"
if [ -n "$windows" ]; then rm -f "$out"/nightjar*windows*; else rm -f "$out"/nightjar*.*; fi
echo "$jdk" >"$work/jdk"

# What Java is started with: for jpackage's launchers, as the scripts in bin/ read it themselves.
jvm_options() { grep -v '^#' src/image/lib/jvm.options; }

# Only the modules that the jars use; not compressed, since the packages compress better.
runtime() {
  local modules
  modules=$("$jdk/bin/jdeps" --multi-release base --ignore-missing-deps --print-module-deps \
    -cp "$parts/lib/*" "$parts"/lib/*.jar | tail -n 1)
  "$jdk/bin/jlink" --add-modules "$modules" --strip-debug --no-header-files --no-man-pages --output "$1"
}

if [ -n "$windows" ]; then
  # shellcheck disable=SC1090,SC1091
  source installer/windows.sh
elif [ "$system" = Darwin ]; then
  # shellcheck disable=SC1090,SC1091
  source installer/macos.sh
else
  # shellcheck disable=SC1090,SC1091
  source installer/linux.sh
fi
(cd "$out" && for file in nightjar*.*; do
  if command -v sha256sum >/dev/null; then sha256sum "$file"; else shasum -a 256 "$file"; fi
done >SHA256SUMS && cat SHA256SUMS)
