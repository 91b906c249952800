# shellcheck shell=bash
# Sourced by the commands in scripts/: the environment .venv, holding what requirements.lock names.
#
# `setup` leaves a ready .venv behind, in milliseconds when it is ready already. It may be
# interrupted at any moment and called twice at once. Works with bash 3.2, which macOS still has.

ROOT=$(CDPATH='' cd -- "$(dirname -- "${BASH_SOURCE[0]}")/../.." && pwd -P)
VENV=$ROOT/.venv
READY=$VENV/.ready           # what this environment was made from; absent while it changes
UNFINISHED=$VENV/.unfinished # the step under way: "making" or "installing"

say() { printf '%s\n' "$*" >&2; }

fail() {
  say "scripts/${0##*/}: $*"
  exit 1
}

# The comment at the top of the script is its help.
usage() {
  sed -n '2,${/^#/!q;s/^# \{0,1\}//p;}' "$0"
  exit 0
}

# Print the path of the interpreter behind the command $1, if it is Python 3.12 or newer.
modern_python() {
  local probe='import sys, venv; print(sys.executable) if sys.version_info >= (3, 12) else sys.exit(1)'
  case $1 in
    */*) "$1" -I -c "$probe" 2>/dev/null ;;
    *) (cd "$ROOT" && "$1" -I -c "$probe" 2>/dev/null) ;; # here .python-version counts
  esac
}

# Print the path of the Python to build .venv with.
find_python() {
  local wanted candidate found
  if [ -n "${ADAMDOCS_PYTHON:-}" ]; then
    found=$(modern_python "$ADAMDOCS_PYTHON") || found=
    [ -n "$found" ] || fail "ADAMDOCS_PYTHON=$ADAMDOCS_PYTHON is not Python 3.12 or newer." \
      "Unset it, or set it to one that is."
    printf '%s\n' "$found"
    return
  fi
  wanted=$(cat "$ROOT/.python-version")
  for candidate in "python$wanted" python3.12 python3.13 python3.14 python3 \
    "${PYENV_ROOT:-${HOME:-}/.pyenv}/versions/$wanted"*/bin/python \
    "${PYENV_ROOT:-${HOME:-}/.pyenv}"/versions/3.1[2-9]*/bin/python \
    "$(uv python find '>=3.12' 2>/dev/null || :)"; do
    found=$(modern_python "$candidate") || continue
    [ -n "$found" ] || continue
    printf '%s\n' "$found"
    return
  done
  fail "no Python 3.12 or newer was found." \
    "Install one (python3.12, pyenv or uv can), or set ADAMDOCS_PYTHON to its path."
}

python_version() { "$1" -I -S -c 'import sys; print(sys.version)' 2>/dev/null; }

# What .venv depends on: where it stands, its interpreter, the lock and the project's metadata.
ingredients() {
  printf '%s\n' "$ROOT" "$1"
  cat "$ROOT/pyproject.toml" "$ROOT/requirements.lock" "$ROOT/scripts/lib/setup.sh"
}

# True when $1, a version, is the one that ADAMDOCS_PYTHON asks for.
version_asked_for() {
  local asked
  [ -n "${ADAMDOCS_PYTHON:-}" ] || return 0
  asked=$(find_python) || exit 1
  [ "$(python_version "$asked")" = "$1" ]
}

ready() {
  local version
  [ -f "$READY" ] && version=$(python_version "$VENV/bin/python") && version_asked_for "$version" &&
    ingredients "$version" | cmp -s - "$READY"
}

# True when .venv stands where it was made, and its Python runs and is new enough.
usable() {
  [ "$(cat "$UNFINISHED" 2>/dev/null)" != making ] &&
    [ -n "$(modern_python "$VENV/bin/python")" ] &&
    version_asked_for "$(python_version "$VENV/bin/python")" &&
    grep -qF -e "=$VENV" -e "=\"$VENV" -e "='$VENV" "$VENV/bin/activate"
}

