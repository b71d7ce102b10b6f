#!/bin/sh
# Memasang Lampiran dari folder ini, tanpa internet: sh pasang.sh
export LAMPIRAN_HOME="${LAMPIRAN_HOME:-$HOME/.local/share/Lampiran}"
here=$(cd "$(dirname "$0")" && pwd -P)
"$here/uv" run --offline --no-project --no-config --no-python-downloads --python "PYTHON_VERSIONS" "$here/pasang.py"
