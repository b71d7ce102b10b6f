"""Installs Lampiran from the bundle's folder, without the internet; ``Pasang.bat`` and ``pasang.sh`` run it.

The environment goes to ``LAMPIRAN_HOME/env``, Tesseract's language data with it. What was installed there
before is replaced.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

BUNDLE = Path(__file__).resolve().parent
WINDOWS = os.name == "nt"


def steps(environment: Path) -> list[list[str]]:
    """The commands that make the environment: packages come from the bundle alone, each with its hash."""
    uv = str(BUNDLE / ("uv.exe" if WINDOWS else "uv"))
    quiet = ["--offline", "--no-config", "--quiet"]
    listed = ["--no-index", "--find-links", str(BUNDLE / "wheels"), "-r", str(BUNDLE / "requirements.txt")]
    return [
        [uv, "venv", *quiet, "--clear", "--no-project", "--python", sys.executable, str(environment)],
        [
            *(uv, "pip", "install", *quiet, "--python", str(python_of(environment))),
            *("--no-deps", "--require-hashes", "--no-build", "--link-mode", "copy", *listed),
        ],
    ]


def python_of(environment: Path) -> Path:
    """The environment's Python."""
    return environment / ("Scripts/python.exe" if WINDOWS else "bin/python")


def say(line: str) -> None:
    """Prints a line at once: what follows prints by itself."""
    sys.stdout.write(f"{line}\n")
    sys.stdout.flush()


def main() -> int:
    """Installs and examines; the exit code of the step that failed, else of ``lampiran doctor``."""
    environment = Path(os.environ["LAMPIRAN_HOME"]) / "env"
    say(f"Memasang Lampiran di {environment} …")
    for command in steps(environment):
        code = subprocess.run(command, check=False).returncode
        if code:
            say("Pemasangan gagal. Pesan di atas menyebutkan sebabnya.")
            return code
    shutil.copytree(BUNDLE / "tessdata", environment / "share" / "tessdata", dirs_exist_ok=True)
    code = subprocess.run([str(python_of(environment)), "-m", "lampiran", "doctor"], check=False).returncode
    if code == 0:
        say("Selesai. Tarik folder berisi SK ke Jalankan.bat (di Windows),")
        say("atau ketik: sh jalankan.sh FOLDER (di Linux dan macOS).")
    return code


if __name__ == "__main__":
    sys.exit(main())
