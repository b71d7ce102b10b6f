"""Makes the offline bundles for Windows, Linux and macOS in ``dist/``: ``make bundle``.

A bundle holds the wheel of Lampiran and those of every locked package, Indonesian and Malay language data
for Tesseract, ``uv``, and the scripts of ``scripts/bundle/`` that install and run it. It is made on Linux or
macOS with the package index at hand; the computer it is for needs Python, and no internet.

``--check`` makes nothing: it asks the index whether there is a wheel of each locked package for each system
and version of Python.
"""

from __future__ import annotations

import argparse
import hashlib
import os
import re
import shutil
import subprocess
import sys
import tempfile
import zipfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from packaging.markers import Marker

from extract.engines.tessdata import find_tessdata

ROOT = Path(__file__).resolve().parent.parent
DIST = ROOT / "dist"
SCRIPTS = ROOT / "scripts" / "bundle"
LOCK = ROOT / "requirements" / "engines.lock"
TOOL_LOCK = ROOT / "requirements" / "bundle.lock"
PYTHONS = ("3.11", "3.12", "3.13", "3.14")
"""Versions that Lampiran runs on, for ``--check``."""
PACKED = ("3.13", "3.14")
"""Versions that a bundle is made for if nothing else is asked; each takes 75 MB."""
LANGUAGES = ("ind", "msa")
LONGEST_PATH = 259
"""Signs that a path on Windows may have."""
WINDOWS_HOME = r"C:\Users\{}\AppData\Local\Lampiran\env\Lib\site-packages".format("n" * 20)
"""Where packages go on Windows; a user's name has 20 signs at most."""
_NAME = re.compile(r"[A-Za-z0-9._-]+==\S+")


class Failed(Exception):
    """A bundle cannot be made; the message says why."""


@dataclass(frozen=True)
class System:
    """A system that bundles are made for.

    Attributes:
        name: As users call it.
        tags: Platforms whose wheels it takes, as in the names of wheels.
        target: Its name for ``uv``.
        markers: What the lock's markers ask about it.
        scripts: Those of ``scripts/bundle/`` that go into the bundle.
        tool: The file name of ``uv`` there.
    """

    name: str
    tags: tuple[str, ...]
    target: str
    markers: tuple[tuple[str, str], ...]
    scripts: tuple[str, ...]
    tool: str

    def environment(self, python: str) -> dict[str, str]:
        """The values of all markers, for a version of Python."""
        return {
            **dict(self.markers),
            "python_version": python,
            "python_full_version": f"{python}.0",
            "implementation_name": "cpython",
            "platform_python_implementation": "CPython",
            "extra": "",
        }


_SHELL = ("pasang.sh", "jalankan.sh", "pasang.py", "jalankan.py", "BACA-SAYA.txt")
_GLIBC = (28, 27, 26, 24, 17, 12, 5)
"""Minor versions of the C library, up to the one of Debian 10, that wheels are made for."""
SYSTEMS = (
    System(
        "windows",
        ("win_amd64",),
        "x86_64-pc-windows-msvc",
        (("sys_platform", "win32"), ("platform_system", "Windows"), ("os_name", "nt")),
        ("Pasang.bat", "Jalankan.bat", "pasang.py", "jalankan.py", "BACA-SAYA.txt"),
        "uv.exe",
    ),
    System(
        "linux",
        (*(f"manylinux_2_{minor}_x86_64" for minor in _GLIBC), "manylinux2014_x86_64"),
        "x86_64-manylinux_2_28",
        (("sys_platform", "linux"), ("platform_system", "Linux"), ("os_name", "posix")),
        _SHELL,
        "uv",
    ),
    System(
        "macos",
        ("macosx_15_0_arm64",),
        "aarch64-apple-darwin",
        (("sys_platform", "darwin"), ("platform_system", "Darwin"), ("os_name", "posix")),
        _SHELL,
        "uv",
    ),
)


def tell(line: str) -> None:
    """Says what is going on."""
    sys.stderr.write(f"bundle: {line}\n")


