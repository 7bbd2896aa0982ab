#!/bin/sh
# The Debian packages that the tests drive: Chromium for the page, tmux for the shell. Without them those tests skip, visibly.
set -eu
missing=""
command -v chromium >/dev/null 2>&1 || missing="$missing chromium"
command -v tmux >/dev/null 2>&1 || missing="$missing tmux"
[ -n "$missing" ] || exit 0

advice="apt-get update && apt-get install --yes --no-install-recommends$missing"
if [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null 2>&1; then
    echo "Installing for the tests:$missing (about a minute) …"
    log=$(mktemp)
    # shellcheck disable=SC2086 # the names are separate words
    if apt-get update >"$log" 2>&1 && DEBIAN_FRONTEND=noninteractive apt-get install --yes --no-install-recommends $missing >>"$log" 2>&1; then
        rm -f "$log"
        exit 0
    fi
    tail -3 "$log" >&2
    rm -f "$log"
    echo "They could not be installed; the tests that need them skip. To try again: $advice" >&2
else
    echo "Not installed:$missing; the tests that need them skip. To install them: sudo sh -c '$advice'"
fi
