#!/usr/bin/env bash
# Makes an image of a bare Debian, curl and the JDK 25 of JAVA_HOME, which must
# have its files in its own folder (as Temurin's has), for builds of the service's
# image where none can be pulled. Needs root, debootstrap and buildah.
#
#   bench/base-image.sh <file to write, an OCI archive>
#
# Takes about two minutes, and 300 MB to download.
set -euo pipefail
archive=${1:?the file to write}
jdk=$(readlink -f "${JAVA_HOME:?the home of a JDK 25}")
"$jdk/bin/java" --version | grep -q ' 25' || { echo "JAVA_HOME has no Java 25: $jdk" >&2; exit 1; }

store=$(mktemp -d)
builder=(buildah --storage-driver vfs --root "$store/root" --runroot "$store/run")
trap '"${builder[@]}" rm --all >/dev/null 2>&1 || true; rm -rf "$store"' EXIT

debootstrap --variant=minbase --include=curl,ca-certificates stable "$store/debian" http://deb.debian.org/debian
mkdir -p "$store/debian/opt/jdk"
cp -a "$jdk/." "$store/debian/opt/jdk"
# Debian's JDKs have a link here to what its own package makes.
cp --remove-destination -L "$jdk/lib/security/cacerts" "$store/debian/opt/jdk/lib/security/cacerts"

container=$("${builder[@]}" from scratch)
"${builder[@]}" copy -q "$container" "$store/debian" /
"${builder[@]}" config --env JAVA_HOME=/opt/jdk --env LANG=C.UTF-8 \
  --env PATH=/opt/jdk/bin:/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin "$container"
"${builder[@]}" commit -q "$container" java25
"${builder[@]}" push -q java25 "oci-archive:$archive"
echo "Made $archive"