def requirements_for(lock: str, environment: dict[str, str]) -> Iterator[str]:
    """The requirements of a lock that hold for an environment, with their hashes and without markers."""
    for entry in lock.replace("\\\n", " ").splitlines():
        wanted, *hashes = entry.split(" --hash=")
        name, _, marker = wanted.partition(";")
        if not _NAME.match(name.strip()) or (marker and not Marker(marker.strip()).evaluate(environment)):
            continue
        yield " ".join([name.strip(), *(f"--hash={value.strip()}" for value in hashes)])


def download(system: System, python: str, lock: Path, into: Path) -> None:
    """Fetches the wheels of a lock for a system and a version of Python.

    Raises:
        Failed: If a package has none.
    """
    listed = into.parent / f"{system.name}-{python}.txt"
    listed.write_text(
        "\n".join(requirements_for(lock.read_text("utf-8"), system.environment(python))), "utf-8"
    )
    tags = [word for tag in system.tags for word in ("--platform", tag)]
    run(
        *(sys.executable, "-m", "pip", "--disable-pip-version-check", "download", "--quiet"),
        *("--no-deps", "--require-hashes", "--only-binary", ":all:", "--implementation", "cp"),
        *("--python-version", python, *tags, "-d", str(into), "-r", str(listed)),
    )
    listed.unlink()


def run(*words: str, env: dict[str, str] | None = None) -> None:
    """Runs a tool.

    Raises:
        Failed: If it fails.
    """
    ran = subprocess.run(words, capture_output=True, text=True, check=False, env=env)
    if ran.returncode:
        raise Failed(f"{' '.join(words[:6])} …: {(ran.stderr or ran.stdout).strip()}")


def check(systems: Sequence[System], pythons: Sequence[str], lock: Path = LOCK) -> list[str]:
    """For which systems and versions of Python a wheel is missing, and of what."""
    missing = []
    with tempfile.TemporaryDirectory(prefix="lampiran-bundle-") as scratch:
        here = Path(scratch)
        # Of the tools only this system's uv is needed.
        run(
            *(sys.executable, "-m", "pip", "--disable-pip-version-check", "install", "--quiet", "--no-deps"),
            *("--require-hashes", "--target", str(here / "tool"), "-r", str(TOOL_LOCK)),
        )
        uv = here / "tool" / "bin" / "uv"
        for system in systems:
            for python in pythons:
                words = (
                    *(str(uv), "pip", "install", "--quiet", "--dry-run", "--target", str(here / "none")),
                    *("--python-platform", system.target, "--python-version", python),
                    *("--only-binary", ":all:", "--no-deps", "--require-hashes", "-r", str(lock)),
                )
                try:
                    run(*words, env={**os.environ, "MACOSX_DEPLOYMENT_TARGET": "15.0"})
                except Failed as error:
                    missing.append(f"{system.name}, Python {python}: {error}")
                else:
                    tell(f"{system.name}, Python {python}: a wheel of every package")
    return missing


def make(system: System, pythons: Sequence[str], wheel: Path) -> Path:
    """Makes the bundle of a system; returns its archive.

    Raises:
        Failed: If a wheel is missing, or a path would be too long for Windows.
    """
    folder = DIST / f"lampiran-{wheel.name.split('-')[1]}-{system.name}"
    shutil.rmtree(folder, ignore_errors=True)
    wheels = folder / "wheels"
    wheels.mkdir(parents=True)
    for python in pythons:
        download(system, python, LOCK, wheels)
    shutil.copy(wheel, wheels)
    add_tool(system, pythons[-1], folder)
    add_language_data(folder / "tessdata")
    add_texts(system, pythons, wheel, folder)
    if system.name == "windows" and (path := longest_path(wheels)) and len(path) > LONGEST_PATH:
        raise Failed(f"too long for Windows: {path}")
    kind = "zip" if system.name == "windows" else "gztar"
    return Path(shutil.make_archive(str(folder), kind, DIST, folder.name))


