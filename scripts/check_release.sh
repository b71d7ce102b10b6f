#!/bin/sh
# The checklist before a release: every target of the Makefile that CI does not run, in a fresh clone of the
# last commit. CI runs check, test and release (and with these setup and setup-dev). With "slow" it also runs
# recordings, which reads the shipped scans for real and takes as long as the tests. Stops at the first failure.
set -eu
here=$(cd "$(dirname "$0")/.." && pwd -P)
slow=${1:-}

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
started=$(date +%s)
step() { printf '\n== %s (after %s s)\n' "$1" "$(($(date +%s) - started))" >&2; }
fail() {
    printf 'release check: %s\n' "$1" >&2
    exit 1
}

[ -z "$(git -C "$here" status --porcelain)" ] || printf 'Uncommitted changes are not checked.\n' >&2
export LAMPIRAN_CACHE="$work/cache" # pages that were read before would not be read again
git clone --quiet "$here" "$work/clone"
cd "$work/clone"

step "version and changelog"
version=$(sed -n 's/^__version__ = "\(.*\)"$/\1/p' lampiran/__init__.py)
grep -q "^## \[$version\] - [0-9]" CHANGELOG.md || fail "CHANGELOG.md has no section [$version] with a date"
if git -C "$here" rev-parse --quiet --verify "refs/tags/v$version" >/dev/null; then
    fail "the tag v$version is there already; raise the version in lampiran/__init__.py"
fi

step "make help"
for target in $(sed -n 's/^\.PHONY: //p' Makefile); do
    make help | grep -q "^$target " || fail "make help does not list $target"
done

step "make run"
make run DB=plans.db >run.txt
grep -q banyumas_2022.pdf run.txt || fail "make run shows no answer of its query"
rm -f run.txt plans.db plans.pages.db

step "make format"
make format
git diff --exit-code --stat || fail "make format changes files"

step "make same"
# Only its list: making the corpus takes longer than all the rest.
make same SAME="--list --corpus $work/same"

step "make samples"
make samples >/dev/null
# The bytes depend on the fonts and libraries of this machine.
git diff --stat -- samples
git checkout --quiet -- samples

step "make bench"
make bench BENCH="--pages 1 --qualities fast --times 1" >bench.md
for tool in tesseract OCRmyPDF img2table Lampiran; do
    grep -q "^| $tool" bench.md || fail "make bench has no line for $tool"
done
rm bench.md

step "make lock"
if ! command -v uv >/dev/null 2>&1; then
    .venv/bin/python -m venv "$work/uv"
    "$work/uv/bin/python" -m pip install --quiet uv
    PATH="$work/uv/bin:$PATH"
fi
sh scripts/lock.sh check
make lock

step "make bundle"
.venv/bin/python scripts/bundle.py --check || fail "some system lacks wheels"
make bundle BUNDLE="--system windows --python 3.13"

if [ "$slow" = slow ]; then
    step "make recordings"
    make recordings
else
    printf '\nNot tried: make recordings; see RELEASE_CHECK=slow.\n' >&2
fi

step "make clean"
make clean >/dev/null
[ ! -e .venv ] && [ ! -e .venv-bench ] || fail "make clean leaves an environment"
step "in order"
