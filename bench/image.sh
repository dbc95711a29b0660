#!/usr/bin/env bash
# Shows that the image can be made, and that its service can use its AOT cache:
# builds it with buildah and asks the service in it for its configuration, as
# the user that it runs as. Does nothing but say so where buildah is not here.
#
#   bench/image.sh [image to build with] [image to run with]
#
# Where no image can be pulled, bench/base-image.sh makes one that serves for both:
#
#   bench/base-image.sh /tmp/java25.tar
#   bench/image.sh oci-archive:/tmp/java25.tar oci-archive:/tmp/java25.tar
#
# Takes some minutes, and what the images and Maven have to download.
set -euo pipefail
cd "$(dirname "$0")/.."

if ! command -v buildah >/dev/null 2>&1; then
  echo "buildah is not here (apt-get install buildah); the image is not built."
  exit 0
fi

store=$(mktemp -d)
builder=(buildah --storage-driver vfs --root "$store/root" --runroot "$store/run")
trap '"${builder[@]}" rm --all >/dev/null 2>&1 || true; rm -rf "$store"' EXIT

arguments=(--isolation chroot --tag scry-ingestor)
[ $# -lt 1 ] || arguments+=(--build-arg "BUILD_IMAGE=$1")
[ $# -lt 2 ] || arguments+=(--build-arg "RUN_IMAGE=$2")
# What Maven has here already need not be downloaded again.
[ ! -d "$HOME/.m2" ] || arguments+=(--volume "$HOME/.m2:/root/.m2")
timeout 1800 "${builder[@]}" build "${arguments[@]}" .

container=$("${builder[@]}" from scry-ingestor)
"${builder[@]}" run --isolation chroot \
  --env SCRY_DATABASE_URL=postgresql://nobody@localhost:1/none "$container" \
  java -XX:AOTCache=service.aot -XX:AOTMode=on -jar scry-ingestor.jar --check-config
"${builder[@]}" run --isolation chroot "$container" \
  sh -c 'set -e; for tool in sh sleep kill curl; do command -v "$tool"; done; [ "$(id -u)" = 10001 ]'
echo PASSED
