"""Builds the release into ``dist/`` and tries it as a stranger would: ``make release``.

The sdist is built from the checkout and the wheel from the sdist. The wheel is then installed into a new
environment without the development packages, and used in a folder of its own from which the checkout cannot
be imported: with the base packages only, with the faster engines as well, with these where the tesseract
program is missing, and where nothing of Tesseract is there. At last the offline bundle for this system is
made, installed and used. Every step says which exit code it must end with; the first that does not ends the
script with exit code 1. ``--build`` only builds; ``--quick`` leaves out the second engine alone and the
bundle.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tarfile
import tempfile
import time
import zipfile
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
DIST = ROOT / "dist"
PACKAGES = ("lampiran", "extract", "normalize", "load", "browse", "review", "report", "dictionaries")
SAMPLES = ("banyumas_2022.txt", "banyumas_2022_digital.pdf")
SAMPLE_ROWS = 70
"""Plan rows in each of the samples."""
LARGEST = {"base.lock": 450, "engines.lock": 600}
"""Megabytes that an environment may take, by its lock."""
QUICK = "--quick"
"""Leaves out the second engine alone and the bundle, which take minutes and need the network."""
NO_PROGRAM = "/no/programs"
"""A search path for programs without tesseract."""

COMMANDS = """
from lampiran.app.cli import COMMANDS, command

print()
for word in COMMANDS:
    print(word)
    for second in getattr(command(word), "commands", ()):
        print(word, second)
