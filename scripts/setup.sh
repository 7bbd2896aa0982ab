#!/bin/sh
# Makes .venv with exactly the locked packages: setup.sh [runtime|dev]. Silent and quick when there is nothing to do.
set -eu
unset CDPATH
cd "$(dirname "$0")/.."
mode=${1:-runtime}
case $mode in
    runtime | dev) ;;
    *) echo "setup.sh takes runtime or dev, not '$mode'." >&2; exit 1 ;;
esac

venv_python=.venv/bin/python

fail() {
    echo "$1" >&2
    exit 1
}

is_310() {
    "$@" -c 'import sys; sys.exit(sys.version_info[:2] != (3, 10))' >/dev/null 2>&1
}

# Prints the path of a Python 3.10 that truly runs: a pyenv shim may be on PATH and still lead nowhere.
find_python() {
    for candidate in python3.10 python3 "${PYENV_ROOT:-${HOME:-}/.pyenv}"/versions/3.10*/bin/python; do
        if is_310 "$candidate"; then
            command -v "$candidate"
            return 0
        fi
    done
    python_from_uv
}

python_from_uv() {
    echo "Python 3.10 is not on PATH and not in pyenv; asking uv for it (30 MB) …" >&2
    tools=$(mktemp -d)
    trap 'rm -rf "$tools"' EXIT
    uv=$(command -v uv) || uv=$(uv_from_pip "$tools") || return 1
    "$uv" python install --quiet 3.10 >/dev/null 2>&1 || return 1
    "$uv" python find --no-project 3.10
}

uv_from_pip() {
    for candidate in python3 python; do
        if "$candidate" -m venv "$1" >/dev/null 2>&1 && "$1/bin/python" -m pip install --quiet uv >/dev/null 2>&1; then
            echo "$1/bin/uv"
            return 0
        fi
    done
    return 1
}

make_venv() {
    python=$(find_python) || fail "Python 3.10 is needed (Rasa 3.6 runs on no newer one) and could not be found or \
downloaded; install it, for example with 'pyenv install 3.10', and run the same command again."
    "$python" -c 'import ensurepip, venv' 2>/dev/null ||
        fail "$python cannot make virtual environments; run 'sudo apt-get install python3.10-venv' and then the same command again."
    rm -rf .venv
    echo "Making .venv with $("$python" --version) …"
    "$python" -m venv .venv || fail "The folder .venv could not be made in $PWD; see the line above."
}

if [ -x "$venv_python" ] && "$venv_python" -E -m ops.install "$mode" --is-done 2>/dev/null; then
    exit 0
fi
[ -w . ] || fail "The folder $PWD is not writable for $(id -un); make it writable or clone the repository elsewhere."
if ! is_310 "$venv_python" || ! "$venv_python" -I -m pip --version >/dev/null 2>&1; then
    make_venv
fi
exec "$venv_python" -E -m ops.install "$mode"
