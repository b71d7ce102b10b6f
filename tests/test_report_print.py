"""The report printed: by LibreOffice and by a browser, where they are installed."""

from __future__ import annotations

import shutil
import subprocess
from dataclasses import replace
from pathlib import Path

import pypdfium2
import pytest

from dictionaries import Region, load_vocabulary
from lampiran.app.cli import main
from lampiran.app.pipeline import read_document
from lampiran.records import Outcome
from lampiran.settings import Settings
from tests.support import loading

ROOT = Path(__file__).parent.parent
MOST_PAGES = 40
OFFICE = shutil.which("soffice")
BROWSER = shutil.which("chromium")


@pytest.fixture(scope="module")
def report(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The report of five plans as large as a real one, in a province of 38, all due in the quarter."""
    folder = tmp_path_factory.mktemp("print")
    read = read_document(ROOT / "samples" / "banyuwangi_2025.txt", Settings(cache_dir=None))
    regions = [region for region in load_vocabulary().regions if region.provinsi == "Jawa Timur"][1:6]
    loading.loaded(folder / "p.db", *(of_region(read, region) for region in regions))
    assert main(["report", "--db", str(folder / "p.db"), "--to", str(folder), "--triwulan", "4"]) == 0
    return folder


def of_region(read: Outcome, region: Region) -> Outcome:
    """The plan as if another region's office had issued it (CONTOH)."""
    assert read.document is not None
    file, digest = f"{region.kode}.txt", loading.sha256(region.kode)
    facts = {"lembaga": f"KPU {region.wilayah}", "wilayah": region.wilayah, "kode_wilayah": region.kode}
    document = replace(
        read.document,
        raw=replace(read.document.raw, file=file, sha256=digest),
        head=replace(read.document.head, **facts),
    )
    return replace(read, file=file, sha256=digest, document=document)


def texts(path: Path) -> list[str]:
    """The text of each page."""
    with pypdfium2.PdfDocument(path) as document:
        return [page.get_textpage().get_text_range() for page in document]


@pytest.mark.skipif(OFFICE is None, reason="LibreOffice (soffice) is not installed")
def test_five_plans_print_on_few_pages(report: Path, tmp_path: Path) -> None:
    assert OFFICE is not None
    home = f"-env:UserInstallation=file://{tmp_path}/office"
    to = ["--convert-to", "pdf", "--outdir", str(tmp_path), str(report / "laporan.xlsx")]
    subprocess.run([OFFICE, home, "--headless", *to], check=True, capture_output=True, timeout=200)
    pages = texts(tmp_path / "laporan.pdf")
    assert len(pages) <= MOST_PAGES
    assert f"Halaman 1 dari {len(pages)}" in pages[0]
    assert "5 dari 38 kabupaten/kota sudah memiliki rencana" in pages[0]
    assert not any("#VALUE!" in text or "Err:" in text or "###" in text for text in pages)
    compared = next(text for text in pages if "Pilih indikator" in text)
    assert compared.count("Tim kerja ZI") >= 5, "the formulas give what the sheet was written with"


@pytest.mark.skipif(BROWSER is None, reason="Chromium is not installed")
def test_the_page_prints(report: Path, tmp_path: Path) -> None:
    assert BROWSER is not None
    options = ["--headless=new", "--no-sandbox", "--disable-gpu", "--disable-background-networking"]
    options += ["--no-first-run", f"--user-data-dir={tmp_path}/browser", "--no-pdf-header-footer"]
    printed = [f"--print-to-pdf={tmp_path}/page.pdf", (report / "laporan.html").as_uri()]
    subprocess.run([BROWSER, *options, *printed], check=True, capture_output=True, timeout=200)
    pages = texts(tmp_path / "page.pdf")
    assert len(pages) <= MOST_PAGES
    assert "5 dari 38 kabupaten/kota sudah memiliki rencana" in pages[0]
    assert "Area 6: Peningkatan Kualitas Pelayanan Publik" in "".join(pages)
