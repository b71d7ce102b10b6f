from __future__ import annotations

import os
from pathlib import Path
from typing import Any

import pikepdf
import pytest
from PIL import Image

from extract.files.rescue import open_pdf, shown_page
from extract.files.soundness import page_damage
from extract.files.source import content_hash, open_source
from extract.pages.digital import opened_page
from lampiran.errors import (
    DamagedDocument,
    DocumentError,
    EmptyDocument,
    EncryptedDocument,
    PageTooLarge,
    UnknownFormat,
)
from lampiran.settings import Settings, Thresholds

SETTINGS = Settings(cache_dir=None)


def make_pdf(path: Path, pages: int = 3, **save: object) -> Path:
    pdf = pikepdf.new()
    for number in range(pages):
        pdf.add_blank_page()
        stream = f"BT /F1 12 Tf 72 {700 - number} Td (page {number}) Tj ET ".encode() * 200
        pdf.pages[-1].Contents = pdf.make_stream(stream)
    pdf.save(path, **save)  # type: ignore[arg-type]
    return path


def test_a_sound_pdf(tmp_path: Path) -> None:
    path = make_pdf(tmp_path / "a.pdf")
    source = open_source(path, SETTINGS)
    assert (source.kind, source.page_count, source.password, source.problems) == ("pdf", 3, "", ())
    assert source.file == "a.pdf"
    assert source.sha256 == content_hash(path)
    assert len(source.sha256) == 64


def test_content_tells_the_kind_not_the_ending(tmp_path: Path) -> None:
    pdf = make_pdf(tmp_path / "scan.png")
    assert open_source(pdf, SETTINGS).kind == "pdf"
    picture = tmp_path / "page.pdf"
    Image.new("L", (400, 500), 255).save(picture, format="PNG")
    assert open_source(picture, SETTINGS).kind == "image"


def test_transcript(tmp_path: Path) -> None:
    path = tmp_path / "plan.txt"
    path.write_text("NO\tKOMPONEN\n1\tTim Kerja\n", encoding="utf-8")
    assert open_source(path, SETTINGS).kind == "transcript"


def test_pages_of_a_tiff(tmp_path: Path) -> None:
    sheets = [Image.new("L", (300, 400), shade) for shade in (255, 200, 100)]
    path = tmp_path / "scan.tif"
    sheets[0].save(path, save_all=True, append_images=sheets[1:])
    assert open_source(path, SETTINGS).page_count == 3


@pytest.mark.parametrize(
    ("name", "content", "error", "words"),
    [
        ("a.pdf", b"", EmptyDocument, "empty"),
        ("a.pdf", b"\n \0\0", EmptyDocument, "empty"),
        ("a.pdf", b"just some words, no PDF", UnknownFormat, "not a PDF"),
        ("a.docx", b"PK\x03\x04 something", DamagedDocument, "damaged"),
        ("a.pdf", b"%PDF-1.7\nnothing more", DamagedDocument, "damaged"),
        ("a.png", b"\x89PNG\r\n\x1a\n cut off", DamagedDocument, "damaged"),
        ("a.txt", b"binary \x00\x01\x02 rubbish", UnknownFormat, "not text"),
    ],
)
def test_unreadable_files_say_why(
    tmp_path: Path, name: str, content: bytes, error: type[DocumentError], words: str
) -> None:
    path = tmp_path / name
    path.write_bytes(content)
    with pytest.raises(error, match=words):
        open_source(path, SETTINGS)


def test_a_pdf_without_pages(tmp_path: Path) -> None:
    with pytest.raises(EmptyDocument, match="no pages"):
        open_source(make_pdf(tmp_path / "a.pdf", pages=0), SETTINGS)


def test_a_missing_file(tmp_path: Path) -> None:
    with pytest.raises(DocumentError, match="does not exist"):
        open_source(tmp_path / "gone.pdf", SETTINGS)
    assert content_hash(tmp_path / "gone.pdf") == ""


