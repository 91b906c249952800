# shellcheck shell=bash
# Sourced after setup.sh: the browser that the tests drive, as CHROMIUM in the environment.

BROWSER_MEMO=$ROOT/.cache/chromium-path # the last one that was seen to start
BROWSER_LOG=$ROOT/.cache/chromium-install.log

# accept_browser COMMAND: export CHROMIUM if this one starts. One seen before is not tried again.
accept_browser() {
  local path
  path=$(command -v "$1") || return 1
  if [ "$path" != "$(cat "$BROWSER_MEMO" 2>/dev/null)" ]; then
    "$path" --version >/dev/null 2>&1 || return 1 # Ubuntu's chromium-browser may be an empty stub
    mkdir -p "$ROOT/.cache"
    printf '%s\n' "$path" >"$BROWSER_MEMO"
  fi
  export CHROMIUM=$path
}

find_browser() {
  local name
  if [ -n "${CHROMIUM:-}" ]; then
    accept_browser "$CHROMIUM" && return
    fail "CHROMIUM=$CHROMIUM is not a browser that starts. Unset it, or set it to one that does."
  fi
  for name in chromium-headless-shell chromium chromium-browser google-chrome google-chrome-stable \
    "$(cat "$BROWSER_MEMO" 2>/dev/null)"; do
    accept_browser "$name" && return
  done
  return 1
}

playwright_browser() {
  "$VENV/bin/python" -m playwright install --no-shell chromium || return 1
  accept_browser "$("$VENV/bin/python" -c 'from playwright.sync_api import sync_playwright
with sync_playwright() as playwright: print(playwright.chromium.executable_path)')"
}

# The shell is Chromium without windows: a page costs it a fifth less. Older releases have none.
debian_browser() {
  local name
  command -v apt-get >/dev/null && [ "$(id -u)" = 0 ] || return 1
  apt-get update || return 1
  for name in chromium-headless-shell chromium; do
    DEBIAN_FRONTEND=noninteractive apt-get install -y --no-install-recommends "$name" || continue
    accept_browser "$name" && return
  done
  return 1
}

browser_setup() {
  find_browser && return
  mkdir -p "$ROOT/.cache"
  say "Installing Chromium for the browser tests (a few minutes, once) ..."
  playwright_browser >"$BROWSER_LOG" 2>&1 && return
  debian_browser >>"$BROWSER_LOG" 2>&1 && return
  fail "no Chromium was found or could be installed (.cache/${BROWSER_LOG##*/} says why)." \
    "Install Chromium or Chrome, or set CHROMIUM to its path."
}
