#!/bin/sh
# What the tests drive besides Python: Debian's Chromium (the page), tmux (the shell) and the servers of many machines (the stores), and
# from npm the checks of accessibility and types.
# Without them the tests that need them skip, visibly. Silent and quick when there is nothing to do.
set -eu
unset CDPATH
cd "$(dirname "$0")/.."

# Runs a command with its output in a file; on failure shows the end of it.
quietly() {
    log=$(mktemp)
    code=0
    "$@" >"$log" 2>&1 || code=$?
    [ "$code" = 0 ] || tail -3 "$log" >&2
    rm -f "$log"
    return "$code"
}

debian_packages() {
    missing=""
    command -v chromium >/dev/null 2>&1 || missing="$missing chromium"
    command -v tmux >/dev/null 2>&1 || missing="$missing tmux"
    ls /usr/lib/postgresql/*/bin/postgres >/dev/null 2>&1 || missing="$missing postgresql"
    command -v redis-server >/dev/null 2>&1 || missing="$missing redis-server"
    [ -x /usr/lib/rabbitmq/bin/rabbitmq-server ] || missing="$missing rabbitmq-server"
    [ -x /usr/sbin/nginx ] || missing="$missing nginx"
    [ -n "$missing" ] || return 0

    install="apt-get update && apt-get install --yes --no-install-recommends$missing"
    if [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null 2>&1; then
        echo "Installing for the tests:$missing (about a minute) …"
        DEBIAN_FRONTEND=noninteractive RUNLEVEL=1 quietly sh -c "$install" && return 0  # starts no service by itself
        echo "They could not be installed; the tests that need them skip. To try again: $install" >&2
    else
        echo "Not installed:$missing; the tests that need them skip. To install them: sudo sh -c '$install'"
    fi
}

npm_packages() {
    folder=$1
    stamp=$folder/node_modules/.installed
    cmp -s "$folder/package-lock.json" "$stamp" && return 0
    if ! command -v npm >/dev/null 2>&1; then
        echo "npm is not there; the tests of $2 skip."
        return 0
    fi
    echo "Installing what the tests of $2 need from npm (a few seconds) …"
    if quietly npm ci --prefix "$folder" --ignore-scripts --no-audit --no-fund --no-progress; then
        cp "$folder/package-lock.json" "$stamp"
    else
        echo "It could not be installed; the tests of $2 skip." >&2
    fi
}

debian_packages
npm_packages tests/widget "accessibility and of the scripts' types"
npm_packages tests/deploy "the compose file"
