# shellcheck shell=bash
# Sourced after setup.sh: what scripts/web/package-lock.json names, in scripts/web/node_modules.
#
# `web_setup` needs `setup` before it, for the npm in .venv; no other node is looked at. Like setup
# it takes milliseconds when there is nothing to do, and may be interrupted at any moment. Given a
# folder below scripts/web it does the same there, for a command that needs more than the site does.

WEB=$ROOT/scripts/web
WEB_READY=node_modules/.ready # what these packages were installed from; npm removes it first

# The reader's own npm settings name the registry and the proxy, and decide nothing else.
NPM_SETTINGS="--global=false --location=project --workspaces=false --dry-run=false --force=false
  --package-lock=true --package-lock-only=false --include=prod --include=dev --include=optional
  --install-strategy=hoisted --install-links=false --legacy-peer-deps=false --engine-strict=false
  --before=null --min-release-age=0 --ignore-scripts --prefer-offline --loglevel=error
  --audit=false --fund=false --update-notifier=false --omit-lockfile-registry-resolved=true"

npm() {
  # shellcheck disable=SC2086 # one word an option
  (cd "$WEB" && unset NODE_OPTIONS NODE_PATH && "$VENV/bin/npm" $NPM_SETTINGS "$@")
}

web_ingredients() { cat "$WEB/package.json" "$WEB/package-lock.json" "$ROOT/scripts/lib/web.sh"; }

web_ready() { [ -f "$WEB/$WEB_READY" ] && web_ingredients | cmp -s - "$WEB/$WEB_READY"; }

# web_setup [FOLDER WHAT]: install the packages of scripts/web, or of a folder below it.
web_setup() {
  local WEB=$WEB what="faces and Pyodide (70 MB the first time)"
  [ $# = 0 ] || WEB=$WEB/$1 what=$2
  web_ready && return
  lock
  if ! web_ready; then
    rm -f "$WEB/$WEB_READY"
    say "Installing the packages of ${WEB#"$ROOT"/}, $what ..."
    npm ci >/dev/null || fail "the packages of ${WEB#"$ROOT"/} could not be installed (see above)." \
      "Check the network and the disk's space, then run the command again: what was fetched is kept."
    web_ingredients >"$WEB/$WEB_READY.new"
    mv "$WEB/$WEB_READY.new" "$WEB/$WEB_READY"
    say "Ready."
  fi
  unlock
}
