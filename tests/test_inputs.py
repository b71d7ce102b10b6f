"""What a command line names becomes a list of files with short labels."""

from __future__ import annotations

from pathlib import Path

import pytest

from lampiran.errors import ExitCode, UsageError
from lampiran.inputs import find_inputs


def test_folders_are_searched_and_labelled_below_the_folder(tmp_path: Path) -> None:
    for name in ("b.pdf", "a/one.PDF", "a/two.txt", "a/notes.docx", ".hidden/x.pdf", "~$b.pdf"):
        path = tmp_path / name
        path.parent.mkdir(exist_ok=True)
        path.write_bytes(b"x")
    assert [entry.label for entry in find_inputs([tmp_path])] == ["a/one.PDF", "a/two.txt", "b.pdf"]


def test_a_file_is_taken_whatever_its_ending_and_only_once(tmp_path: Path) -> None:
    odd = tmp_path / "scan.dat"
    odd.write_bytes(b"x")
    plain = tmp_path / "a.pdf"
    plain.write_bytes(b"x")
    assert [entry.label for entry in find_inputs([odd, plain, tmp_path])] == ["scan.dat", "a.pdf"]


def test_nothing_to_read_is_wrong_usage(tmp_path: Path) -> None:
    with pytest.raises(UsageError) as missing:
        find_inputs([tmp_path / "absent"])
    assert missing.value.exit_code is ExitCode.USAGE
    assert "absent" in str(missing.value)
    with pytest.raises(UsageError, match="Nothing to read"):
        find_inputs([tmp_path])
