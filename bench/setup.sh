#!/bin/sh
# The environment of the other tools, apart from the program's own: .venv-bench with requirements/bench.lock.
set -eu
cd "$(dirname "$0")/.."

sum=$(cksum <requirements/bench.lock)
[ "$(cat .venv-bench/.installed 2>/dev/null)" = "$sum" ] && exit 0
printf 'Installing requirements/bench.lock into .venv-bench\n' >&2
.venv/bin/python -m venv --clear .venv-bench
# Ignores itself, so that neither git nor the checkers look into it.
printf '*\n' >.venv-bench/.gitignore
PIP_DISABLE_PIP_VERSION_CHECK=1 .venv-bench/bin/python -m pip install --quiet --only-binary :all: \
    --no-deps --require-hashes -r requirements/bench.lock
printf '%s\n' "$sum" >.venv-bench/.installed
