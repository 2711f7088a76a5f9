#!/bin/sh
# Rails and Laravel as Debian 13 packages them, in a folder of their own: this machine's versions may be older.
set -eu
app=$1
here=$(cd "$(dirname "$0")" && pwd)
root=${GUIDES_DEBIAN:-${XDG_CACHE_HOME:-$HOME/.cache}/middlebrick-guides-debian}
packages=$(tr '\n' ',' < "$here/packages.txt" | sed 's/,$//')
if ! [ -e "$root/.complete" ] || ! cmp -s "$here/packages.txt" "$root/.complete"; then
  rm -rf "$root"
  mkdir -p "$(dirname "$root")"
  debootstrap --variant=minbase --include="$packages" trixie "$root" > "$here/debootstrap.log" 2>&1
  cp "$here/packages.txt" "$root/.complete"
fi
cp /etc/hosts "$root/etc/hosts"
mkdir -p "$root/srv/guides"
rm -rf "$root/srv/guides/$app"
cp -r "$here/../$app" "$root/srv/guides/$app"
cp "$here/../openapi.json" "$root/srv/guides/openapi.json"