"""
"""Prints the words of every command, one line each; the first line, without words, is the program itself."""

DRAW = """
import pypdfium2
page = pypdfium2.PdfDocument("decrees/banyumas_2022_digital.pdf")[6]
page.render(scale=200 / 72, grayscale=True).to_pil().save("page.png")
"""
"""Draws a page with a table, so that OCR is tried too."""

COUNT = """
import sqlite3
print(*sqlite3.connect("plans.db").execute("SELECT count(*) FROM plan_rows").fetchone())
"""


class Failed(Exception):
    """A step did not end as it must."""


def tell(line: str) -> None:
    """Says what is going on."""
    sys.stderr.write(f"release: {line}\n")


def call(*words: str | Path) -> None:
    """Runs a tool of the build in the checkout.

    Raises:
        Failed: If it fails.
    """
    ran = subprocess.run([str(word) for word in words], cwd=ROOT, check=False)
    if ran.returncode:
        raise Failed(f"{' '.join(map(str, words))}: exit code {ran.returncode}")


@dataclass(frozen=True)
class Trial:
    """An environment with the wheel, and an empty folder to use it in.

    ``path`` is where programs are looked for; as usual if empty.
    """

    environment: Path
    folder: Path
    path: str = ""

    def pip(self, *words: str | Path) -> None:
        """Installs something."""
        call(self.environment / "bin" / "python", "-m", "pip", "--disable-pip-version-check", *words)

    def python(self, code: str) -> str:
        """Runs Python code there; returns what it printed."""
        return self._run([str(self.environment / "bin" / "python"), "-P", "-c", code], 0)

    def lampiran(self, *words: str, code: int = 0, says: Sequence[str] = ()) -> None:
        """Runs a command.

        Raises:
            Failed: If it ends with another exit code, prints a traceback, or lacks a text it must say.
        """
        said = self._run([str(self.environment / "bin" / "lampiran"), *words], code)
        missing = [text for text in says if text not in said]
        if missing:
            raise Failed(f"lampiran {' '.join(words)} does not say {missing}:\n{said}")

    def _run(self, words: list[str], code: int) -> str:
        own = ("PYTHON", "LAMPIRAN", "VIRTUAL_ENV")
        environment = {name: value for name, value in os.environ.items() if not name.startswith(own)}
        environment |= {"LAMPIRAN_CACHE": str(self.folder / "cache"), "COLUMNS": "200"}
        environment |= {"PATH": self.path} if self.path else {}
        ran = subprocess.run(
            words,
            cwd=self.folder,
            env=environment,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            check=False,
        )
        if ran.returncode != code or "Traceback" in ran.stdout:
            raise Failed(f"{' '.join(words)}: exit code {ran.returncode}, not {code}:\n{ran.stdout}")
        return ran.stdout


def build() -> Path:
    """Builds the sdist, and the wheel from it; returns the wheel.

    Raises:
        Failed: If a file of the packages is missing in the wheel.
    """
    shutil.rmtree(DIST, ignore_errors=True)
    call(sys.executable, "-m", "hatchling", "build", "-t", "sdist", "-d", DIST)
    (sdist,) = DIST.glob("*.tar.gz")
    pip = (sys.executable, "-m", "pip", "--disable-pip-version-check", "wheel", "--quiet")
    call(*pip, "--no-deps", "--no-build-isolation", "-w", DIST, sdist)
    (wheel,) = DIST.glob("*.whl")
    listed = subprocess.run(
        ["git", "ls-files", *PACKAGES], cwd=ROOT, capture_output=True, text=True, check=True
    )
    missing = set(listed.stdout.split()) - set(zipfile.ZipFile(wheel).namelist())
    if missing:
        raise Failed(f"{wheel.name} lacks {sorted(missing)}")
    for path in (sdist, wheel):
        tell(f"built {path.name}, {path.stat().st_size / 1000:,.0f} kB")
    return wheel


def try_commands(trial: Trial, wheel: Path) -> None:
    """Asks the installed program for its version and for the help of every command.

    Raises:
        Failed: If a step does not end as it must.
    """
    home = trial.python("import extract, lampiran; print(extract.__file__, lampiran.__file__)")
    if str(ROOT) in home:
        raise Failed(f"imported from the checkout: {home}")
    trial.lampiran("--version", says=[f"lampiran {wheel.name.split('-')[1]}"])
    for words in trial.python(COMMANDS).splitlines():
        trial.lampiran(*words.split(), "--help", says=["Usage: lampiran"])
    trial.lampiran("dictionary", "check")
    trial.lampiran("run", "absent.pdf", "--db", "other.db", code=2)
    (trial.folder / "empty.pdf").touch()
    trial.lampiran("run", "empty.pdf", "--db", "other.db", code=4, says=["empty"])


def try_reading(trial: Trial, says: Sequence[str]) -> None:
    """Reads a transcript, a born-digital plan and a picture of one of its pages, and uses what was read.

    Args:
        trial: With an empty folder.
        says: What ``lampiran doctor`` must say about the engines.

    Raises:
        Failed: If a step does not end as it must.
    """
    trial.lampiran("doctor", says=says)
    decrees = trial.folder / "decrees"
    decrees.mkdir()
    for name in SAMPLES:
        shutil.copy(ROOT / "samples" / name, decrees)
    trial.lampiran("run", "decrees", "--db", "plans.db", says=SAMPLES)
    rows = int(trial.python(COUNT))
    if rows != SAMPLE_ROWS * len(SAMPLES):
        raise Failed(f"{rows} rows were read, not {SAMPLE_ROWS * len(SAMPLES)}")
    trial.lampiran("run", "decrees", "--db", "plans.db", says=["2 unchanged"])
    trial.lampiran("search", "kineja", "--db", "plans.db", says=["kinerja"])
    trial.lampiran("export", "--db", "plans.db", "--to", "plans.xlsx")
    trial.lampiran("explain", "plans.db", SAMPLES[1], "1", "langkah_aksi", "--to", "place.png")
    trial.python(DRAW)
    trial.lampiran("show", "page.png", says=["langkah_aksi"])


def trial_with(scratch: Path, lock: str, wheel: Path) -> Trial:
    """Installs a lock and the wheel into the environment; the folder is new and empty."""
    trial = Trial(scratch / "environment", scratch / lock)
    trial.folder.mkdir()
    install = ("install", "--quiet", "--no-compile", "--no-deps")
    listed = ROOT / "requirements" / lock
    trial.pip(*install, "--only-binary", ":all:", "--require-hashes", "-r", listed)
    trial.pip(*install, "--force-reinstall", wheel)
    trial.pip("check")
    size = megabytes(trial.environment)
    tell(f"{lock}: the environment takes {size} MB, {LARGEST[lock]} at most")
    if size > LARGEST[lock]:
        raise Failed(f"{lock} takes {size} MB")
    return trial


def megabytes(folder: Path) -> int:
    """The space that a folder's files take."""
    return round(sum(path.lstat().st_size for path in folder.rglob("*") if path.is_file()) / 1e6)


def emptied(trial: Trial, name: str, path: str) -> Trial:
    """The same environment with a new folder and another search path for programs."""
    (trial.folder.parent / name).mkdir()
    return Trial(trial.environment, trial.folder.parent / name, path)