make_venv() {
  local python
  if [ -e "$VENV" ] && ! usable; then
    say "The environment .venv is broken, moved or of another Python: making it again."
    rm -rf "$VENV"
  fi
  [ -e "$VENV" ] && return
  python=$(find_python) || exit 1
  say "Making .venv with Python $(python_version "$python" | cut -d' ' -f1) ..."
  mkdir "$VENV"
  echo making >"$UNFINISHED"
  "$python" -m venv --without-pip "$VENV" || fail "making .venv failed (see above)." \
    "On Debian and Ubuntu, install python3-venv; then run the command again."
  rm "$UNFINISHED"
}

# Set UV to the path of uv, installing the pinned one into .venv when there is none.
find_uv() {
  UV=$(command -v uv) && return
  UV=$VENV/bin/uv
  "$UV" --version >/dev/null 2>&1 && return
  say "Installing uv, the package installer, into .venv ..."
  "$VENV/bin/python" -I -m pip --version >/dev/null 2>&1 ||
    "$VENV/bin/python" -I -m ensurepip >/dev/null ||
    fail "this Python comes without pip. On Debian and Ubuntu, install python3-venv; or install uv." \
      "Then run the command again."
  "$VENV/bin/python" -I -m pip -qq --disable-pip-version-check install --retries 2 --force-reinstall \
    --no-deps --require-hashes -r "$ROOT/scripts/lib/uv-bootstrap.txt" ||
    fail "uv could not be fetched (see above)." \
      "Check the network and run the command again, or install uv yourself."
}

install_packages() {
  local quiet=-q again=
  [ -t 2 ] && quiet=
  [ "$(cat "$UNFINISHED" 2>/dev/null)" = installing ] && again=--reinstall
  rm -f "$READY"
  echo installing >"$UNFINISHED"
  find_uv
  say "Installing the packages of requirements.lock (up to a minute the first time) ..."
  # shellcheck disable=SC2086 # empty means no option
  "$UV" pip sync $quiet $again --python "$VENV/bin/python" --require-hashes "$ROOT/requirements.lock" ||
    fail "the packages of requirements.lock could not be installed (see above)." \
      "Check the network and the disk's space, then run the command again: what was fetched is kept."
  # shellcheck disable=SC2086
  "$UV" pip install $quiet --python "$VENV/bin/python" --no-deps --no-build-isolation -e "$ROOT" ||
    fail "the project itself could not be installed into .venv (see above); look at pyproject.toml."
}

# Where Python may not write bytecode, every process would compile all that it imports, for seconds.
compile_packages() {
  [ -n "${PYTHONDONTWRITEBYTECODE:-}" ] || return 0
  say "Compiling them, once for all processes ..."
  # Some packages bring files that are no Python 3; -x leaves out what is large and never imported.
  "$VENV/bin/python" -I -W ignore -m compileall -qq -j 0 -x 'site-packages/(.*/)?(tests?|plotly|pip)/' \
    "$VENV"/lib/python3*/site-packages || :
}

# Hold descriptor 9 until `unlock`, so that one setup at a time changes .venv.
lock() {
  mkdir -p "$ROOT/.cache"
  exec 9>"$ROOT/.cache/setup.lock"
  command -v flock >/dev/null || return 0 # macOS: do not start two setups at once
  flock -n 9 && return
  say "Another setup is under way here: waiting for it ..."
  flock 9
}

unlock() { exec 9>&-; }

setup() {
  local version
  ready && return
  lock
  if ! ready; then
    make_venv
    install_packages
    compile_packages
    version=$(python_version "$VENV/bin/python")
    ingredients "$version" >"$READY.new"
    mv "$READY.new" "$READY"
    rm -f "$UNFINISHED"
    say "Ready."
  fi
  unlock
}

# Set up (lib/web.sh is sourced too), then hand over to the command line: publish COMMAND [ARGUMENT ...]
publish() {
  local argument
  for argument; do
    case $argument in -h | --help) usage ;; esac
  done
  setup
  web_setup
  cd "$ROOT" || exit 1
  exec "$VENV/bin/python" -m adamdocs.publishing "$@"
}
