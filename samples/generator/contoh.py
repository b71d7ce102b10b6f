"""Sets a made-up plan as a decree: title page, clauses, Lampiran head, table, signature; marked CONTOH."""

from __future__ import annotations

from random import Random

from samples.generator.decree import Column, Decree, OtherTable, PrintRow
from samples.generator.layout import Layout
from samples.generator.made_up import Plan, Traits, make_plan
from samples.generator.plan_phrases import MONTHS
from samples.generator.printed_rows import area_row, plan_row
from samples.generator.public_plans import SOURCES, parse_body


def make_decree(seed: int, layout: Layout, traits: Traits | None = None) -> Decree:
    """Makes up a plan and sets it as a decree; the same arguments give the same decree.

    Args:
        seed: Fixes all chance.
        layout: The looks.
        traits: What is peculiar about the plan; drawn by the seed when None.
    """
    return to_decree(make_plan(seed, traits), layout, seed)


def to_decree(plan: Plan, layout: Layout, seed: int) -> Decree:
    """Sets a plan as a decree; the seed decides small matters of wording in its head."""
    document = plan.truth["document"]
    body = "KOMISI INDEPENDEN PEMILIHAN" if document["lembaga"].startswith("KIP") else "KOMISI PEMILIHAN UMUM"
    year, month, day = document["tanggal_sk"].split("-")
    body_text = (SOURCES / "contoh.body.md").read_text(encoding="utf-8")
    sections = parse_body(
        body_text.format(
            badan=body,
            badan_biasa=body.title(),
            wilayah=document["wilayah"].upper(),
            wilayah_biasa=document["wilayah"],
            nomor=_number(document["nomor_sk"], document["tahun_sk"], Random(f"head {seed}")),
            tentang=document["tentang"],
            tahun=document["tahun_rencana"],
            tempat=document["tempat"],
            tanggal=f"{int(day)} {MONTHS[int(month) - 1]} {year}",
            ketua=document["ketua"],
            lembaga=document["lembaga"],
        )
    )
    return Decree(
        truth=plan.truth,
        body=sections["body"],
        annex=sections["annex"] + (sections["chapter"] if layout.chapter else ()),
        title=f"RENCANA AKSI PEMBANGUNAN ZONA INTEGRITAS {document['lembaga'].upper()} TAHUN {year}",
        columns=plan.columns,
        rows=_rows(plan, layout),
        closing=sections["closing"],
        others=_lists(document["lembaga"]) if plan.traits.other_tables else (),
    )


def _lists(lembaga: str) -> tuple[OtherTable, ...]:
    """Tables of other kinds that decrees carry too; their columns share some words with the plan's."""
    team = tuple(
        (str(i), name, position, part)
        for i, (name, position, part) in enumerate(
            (
                ("Siti Contohwati", "Ketua", "Pengarah"),
                ("Budi Contoharjo", "Sekretaris", "Ketua Tim Kerja"),
                ("Made Contohana", "Kasubbag Hukum dan SDM", "Area Penguatan Pengawasan"),
                ("Hasan Contohudin", "Staf", "Area Penataan Tatalaksana"),
            ),
            start=1,
        )
    )
    signed = tuple((no, name, position, "") for no, name, position, _ in team)
    return (
        OtherTable(
            f"SUSUNAN TIM KERJA {lembaga.upper()}", ("NO", "NAMA", "JABATAN", "KEDUDUKAN"), team, True
        ),
        OtherTable("DAFTAR HADIR RAPAT", ("NO", "NAMA", "JABATAN", "TANDA TANGAN"), signed),
    )


def _number(nomor: str, year: int, rng: Random) -> str:
    lead = rng.choice(("NOMOR ", "NOMOR : ", "Nomor: "))
    if "/" in nomor:
        return f"{lead}{nomor}"
    return f"{lead}{nomor} {rng.choice(('TAHUN', 'Tahun'))} {year}"


def _rows(plan: Plan, layout: Layout) -> tuple[PrintRow, ...]:
    columns = plan.columns
    rows: list[PrintRow] = []
    area = 0
    for row in plan.truth["rows"]:
        if row["area_no"] != area:
            area = row["area_no"]
            if area in plan.headings:
                number, name = plan.headings[area]
                rows.append(area_row(number, name, columns, layout))
        opens = row["urutan"] in plan.starts
        texts = [_text(plan, row["urutan"], column, row["no"], opens=opens) for column in columns]
        rows.append(
            plan_row(
                row["urutan"], texts, columns, up=_merged(plan, layout, columns, row["urutan"], opens=opens)
            )
        )
    return tuple(rows)


def _text(plan: Plan, urutan: int, column: Column, no: str, *, opens: bool) -> str:
    if column.kolom == "no":
        return no
    if column.kolom == "komponen" and not opens:
        return ""
    return plan.lines.get((urutan, column.kolom), "")


def _merged(
    plan: Plan, layout: Layout, columns: tuple[Column, ...], urutan: int, *, opens: bool
) -> frozenset[int]:
    merged = set()
    for index, column in enumerate(columns):
        if (
            (column.kolom == "no" and layout.merge_no and not opens)
            or (column.kolom == "komponen" and layout.merge_komponen and not opens)
            or (column.kolom == "target_waktu" and urutan in plan.shared)
        ):
            merged.add(index)
    return frozenset(merged)
