"""What a command line names becomes a list of files with short labels."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

import pytest

from lampiran.app.inputs import find_inputs
from lampiran.errors import ExitCode, UsageError


def test_folders_are_searched_and_labelled_below_the_folder(tmp_path: Path) -> None:
    for name in ("b.pdf", "a/one.PDF", "a/two.txt", "a/notes.odt", ".hidden/x.pdf", "~$b.pdf"):
        path = tmp_path / name
        path.parent.mkdir(exist_ok=True)
        path.write_bytes(b"x")
    assert [entry.label for entry in find_inputs([tmp_path]).files] == ["a/one.PDF", "a/two.txt", "b.pdf"]


def test_a_file_is_taken_whatever_its_ending_and_only_once(tmp_path: Path) -> None:
    odd = tmp_path / "scan.dat"
    odd.write_bytes(b"x")
    plain = tmp_path / "a.pdf"
    plain.write_bytes(b"x")
    assert [entry.label for entry in find_inputs([odd, plain, tmp_path]).files] == ["scan.dat", "a.pdf"]


def test_nothing_to_read_is_wrong_usage(tmp_path: Path) -> None:
    with pytest.raises(UsageError) as missing:
        find_inputs([tmp_path / "absent"])
    assert missing.value.exit_code is ExitCode.USAGE
    assert "absent" in str(missing.value)
    with pytest.raises(UsageError, match="Nothing to read"):
        find_inputs([tmp_path])


def test_files_of_other_kinds_are_named_not_hidden_away(tmp_path: Path) -> None:
    for name in ("a.pdf", "sub/surat.odt", "sub/daftar.ods", ".DS_Store"):
        path = tmp_path / name
        path.parent.mkdir(exist_ok=True)
        path.write_bytes(b"x")
    assert set(find_inputs([tmp_path]).other_kinds) == {"sub/surat.odt", "sub/daftar.ods"}
    assert find_inputs([tmp_path], [tmp_path / "sub" / ".." / "sub" / "surat.odt"]).other_kinds == (
        "sub/daftar.ods",
    )


def test_a_folder_that_does_not_open_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "a.pdf").write_bytes(b"x")
    (tmp_path / "rahasia").mkdir()
    scandir = os.scandir

    def guarded(path: str) -> Iterator[os.DirEntry[str]]:
        if Path(path).name == "rahasia":
            raise PermissionError(13, "Permission denied", str(path))
        return scandir(path)

    monkeypatch.setattr(os, "scandir", guarded)
    found = find_inputs([tmp_path])
    assert [entry.label for entry in found.files] == ["a.pdf"]
    (closed,) = found.closed
    assert "rahasia" in closed
    assert "access is denied" in closed


@pytest.mark.parametrize(
    ("name", "label"),
    [
        (b"K\xc3\xa9p \xe2\x80\x93 spasi #1%.pdf", "K\u00e9p \u2013 spasi #1%.pdf"),
        (b"latin\xe9.pdf", "latin\ufffd.pdf"),
        (b"dua\nbaris\x1b[0m.pdf", "dua\ufffdbaris\ufffd[0m.pdf"),
    ],
)
def test_a_label_can_be_stored_and_printed_whatever_the_name(name: bytes, label: str, tmp_path: Path) -> None:
    path = Path(os.fsdecode(os.fsencode(tmp_path) + b"/" + name))
    path.write_bytes(b"x")
    (entry,) = find_inputs([tmp_path]).files
    assert entry.label == label
    assert entry.path.read_bytes() == b"x"
    assert find_inputs([path]).files[0].label == label


def test_what_is_no_file_is_named_with_its_nature(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("teks")
    (tmp_path / "hilang.pdf").symlink_to(tmp_path / "nowhere.pdf")
    os.mkfifo(tmp_path / "pipa.pdf")
    found = find_inputs([tmp_path])
    assert [entry.label for entry in found.files] == ["a.txt"]
    assert found.no_files == ("hilang.pdf (a link that leads nowhere)", "pipa.pdf (a pipe)")
    with pytest.raises(UsageError, match="a pipe"):
        find_inputs([tmp_path / "pipa.pdf"])


def test_links_are_followed_within_the_folder_and_beyond_it_on_asking(tmp_path: Path) -> None:
    folder, beyond = tmp_path / "folder", tmp_path / "beyond"
    for place in (folder / "sub", beyond):
        place.mkdir(parents=True)
        (place / f"{place.name}.txt").write_text(place.name)
    (folder / "in.txt").symlink_to(folder / "sub" / "sub.txt")
    (folder / "out.txt").symlink_to(beyond / "beyond.txt")
    (folder / "out").symlink_to(beyond)
    (beyond / "circle").symlink_to(folder)
    found = find_inputs([folder])
    assert [entry.label for entry in found.files] == ["in.txt"]
    assert found.links == ("out", "out.txt")
    followed = find_inputs([folder], follow_links=True)
    assert sorted(entry.path.resolve().name for entry in followed.files) == ["beyond.txt", "sub.txt"]
    assert followed.links == ()
