"""What looks wrong in a scan and stays as read: the cell is shown to a person."""

from __future__ import annotations

import pytest

from normalize.rules.doubtful_shapes import doubtful_shapes
from normalize.style.context import DocumentContext, RepairContext

DOCUMENT = DocumentContext.of_texts(["Rapat pleno rutin"], names=["Kabupaten Banyumas", "Jawa Tengah"])


@pytest.mark.parametrize(
    ("kolom", "text", "doubtful"),
    [
        ("target_waktu", "April Mei", True),
        ("target_waktu", "April dan Mei 2021", False),
        ("target_waktu", "April-Mei", False),
        ("bukti_fisik", "L", True),
        ("bukti_fisik", "-", False),
        ("bukti_fisik", "SK", True),
        ("langkah_aksi", "komunikasi dan55 evaluasi", True),
        ("langkah_aksi", "kanal sp4n dan e-lhkpn2", False),
        ("bukti_fisik", "Nota dinas Nomor 7Z./SDM.12-ND/2026", True),
        ("bukti_fisik", "Nota dinas Nomor 72/SDM.12-ND/2026", False),
        ("bukti_fisik", "SK Ketua KPU Kabupaten Bar tentang tim", True),
        ("bukti_fisik", "SK Ketua KPU Kabupaten Banyumas tentang tim", False),
        ("bukti_fisik", "KPU Provinsi Jawa Tengah", False),
        ("langkah_aksi", "Mengkaji ulang. matriks risiko", True),
        ("langkah_aksi", "Mengkaji ulang matriks. Menyusun laporan", False),
        ("indikator", "Prosedur operasional tetap (SOP). telah diterapkan", True),
        ("indikator", "Prosedur operasional tetap (SOP) telah diterapkan.", False),
        ("langkah_aksi", "melibatkan masyarakat/.pemangku kepentingan", True),
        ("langkah_aksi", "melibatkan masyarakat/pemangku kepentingan", False),
        ("bukti_fisik", "kompetensi pegawai.(seperti pelatihan)", True),
        ("bukti_fisik", "kompetensi pegawai (seperti pelatihan)", False),
        ("target_waktu", "B01, B02. dan B10", True),
        ("target_waktu", "B01, B02 dan B10.", False),
        ("target_waktu", "Maret. September", True),
        ("target_waktu", "Sept. 2022", False),
        ("target_waktu", "Okt. Nov. 2022", False),
        ("bukti_fisik", "Lembar disposisi 17/7-1", True),
        ("bukti_fisik", "Laporan tahun 2025", False),
        ("langkah_aksi", "istirahat mw", True),
        ("langkah_aksi", "rapat di kantor", False),
    ],
)
def test_odd_shapes_are_doubted(kolom: str, text: str, doubtful: bool) -> None:
    found = list(doubtful_shapes(text, RepairContext(kolom, document=DOCUMENT)))
    assert bool(found) is doubtful
    assert all(0 <= doubt.start <= doubt.end <= len(text) for doubt in found)
