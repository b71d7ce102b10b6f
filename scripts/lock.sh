#!/bin/sh
# Remakes requirements/*.lock: names, versions, hashes for every system; no index addresses. Versions stay as
# they are where they still fit; delete a lock first to get the newest. With "check": writes nothing, fails
# where a lock does not fit pyproject.toml or requirements/*.in.
# pip itself, which datasette asks for, is left out but for the bundle: every environment has it, and on
# Windows it cannot replace itself.
set -eu
cd "$(dirname "$0")/.."
if ! command -v uv >/dev/null 2>&1; then
    echo "uv is missing. Type: pip install uv" >&2
    exit 3
fi

into=requirements
if [ "${1:-}" = check ]; then
    into=$(mktemp -d)
    trap 'rm -rf "$into"' EXIT
    cp requirements/*.lock "$into"
fi
compile() {
    out=$1
    shift
    uv pip compile --quiet --universal --generate-hashes --no-emit-index-url --no-emit-find-links \
        --no-header --no-annotate --python-version 3.11 -o "$into/$out" "$@"
}
compile base.lock --no-emit-package pip pyproject.toml requirements/build.in
compile engines.lock --no-emit-package pip pyproject.toml --extra engines -c "$into/base.lock"
compile dev.lock --no-emit-package pip pyproject.toml --extra dev -c "$into/base.lock"
# The tools that make bench measures against have an environment of their own, and versions of their own.
compile bench.lock --no-emit-package pip requirements/bench.in
compile bundle.lock requirements/bundle.in

[ "$into" = requirements ] && exit 0
for lock in base engines dev bench bundle; do
    # Hashes are left out: a project may add files to a release at any time.
    pinned() { grep == "$1/$lock.lock"; }
    if [ "$(pinned requirements)" != "$(pinned "$into")" ]; then
        echo "requirements/$lock.lock does not fit its sources; type: make lock" >&2
        exit 1
    fi
done
