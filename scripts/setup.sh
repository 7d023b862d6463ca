#!/usr/bin/env bash
# Installs what is missing and nothing else. `setup.sh` for running, `setup.sh lint` and `setup.sh test` for more.
# A second call finds everything in place and takes a fraction of a second.
set -euo pipefail
cd "$(dirname "$0")/.."
# shellcheck source=scripts/lib.sh
source scripts/lib.sh

purpose=${1:-run}
case $purpose in
  run) packages=requirements.txt ;;
  lint | test) packages=requirements-dev.txt ;;
  *) fail "unknown purpose: $purpose" ;;
esac

install_system_packages "$purpose"
install_python_packages "$packages"
