# The macOS part of build.sh: a dmg by jpackage. Not run where this was written: see README.md.
# shellcheck shell=bash disable=SC1091,SC2154,SC2034 # Sourced: build.sh sets what is used here.
# NIGHTJAR_MAC_IDENTITY: the name in a "Developer ID Application" certificate of the keychain.
# NIGHTJAR_MAC_NOTARY: a profile that "xcrun notarytool store-credentials" has made.
dmg=$out/nightjar-$version-macos-$(uname -m).dmg
mkdir "$work/input" "$work/resources"
cp "$parts"/lib/* "$parts/THIRD-PARTY.txt" "$parts/nightjar.cdx.json" LICENSE "$work/input/"
sed "s/@VERSION@/$version/" "$installer/macos/Info.plist" >"$work/resources/Info.plist"
runtime "$work/runtime"

options=()
while read -r option; do options+=(--java-options "$option"); done < <(jvm_options)
if [ -n "${NIGHTJAR_MAC_IDENTITY:-}" ]; then
  options+=(--mac-sign --mac-signing-key-user-name "$NIGHTJAR_MAC_IDENTITY")
else
  echo "unsigned: NIGHTJAR_MAC_IDENTITY is not set, and macOS will warn who opens it"
fi
"$jdk/bin/jpackage" "@$installer/common.options" "@$installer/macos.options" "${options[@]}" \
  --type dmg --app-version 1.0 --input "$work/input" --main-jar "nightjar-$version.jar" \
  --runtime-image "$work/runtime" --icon "$parts/icons/nightjar.icns" \
  --resource-dir "$work/resources" --dest "$work/dmg"
mv "$work"/dmg/*.dmg "$dmg"

if [ -n "${NIGHTJAR_MAC_NOTARY:-}" ]; then
  xcrun notarytool submit "$dmg" --keychain-profile "$NIGHTJAR_MAC_NOTARY" --wait
  xcrun stapler staple "$dmg"
fi
