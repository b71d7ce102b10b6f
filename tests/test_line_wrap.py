"""Printed lines of a cell as one string."""

from __future__ import annotations

import pytest

from extract.words.line_wrap import join_lines


@pytest.mark.parametrize(
    ("lines", "text"),
    [
        (["Rapat  tim", "", "kerja"], "Rapat tim kerja"),
        (["masing-", "masing"], "masing-masing"),
        # A soft hyphen goes, a real one and one that may be either stay.
        (["mensosiali-", "sasikan hasil"], "mensosialisasikan hasil"),
        (["telah di-", "tetapkan"], "telah ditetapkan"),
        (["PENGEM-", "BANGAN"], "PENGEMBANGAN"),
        (["anti-", "korupsi"], "anti-korupsi"),
        (["undang-", "undang"], "undang-undang"),
        (["e-", "office"], "e-office"),
        (["Agustus-", "Desember"], "Agustus-Desember"),
        (["Pengem-", "Bangan"], "Pengem-Bangan"),
        (["2020-", "2024"], "2020-2024"),
        (["WBK/", "WBBM"], "WBK/WBBM"),
        (["-", "Surat tugas"], "- Surat tugas"),
        # A word broken at the edge of its column has its line to itself.
        (["Pengembanga", "n pegawai"], "Pengembangan pegawai"),
        (["telah", "mengimplementasik", "an kebijakan"], "telah mengimplementasikan kebijakan"),
        (["dilaksanakan/diimpl", "ementasikan"], "dilaksanakan/diimplementasikan"),
        (["1) mengimplementasik", "an"], "1) mengimplementasikan"),
        (["PENGEMBANGA", "N PEGAWAI"], "PENGEMBANGAN PEGAWAI"),
        (["punishment(sanksi)/rew", "ard bagi"], "punishment(sanksi)/reward bagi"),
        (["Nomor", "253/SDM.05/20", "22"], "Nomor 253/SDM.05/2022"),
        (["253/SDM.05/2022", "2 lembar"], "253/SDM.05/2022 2 lembar"),
        (["253/SDM.05/20", "22) Foto"], "253/SDM.05/20 22) Foto"),
        # Two words stay two, also where they could be written as one.
        (["Pengembangan", "pegawai"], "Pengembangan pegawai"),
        (["tanda", "tangan"], "tanda tangan"),
        (["dilaksanakan", "di kantor"], "dilaksanakan di kantor"),
        (["Sistem pengembanga", "n pegawai"], "Sistem pengembanga n pegawai"),
        (["Pengembanga", "N pegawai"], "Pengembanga N pegawai"),
    ],
)
def test_lines_become_one_string(lines: list[str], text: str) -> None:
    assert join_lines(lines) == text
