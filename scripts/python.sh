#!/usr/bin/env bash
# The repository's own Python, with what macOS needs to find Homebrew's libraries.
set -euo pipefail
cd "$(dirname "$0")/.."

if [[ ! -x .venv/bin/python ]]; then
  echo "Not set up yet. Run: make setup" >&2
  exit 1
fi
if [[ $(uname -s) == Darwin ]]; then
  export DYLD_FALLBACK_LIBRARY_PATH=/opt/homebrew/lib:/usr/local/lib:/usr/lib
  export OBJC_DISABLE_INITIALIZE_FORK_SAFETY=YES
fi
# Without compiled files every one of the site's processes starts half as fast.
unset PYTHONDONTWRITEBYTECODE
exec .venv/bin/python "$@"
