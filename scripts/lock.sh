#!/bin/sh
# Resolves requirements*.in into requirements*.txt: exact versions with hashes, no registry's address.
set -eu
cd "$(dirname "$0")/.."
export UV_CUSTOM_COMPILE_COMMAND="make lock"
lock() {
    .venv/bin/python -m uv pip compile --quiet --python-version 3.10 --generate-hashes --no-emit-index-url \
        --override overrides.txt "$@"
}
echo "Resolving what the bot needs …"
lock requirements.in --output-file requirements.txt
echo "Resolving what the tests need besides …"
lock requirements-dev.in --constraint requirements.txt --output-file requirements-dev.txt
