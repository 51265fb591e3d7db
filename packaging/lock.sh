#!/bin/sh
# Renews packaging/requirements.lock from pyproject.toml; needs uv. `sh packaging/lock.sh --upgrade`
# takes the newest of everything, without it what the lock names stays where it still fits.
set -eu
cd "$(dirname "$0")/.."
lock=packaging/requirements.lock
uv pip compile pyproject.toml --extra test --universal --python-version 3.11 --no-build \
    --generate-hashes --no-annotate --no-header --no-emit-index-url --quiet --no-config \
    --output-file "$lock" "$@"
{
    echo "# Everything the program and its tests need, with hashes. Renewed by packaging/lock.sh."
    cat "$lock"
} > "$lock.new"
mv "$lock.new" "$lock"