def test_a_forbidden_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path, opened = make_pdf(tmp_path / "a.pdf"), Path.open

    def refuse(self: Path, *arguments: Any, **named: Any) -> Any:
        if self == path:
            raise PermissionError(13, "Permission denied")
        return opened(self, *arguments, **named)

    monkeypatch.setattr(Path, "open", refuse)  # the superuser may read any file
    with pytest.raises(DamagedDocument, match="cannot be read: access is denied"):
        open_source(path, SETTINGS)


def encrypted(path: Path, user: str) -> Path:
    return make_pdf(path, encryption=pikepdf.Encryption(owner="owner", user=user))


def test_encrypted_with_the_empty_password_opens(tmp_path: Path) -> None:
    assert open_source(encrypted(tmp_path / "a.pdf", ""), SETTINGS).password == ""


def test_encrypted_needs_one_of_the_passwords_given(tmp_path: Path) -> None:
    path = encrypted(tmp_path / "a.pdf", "rahasia")
    with pytest.raises(EncryptedDocument, match="--password"):
        open_source(path, SETTINGS)
    with pytest.raises(EncryptedDocument, match="None of the passwords"):
        open_source(path, Settings(cache_dir=None, passwords=("salah",)))
    both = ("salah", "rahasia")
    assert open_source(path, Settings(cache_dir=None, passwords=both)).password == both[1]


@pytest.mark.parametrize("kept", [0.3, 0.6, 0.9])
def test_a_truncated_pdf_is_never_whole(tmp_path: Path, kept: float) -> None:
    whole = make_pdf(tmp_path / "a.pdf", pages=6).read_bytes()
    path = tmp_path / "cut.pdf"
    path.write_bytes(whole[: int(len(whole) * kept)])
    try:
        source = open_source(path, SETTINGS)
    except DamagedDocument:
        return
    assert any(problem.lost and problem.code == "cut-off" for problem in source.problems)


def test_bytes_after_the_end_do_no_harm(tmp_path: Path) -> None:
    path = make_pdf(tmp_path / "a.pdf")
    path.write_bytes(path.read_bytes() + b"\r\n" * 200)
    assert open_source(path, SETTINGS).problems == ()


def with_sizes(path: Path, *sizes: tuple[int, int]) -> Path:
    with pikepdf.new() as pdf:
        for width, height in sizes:
            pdf.add_blank_page()
            pdf.pages[-1].MediaBox = [0, 0, width, height]
        pdf.save(path)
    return path


def test_enormous_pages(tmp_path: Path) -> None:
    with pytest.raises(PageTooLarge, match="inches long"):
        open_source(with_sizes(tmp_path / "a.pdf", (100_000, 500)), SETTINGS)
    source = open_source(with_sizes(tmp_path / "b.pdf", (595, 842), (500, 100_000)), SETTINGS)
    assert [(p.code, p.page, p.lost) for p in source.problems] == [("page-too-large", 2, True)]


def test_enormous_images(tmp_path: Path) -> None:
    path = tmp_path / "a.png"
    Image.new("1", (2000, 2000)).save(path)
    small = Settings(cache_dir=None, thresholds=Thresholds(max_page_pixels=1_000_000))
    with pytest.raises(PageTooLarge, match="2000 x 2000"):
        open_source(path, small)


def test_a_file_whose_name_is_no_unicode_is_opened_read_and_shown(tmp_path: Path) -> None:
    made = make_pdf(tmp_path / "a.pdf")
    path = Path(os.fsdecode(os.fsencode(tmp_path) + b"/latin\xe9.pdf"))
    made.rename(path)
    source = open_source(path, SETTINGS)
    assert (source.kind, source.page_count, source.problems) == ("pdf", 3, ())
    with opened_page(source, 2) as opened:
        assert "page 1" in "".join(char["text"] for char in opened.chars)
    with shown_page(source, 2) as shown:
        assert shown.get_size() == (612.0, 792.0)
    open_pdf(source).close()
    assert page_damage(source, 2) == ""


def test_a_damaged_file_whose_name_is_no_unicode_says_so(tmp_path: Path) -> None:
    path = Path(os.fsdecode(os.fsencode(tmp_path) + b"/rusak\xe9.pdf"))
    path.write_bytes(b"%PDF-1.4\nnothing")
    with pytest.raises(DamagedDocument, match="damaged beyond repair"):
        open_source(path, SETTINGS)
