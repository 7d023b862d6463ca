#!/usr/bin/env bash
# Every check that needs no running site. All of them run, so that one look shows everything that is wrong; side
# by side, since the types take as long as all others together.
set -uo pipefail
cd "$(dirname "$0")/.." || exit
export PATH="$PWD/.venv/bin:$PATH"
unset PYTHONDONTWRITEBYTECODE

names=()
jobs=()
failed=()
check() { # name, command ...
  names+=("$1")
  shift
  "$@" >"$scratch/output-${#names[@]}" 2>&1 &
  jobs+=($!)
}

report() { # number of the check, from one
  local name=${names[$1 - 1]}
  printf '%s ... ' "$name"
  if wait "${jobs[$1 - 1]}"; then
    echo ok
  else
    echo FAILED
    sed 's/^/    /' "$scratch/output-$1"
    failed+=("$name")
  fi
}

# Settings as in production, with values that mean nothing.
deployment() {
  env DJANGO_SETTINGS_MODULE=claimguide.settings.prod ALLOWED_HOSTS=example.org \
    SECRET_KEY="$(python -c 'import secrets; print(secrets.token_urlsafe(64))')" \
    CLAIMGUIDE_VAR_DIR="$scratch" CLAIMGUIDE_SIGNING_KEY="$scratch/signing.pem" python manage.py check --deploy --fail-level WARNING
}
test_settings() { env DJANGO_SETTINGS_MODULE=claimguide.settings.test "$@"; }

scratch=$(mktemp -d)
mkdir "$scratch/uploads"
(umask 077 && openssl genpkey -algorithm ed25519 -out "$scratch/signing.pem")
trap 'rm -rf "$scratch"' EXIT

check "types (mypy)" mypy claimguide
check "style (ruff)" ruff check .
check "format (ruff)" ruff format --check .
check "room walls (import-linter)" lint-imports
check "templates (djlint)" djlint templates --lint --quiet
check "migrations complete" test_settings python manage.py makemigrations --check --dry-run
check "translations complete" python scripts/check_catalogue.py
check "deployment settings" deployment
if command -v shellcheck >/dev/null; then
  check "shell scripts (shellcheck)" shellcheck scripts/*.sh .ci/run
fi
for ((number = 1; number <= ${#names[@]}; number++)); do
  report "$number"
done

if ((${#failed[@]})); then
  printf '\n%d of the checks failed: %s\n' "${#failed[@]}" "$(IFS=,; echo "${failed[*]}")"
  exit 1
fi
