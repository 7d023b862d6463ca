#!/usr/bin/env bash
# Installs Lighthouse as locked in scripts/lighthouse into var/tools, for `make lighthouse` and for nothing else.
set -euo pipefail
cd "$(dirname "$0")/.."
# shellcheck source=scripts/lib.sh
source scripts/lib.sh

OLDEST_NODE=18
place=$STAMPS/lighthouse
locked=scripts/lighthouse/package-lock.json

if ! have npm; then
  have apt-get && apt_install nodejs npm
  have npm || fail "Node $OLDEST_NODE or newer with npm is needed: https://nodejs.org/"
fi
major=$(node -p 'process.versions.node.split(".")[0]')
((major >= OLDEST_NODE)) || fail "Node $OLDEST_NODE or newer is needed; here is $(node --version)."
cmp -s "$locked" "$place/installed.json" && exit 0

say "Installing Lighthouse ..."
rm -rf "$place"
mkdir -p "$place"
cp scripts/lighthouse/package.json "$locked" "$place/"
(cd "$place" && exec npm ci --ignore-scripts --no-audit --no-fund --loglevel=error </dev/null)
cp "$locked" "$place/installed.json"
