#!/usr/bin/env bash
# Builds OpenTofu from its Go module, for machines that have Go and neither terraform nor tofu. Prints the folder of the program.
# (`go install` cannot do it: the module replaces one of its dependencies.)
set -euo pipefail
version=v1.10.6
folder="$(cd "$(dirname "$0")/.." && pwd)/node_modules/.cache/genesys-scopes/opentofu-$version"
if [ ! -x "$folder/tofu" ]; then
  echo "building OpenTofu $version; this takes some minutes" >&2
  source="$(go mod download -json "github.com/opentofu/opentofu@$version" | sed -n 's/^\t"Dir": "\(.*\)",$/\1/p')"
  mkdir -p "$folder"
  (cd "$source" && CGO_ENABLED=0 go build -ldflags '-s -w' -o "$folder/unfinished" ./cmd/tofu)
  mv "$folder/unfinished" "$folder/tofu"
fi
echo "$folder"
