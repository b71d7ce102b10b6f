#!/bin/sh
# Membaca folder berisi SK, lalu membuka hasilnya di peramban: sh jalankan.sh FOLDER
export LAMPIRAN_HOME="${LAMPIRAN_HOME:-$HOME/.local/share/Lampiran}"
here=$(cd "$(dirname "$0")" && pwd -P)
if [ ! -x "$LAMPIRAN_HOME/env/bin/python" ]; then
    echo "Lampiran belum terpasang. Jalankan pasang.sh lebih dahulu." >&2
    exit 3
fi
"$LAMPIRAN_HOME/env/bin/python" "$here/jalankan.py" "$@"
