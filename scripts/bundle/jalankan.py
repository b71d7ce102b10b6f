"""Reads the folders and files that were dropped on ``Jalankan.bat``, then shows the result in the browser.

The database is ``lampiran.db`` in the first folder (or beside the first file); where nothing can be written
there, in the user's own folder. With ``LAMPIRAN_NO_BROWSER`` set nothing is opened.
"""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path

DATABASE = "lampiran.db"
READ = (0, 4)
"""Exit codes of ``lampiran run`` after which there is something to show."""


def place(word: str) -> Path:
    r"""What was dropped; of ``"D:\"`` Windows makes ``D:"``, because a backslash keeps the quote alive."""
    return Path(f"{word[:-1]}{os.sep}" if word.endswith('"') else word).absolute()


def database_for(dropped: Path) -> Path:
    """Where the database of a dropped folder or file goes."""
    folder = dropped if dropped.is_dir() else dropped.parent
    return (folder if _can_write(folder) else Path.home()) / DATABASE


def _can_write(folder: Path) -> bool:
    try:
        with tempfile.TemporaryFile(dir=folder):
            return True
    except OSError:
        return False


def say(line: str) -> None:
    """Prints a line at once: what follows prints by itself."""
    sys.stdout.write(f"{line}\n")
    sys.stdout.flush()


def main(words: Sequence[str]) -> int:
    """Runs ``lampiran run`` and ``lampiran browse``; the exit code of the first."""
    if not words:
        say("Tarik folder berisi SK ke berkas Jalankan.bat, atau ketik: sh jalankan.sh FOLDER")
        return 2
    dropped = [place(word) for word in words]
    database = database_for(dropped[0])
    lampiran = [sys.executable, "-m", "lampiran"]
    run = [*lampiran, "run", *map(str, dropped), "--db", str(database)]
    environment = {**os.environ, "PYTHONUTF8": "1"}
    code = subprocess.run(run, env=environment, check=False).returncode
    if code in READ and not os.environ.get("LAMPIRAN_NO_BROWSER"):
        say("Hasilnya dibuka di peramban. Tutup jendela ini untuk mengakhiri.")
        subprocess.run([*lampiran, "browse", "--db", str(database)], env=environment, check=False)
    return code


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
