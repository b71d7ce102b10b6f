#!/bin/sh
# Installs what is missing and nothing else: tesseract with Indonesian and Malay data (system packages) and
# a virtual environment in .venv with the locked versions. With "dev": also the tools for tests and checks,
# and Chromium where the system has it.
set -eu
cd "$(dirname "$0")/.."
want=${1:-run}

say() { printf '%s\n' "$*" >&2; }

apt_install() {
    if ! command -v apt-get >/dev/null 2>&1; then
        say "Missing: $*. This system has no apt-get; please install them by hand:"
        say "  macOS:   brew install tesseract tesseract-lang python@3.12"
        say "  Fedora:  sudo dnf install tesseract tesseract-langpack-ind tesseract-langpack-msa python3"
        say "  Windows: see the README, section 'Windows and macOS'"
        exit 3
    fi
    sudo=""
    if [ "$(id -u)" -ne 0 ]; then
        if ! command -v sudo >/dev/null 2>&1; then
            say "Missing: $*. Please run as root: apt-get install $*"
            exit 3
        fi
        sudo="sudo"
    fi
    say "Installing system packages: $*"
    $sudo apt-get update -qq || say "apt-get update failed; trying with the present package lists"
    if ! $sudo env DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends "$@" >/dev/null; then
        say "apt-get could not install: $*"
        exit 3
    fi
}

has_language() { tesseract --list-langs 2>/dev/null | grep -qx "$1"; }

missing=""
command -v tesseract >/dev/null 2>&1 || missing="tesseract-ocr"
has_language ind || missing="$missing tesseract-ocr-ind"
has_language msa || missing="$missing tesseract-ocr-msa"
has_language eng || missing="$missing tesseract-ocr-eng"
if [ "$want" = dev ] && command -v apt-get >/dev/null 2>&1; then
    # Tests print decrees with these fonts and run on a PostgreSQL server of their own, on loopback.
    [ -d /usr/share/fonts/truetype/dejavu ] || missing="$missing fonts-dejavu-core"
    [ -d /usr/share/fonts/truetype/liberation ] || missing="$missing fonts-liberation"
    ls /usr/lib/postgresql/*/bin/postgres >/dev/null 2>&1 || missing="$missing postgresql"
fi
# shellcheck disable=SC2086
[ -z "$missing" ] || apt_install $missing
if [ "$want" = dev ] && command -v apt-get >/dev/null 2>&1 && ! command -v chromedriver >/dev/null 2>&1; then
    # A subshell: where the system has no such packages (Ubuntu has snaps), the tests with a browser are skipped.
    (apt_install chromium chromium-driver) || say "Without Chromium the tests with a browser are skipped."
fi

find_python() {
    for name in python3 python3.14 python3.13 python3.12 python3.11; do
        if command -v "$name" >/dev/null 2>&1 &&
            "$name" -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null; then
            command -v "$name"
            return
        fi
    done
}

python=$(find_python)
if [ -z "$python" ]; then
    apt_install python3 python3-venv
    python=$(find_python)
    if [ -z "$python" ]; then
        say "Python 3.11 or newer is needed; this system's packages offer an older one."
        exit 3
    fi
fi

if ! .venv/bin/python -c '' 2>/dev/null; then
    if ! "$python" -c 'import ensurepip' 2>/dev/null; then
        apt_install "python$("$python" -c 'import sys; print("%d.%d" % sys.version_info[:2])')-venv"
    fi
    say "Making the virtual environment .venv"
    "$python" -m venv --clear .venv
fi

# Byte code is made when a module is first used: a fifth of the space, as most modules never are.
pip="env PIP_DISABLE_PIP_VERSION_CHECK=1 .venv/bin/python -m pip install --quiet --no-compile"

# A lock names every package, so pip need not look for more. It is installed once: its checksum is kept in
# the environment.
install_lock() {
    lock=$1
    shift
    sum=$(cksum <"requirements/$lock")
    [ "$(cat ".venv/.installed-$lock" 2>/dev/null)" = "$sum" ] && return 0
    say "Installing requirements/$lock"
    $pip --no-deps --require-hashes -r "requirements/$lock" "$@" || return 1
    printf '%s\n' "$sum" >".venv/.installed-$lock"
}

install_lock base.lock
if ! install_lock engines.lock --only-binary :all:; then
    say "The fast OCR engines have no ready-made package for this system; continuing with pytesseract (slower)."
fi
[ "$want" != dev ] || install_lock dev.lock

# Installed from this very folder, with this version? (a moved or copied checkout brings a stale .venv)
here="$(pwd -P) $(cat pyproject.toml lampiran/__init__.py | cksum)"
if [ "$(cat .venv/.installed-project 2>/dev/null)" != "$here" ]; then
    $pip --no-deps --no-build-isolation --editable .
    printf '%s\n' "$here" >.venv/.installed-project
fi
