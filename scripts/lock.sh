#!/bin/sh
# Remakes requirements/*.lock: names, versions, hashes for every system; no index addresses. pip itself, which
# datasette asks for, is left out: every environment has it, and on Windows it cannot replace itself.
set -eu
cd "$(dirname "$0")/.."
compile() {
    out=$1
    shift
    uv pip compile --quiet --universal --generate-hashes --no-emit-index-url --no-emit-find-links \
        --no-header --no-annotate --no-emit-package pip --python-version 3.11 -o "requirements/$out" "$@"
}
compile base.lock pyproject.toml requirements/build.in
compile engines.lock pyproject.toml --extra engines -c requirements/base.lock
compile dev.lock pyproject.toml --extra dev -c requirements/base.lock
# The tools that make bench measures against have an environment of their own, and versions of their own.
compile bench.lock requirements/bench.in
