# Functions of the set-up scripts. Sourced by bash, never run.
# shellcheck shell=bash


OLDEST_PYTHON='3, 11'
STAMPS=var/tools

say() { printf '%s\n' "$*"; }
fail() {
  printf '%s\n' "$*" >&2
  exit 1
}
have() { command -v "$1" >/dev/null 2>&1; }

# --- system packages -------------------------------------------------------------------------------------------

DEBIAN_RUN=(libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0 libfontconfig1 gettext)
# libatomic1: Playwright's own Node needs it. procps: tests look processes up.
DEBIAN_TEST=(chromium fonts-noto-cjk libatomic1 procps)
# Old systems do not have it, and the tests go on with the whole browser.
DEBIAN_TEST_IF_KNOWN=(chromium-headless-shell)
BREW_RUN=(pango gettext)

install_system_packages() { # run | lint | test
  case $(uname -s) in
    Darwin) install_with_brew ;;
    Linux) install_with_apt "$1" ;;
    *) say "Unknown system. Needed: Pango, HarfBuzz (with its subset library), Fontconfig, gettext." ;;
  esac
}

install_with_apt() {
  local wanted=("${DEBIAN_RUN[@]}") missing
  [[ $1 == test ]] && wanted+=("${DEBIAN_TEST[@]}")
  if ! have dpkg-query; then
    have msgfmt || say "Install with your package manager: Pango, HarfBuzz (subset), Fontconfig, gettext."
    return 0
  fi
  mapfile -t missing < <(missing_debs "${wanted[@]}")
  ((${#missing[@]})) && apt_install "${missing[@]}"
  [[ $1 == test ]] && install_if_known "${DEBIAN_TEST_IF_KNOWN[@]}"
  return 0
}

install_if_known() {
  local name
  for name in $(missing_debs "$@"); do
    [[ -z $(apt-cache show --quiet=2 "$name" 2>/dev/null) ]] || apt_install "$name"
  done
}

missing_debs() {
  local name
  for name in "$@"; do
    [[ $(dpkg-query -W -f '${db:Status-Status}' "$name" 2>/dev/null) == installed ]] || say "$name"
  done
}

apt_install() {
  local as_root=()
  if ((EUID)); then
    # -n: never wait for a password in a place where nobody can type one.
    if have sudo && { [[ -t 0 ]] || sudo -n true 2>/dev/null; }; then
      as_root=(sudo)
    else
      say "System packages are missing and this user may not install them. Ask somebody who may to run:"
      say "  apt-get install $*"
      return 0
    fi
  fi
  say "Installing system packages: $*"
  local options=(-qq -o Dpkg::Use-Pty=0 -o DPkg::Lock::Timeout=120)
  if ! { "${as_root[@]}" apt-get "${options[@]}" update </dev/null &&
    "${as_root[@]}" env DEBIAN_FRONTEND=noninteractive \
      apt-get "${options[@]}" install -y --no-install-recommends "$@" </dev/null >/dev/null; }; then
    say "These could not be installed: $*"
    say "Going on without them; 'make doctor' says later what does not work."
  fi
}

install_with_brew() {
  local name missing=()
  if ! have brew; then
    say "Homebrew is missing, so these cannot be installed for you: ${BREW_RUN[*]}"
    return 0
  fi
  for name in "${BREW_RUN[@]}"; do
    [[ -d $(brew --prefix)/opt/$name ]] || missing+=("$name")
  done
  ((${#missing[@]})) && brew install "${missing[@]}"
  return 0
}

# --- Python packages -------------------------------------------------------------------------------------------

install_python_packages() { # requirements file
  local wanted stamp=.venv/.packages
  # The development list contains the runtime list: after `make test`, `make run` has nothing to do.
  wanted=$(checksum requirements.txt)
  [[ $1 == requirements-dev.txt ]] && wanted+=" $(checksum requirements-dev.txt)"
  if [[ -x .venv/bin/python && -f $stamp && "$(<"$stamp") " == "$wanted "* ]]; then
    return 0
  fi
  local uv
  uv=$(find_uv) || exit 1
  [[ -x .venv/bin/python ]] || "$uv" venv --quiet --python "$(find_python || echo '>=3.11')" .venv
  rm -f "$stamp"
  say "Installing Python packages ($1) ..."
  UV_HTTP_TIMEOUT=120 "$uv" pip sync --quiet --python .venv/bin/python --require-hashes "$1"
  echo "$wanted" >"$stamp"
}

checksum() { cksum <"$1" | tr -d '\n'; }

find_python() {
  local name
  for name in python3 python3.14 python3.13 python3.12 python3.11; do
    if have "$name" && "$name" -c "import sys; sys.exit(sys.version_info < ($OLDEST_PYTHON))" 2>/dev/null; then
      command -v "$name"
      return 0
    fi
  done
  return 1
}

# uv as it is installed, or a private one under var/tools.
find_uv() {
  local private=$STAMPS/uv python
  # `uv --version`, not `which`: a version manager's shim may stand there without a uv behind it.
  if uv --version >/dev/null 2>&1; then
    command -v uv
    return 0
  fi
  if [[ ! -x $private/bin/uv ]]; then
    mkdir -p "$STAMPS"
    if ! python=$(find_python); then
      have apt-get && apt_install python3 python3-venv >&2
      python=$(find_python) || fail "Python 3.11 or newer is needed."
    fi
    say "Installing uv for this folder ..." >&2
    make_venv "$python" "$private" >&2
    "$private/bin/python" -m pip install --quiet --disable-pip-version-check --require-hashes \
      -r scripts/uv.txt </dev/null >&2 || fail "uv could not be installed: see the lines above."
  fi
  say "$private/bin/uv"
}

make_venv() { # python folder
  "$1" -m venv "$2" >/dev/null 2>&1 && return 0
  # Debian keeps ensurepip in a package of its own.
  if have apt-get; then
    apt_install python3-venv
    rm -rf "$2"
    "$1" -m venv "$2" && return 0
  fi
  fail "Cannot make a virtual environment with $1: install its venv module, or uv."
}