def add_tool(system: System, python: str, folder: Path) -> None:
    """Puts ``uv`` into the bundle, out of its wheel, and pip's wheel beside the others.

    No environment needs it, but installers that look for dependencies want all of them in the folder.
    """
    with tempfile.TemporaryDirectory(prefix="lampiran-bundle-") as scratch:
        into = Path(scratch) / "tool"
        into.mkdir()
        download(system, python, TOOL_LOCK, into)
        shutil.copy(next(into.glob("pip-*.whl")), folder / "wheels")
        (packed,) = into.glob("uv-*.whl")
        with zipfile.ZipFile(packed) as archive:
            (name,) = (n for n in archive.namelist() if n.endswith(f"/scripts/{system.tool}"))
            (folder / system.tool).write_bytes(archive.read(name))
    (folder / system.tool).chmod(0o755)


def add_language_data(folder: Path) -> None:
    """Copies Tesseract's Indonesian and Malay data of this machine.

    Raises:
        Failed: If one is missing.
    """
    source = find_tessdata()
    folder.mkdir()
    for language in LANGUAGES:
        path = source / f"{language}.traineddata"
        if not path.exists():
            raise Failed(f"{path} is missing; type: make setup")
        shutil.copy(path, folder)


def add_texts(system: System, pythons: Sequence[str], wheel: Path, folder: Path) -> None:
    """Writes the scripts, the licences, and the list of what is to be installed."""
    first, last = pythons[0], pythons[-1]
    major, minor = last.split(".")
    values = {
        "PYTHON_VERSIONS": f">={first},<{major}.{int(minor) + 1}",
        "PYTHON_RANGE": first if first == last else f"{first} sampai {last}",
    }
    for name in system.scripts:
        text = (SCRIPTS / name).read_text("utf-8")
        for word, value in values.items():
            text = text.replace(word, value)
        ends = "\r\n" if system.name == "windows" else "\n"
        (folder / name).write_text(text, "utf-8", newline=ends)
    for name in ("LICENSE", "NOTICE.md"):
        shutil.copy(ROOT / name, folder)
    own = (
        f"lampiran=={wheel.name.split('-')[1]} --hash=sha256:{hashlib.sha256(wheel.read_bytes()).hexdigest()}"
    )
    (folder / "requirements.txt").write_text(f"{LOCK.read_text('utf-8')}{own}\n", "utf-8")


def longest_path(wheels: Path) -> str:
    """The longest path that installing the wheels makes on Windows."""
    names = (name for wheel in wheels.glob("*.whl") for name in zipfile.ZipFile(wheel).namelist())
    return max((f"{WINDOWS_HOME}\\{name}" for name in names), key=len, default="")


def main(arguments: Sequence[str] | None = None) -> int:
    """Checks or makes; 1 if anything failed."""
    names = [system.name for system in SYSTEMS]
    parser = argparse.ArgumentParser(description=__doc__.split("\n", 1)[0] if __doc__ else "")
    parser.add_argument("--system", nargs="+", choices=names, default=names)
    parser.add_argument("--python", nargs="+", metavar="VERSION")
    parser.add_argument("--wheel", type=Path, help="of Lampiran; default: the one in dist/")
    parser.add_argument("--check", action="store_true", help="only look whether all wheels exist")
    options = parser.parse_args(arguments)
    systems = [system for system in SYSTEMS if system.name in options.system]
    try:
        if options.check:
            missing = check(systems, options.python or PYTHONS)
            for line in missing:
                tell(line)
            return int(bool(missing))
        wheel = options.wheel or next(DIST.glob("lampiran-*.whl"), None)
        if wheel is None:
            raise Failed("there is no wheel in dist/; type: make wheel")
        for system in systems:
            archive = make(system, options.python or PACKED, wheel)
            tell(f"made {archive.name}, {archive.stat().st_size / 1e6:,.0f} MB")
    except Failed as error:
        tell(str(error))
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
