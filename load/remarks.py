"""What people of the office above say: a remark on a region and year, and which file of a decree counts."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import Engine, delete, insert, or_, select

from lampiran.errors import UsageError
from lampiran.language import told
from load import versions
from load.models import Document
from load.opening import writing
from load.reference import DocumentChoice, RegionRemark
from load.table_base import table_of

DOCUMENTS, CHOICES, REMARKS = table_of(Document), table_of(DocumentChoice), table_of(RegionRemark)


@dataclass(frozen=True, slots=True)
class Chosen:
    """A chosen file and the others of its decree."""

    file: str
    instead_of: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Remark:
    """A person's remark; an empty one without date and ``waiting`` takes an earlier one away.

    Attributes:
        received: ISO date on which the plan came, if known.
        waiting: Whether the region's office must answer next.
    """

    kode_wilayah: str
    tahun: int
    text: str
    received: str | None = None
    waiting: bool = False


def set_remark(engine: Engine, remark: Remark, by: str, now: str) -> None:
    """Stores a remark in place of the earlier one of that region and year."""
    same = (REMARKS.c.kode_wilayah == remark.kode_wilayah) & (REMARKS.c.tahun == remark.tahun)
    with writing(engine) as connection:
        connection.execute(delete(REMARKS).where(same))
        if remark.text or remark.received or remark.waiting:
            line = {
                "kode_wilayah": remark.kode_wilayah,
                "tahun": remark.tahun,
                "catatan": remark.text,
                "diterima": remark.received,
                "menunggu": int(remark.waiting),
                "oleh": by,
                "pada": now,
            }
            connection.execute(insert(REMARKS), line)


def choose(engine: Engine, file: str, by: str, now: str, back: bool = False) -> Chosen:
    """Lets one file of a decree count whatever the others are like, or takes that back.

    Args:
        engine: The database.
        file: The file's name, its last part, or the document's id.
        by: Who chooses.
        now: ISO time.
        back: Whether an earlier choice is taken back.

    Raises:
        UsageError: If there is no such plan, or several have that name.
    """
    named = or_(
        DOCUMENTS.c.file == file,
        DOCUMENTS.c.id == file,
        DOCUMENTS.c.file.endswith(f"/{file}", autoescape=True),
    )
    with writing(engine) as connection:
        query = select(DOCUMENTS).where(named, DOCUMENTS.c.row_count > 0)
        found = connection.execute(query).mappings().all()
        if not found:
            raise UsageError(
                told("There is no plan {0} in the database.", file), "Its files: the view document."
            )
        if len(found) > 1:
            ids = ", ".join(f"{line['id']} ({line['wilayah'] or line['file']})" for line in found)
            raise UsageError(
                told("Several plans are called {0}.", file), told("Give the document's id: {0}.", ids)
            )
        line = found[0]
        family = [line["id"]]
        others: tuple[str, ...] = ()
        if line["version_key"]:
            same = select(DOCUMENTS.c.id, DOCUMENTS.c.file).where(
                DOCUMENTS.c.version_key == line["version_key"], DOCUMENTS.c.id != line["id"]
            )
            beside = connection.execute(same.order_by(DOCUMENTS.c.file)).all()
            family += [other.id for other in beside]
            others = tuple(other.file for other in beside)
        connection.execute(delete(CHOICES).where(CHOICES.c.document_id.in_(family)))
        if not back:
            connection.execute(insert(CHOICES), {"document_id": line["id"], "oleh": by, "pada": now})
        versions.settle(connection, (line["version_key"],), line["id"])
    return Chosen(line["file"], others)
