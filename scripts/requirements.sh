#!/usr/bin/env bash
# Locks the packages of pyproject.toml, with hashes, for Linux and macOS and every Python from 3.11 on.
# ARGS=--upgrade takes newer versions; without it only what pyproject.toml demands changes.
set -euo pipefail
cd "$(dirname "$0")/.."
# shellcheck source=scripts/lib.sh
source scripts/lib.sh

uv=$(find_uv)
read -ra extra <<<"${ARGS:-}"
lock() { # output, further arguments
  local output=$1
  shift
  # No index address: every machine asks the registry it is set up for.
  "$uv" pip compile --quiet --universal --python-version 3.11 --generate-hashes \
    --no-header --no-emit-index-url --no-emit-find-links --output-file "$output" "$@" ${extra[@]+"${extra[@]}"}
}

lock requirements.txt pyproject.toml
lock requirements-dev.txt pyproject.toml --group test --group lint --constraints requirements.txt
echo "uv==$(head -1 <(sed -n 's/^uv==\([0-9.]*\).*/\1/p' scripts/uv.txt))" |
  lock scripts/uv.txt --no-annotate -