def try_out(wheel: Path, scratch: Path) -> None:
    """Tries the wheel in a new environment: without the faster engines, with them, without Tesseract.

    Raises:
        Failed: If a step does not end as it must.
    """
    call(sys.executable, "-m", "venv", scratch / "environment")
    started = time.monotonic()
    trial = trial_with(scratch, "base.lock", wheel)
    try_commands(trial, wheel)
    try_reading(trial, ["ok       tesseract: pytesseract", "limited  second engine: not installed"])
    tell(f"base packages only: in order ({time.monotonic() - started:.0f} s)")
    nothing = emptied(trial, "nothing", NO_PROGRAM)
    nothing.lampiran("doctor", code=3, says=["MISSING  tesseract", "-m pip install rapidocr onnxruntime"])
    started = time.monotonic()
    trial = trial_with(scratch, "engines.lock", wheel)
    try_reading(trial, ["ok       tesseract: tesserocr", "ok       second engine: rapidocr"])
    tell(f"with the faster engines: in order ({time.monotonic() - started:.0f} s)")
    started = time.monotonic()
    try_reading(emptied(trial, "library", NO_PROGRAM), ["ok       tesseract: tesserocr"])
    tell(f"without the tesseract program: in order ({time.monotonic() - started:.0f} s)")
    if QUICK in sys.argv[1:]:
        return
    started = time.monotonic()
    trial.pip("uninstall", "--quiet", "--yes", "tesserocr")
    alone = emptied(trial, "alone", NO_PROGRAM)
    try_reading(alone, ["limited  tesseract: Tesseract, the program", "rapidocr"])
    alone.lampiran("show", "page.png", says=["second OCR engine alone"])
    tell(f"without Tesseract: in order ({time.monotonic() - started:.0f} s)")


def try_bundle(wheel: Path, scratch: Path) -> None:
    """Makes the offline bundle of this system and this Python, installs it and reads a dropped folder.

    Raises:
        Failed: If a step does not end as it must.
    """
    system = {"linux": "linux", "darwin": "macos"}.get(sys.platform)
    if system is None:
        tell("no bundle is tried on this system")
        return
    started = time.monotonic()
    python = f"{sys.version_info.major}.{sys.version_info.minor}"
    script = ROOT / "scripts" / "bundle.py"
    call(sys.executable, script, "--system", system, "--python", python, "--wheel", wheel)
    packed = DIST / f"lampiran-{wheel.name.split('-')[1]}-{system}.tar.gz"
    place = scratch / "a stick with blanks"
    with tarfile.open(packed) as archive:
        archive.extractall(place, filter="data")
    (bundle,) = place.iterdir()
    folder = scratch / "SK tahun 2022, & lain-lain"
    folder.mkdir()
    shutil.copy(ROOT / "samples" / SAMPLES[0], folder)
    home = scratch / "rumah Lampiran"
    dropped = {"pasang.sh": [], "jalankan.sh": [str(folder)]}
    for name, words in dropped.items():
        ran = subprocess.run(
            ["sh", str(bundle / name), *words],
            cwd=scratch,
            env={
                **{name: value for name, value in os.environ.items() if not name.startswith("PYTHON")},
                **{"LAMPIRAN_HOME": str(home), "LAMPIRAN_NO_BROWSER": "1", "PIP_NO_INDEX": "1"},
            },
            stdin=subprocess.DEVNULL,
            check=False,
        )
        if ran.returncode:
            raise Failed(f"{name}: exit code {ran.returncode}")
    trial = Trial(home / "env", folder)
    if int(trial.python(COUNT.replace("plans.db", "lampiran.db"))) != SAMPLE_ROWS:
        raise Failed("the bundle did not read its folder")
    size = megabytes(home)
    tell(f"the bundle: in order, {size} MB installed ({time.monotonic() - started:.0f} s)")


def main() -> int:
    """Builds and tries; 1 if anything failed."""
    try:
        wheel = build()
        with tempfile.TemporaryDirectory(prefix="lampiran-release-") as scratch:
            if "--build" not in sys.argv[1:]:
                try_out(wheel, Path(scratch))
                if QUICK not in sys.argv[1:]:
                    try_bundle(wheel, Path(scratch))
    except Failed as error:
        tell(str(error))
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
