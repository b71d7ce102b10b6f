"""Who decreed what, and when: read from the head of the decree and of its annex.

The head is the first block ``KEPUTUSAN <office> NOMOR ... TENTANG <subject>``; the annex repeats it under
``LAMPIRAN``. The head decides: a decree may carry another office's name left over from its template in the
body. The annex and the signature block fill in what the head does not say, and confirm numbers.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence

from dictionaries import Vocabulary
from dictionaries.function_words import Role, any_of
from dictionaries.likeness import alike
from lampiran.records import DocumentHead, HeadField, PageRecord
from normalize.head.blocks import (
    Block,
    first_word,
    head_starts,
    in_capitals,
    is_keyword,
    like,
    lines_of,
    read_block,
)
from normalize.head.regions import Office, capital_words, offices
from normalize.head.values import (
    all_known,
    clean_number,
    find_date,
    find_year,
    is_plausible,
    last_year,
    mend,
    month_of,
    with_class,
)

HEAD_LINES = 40
"""A plan's title stands within the first so many lines."""

LONGEST_NUMBER, LONGEST_SUBJECT = 60, 400
"""Characters of a decree's number and subject, at most."""
_LETTERHEAD_LINES, _DATE_LINES = 6, 5
"""Lines above KEPUTUSAN that may be the letterhead, and from *Ditetapkan di* on that may hold the date."""
_LONGEST_TITLE = 160
"""Characters of a line that may be the plan's title, at most."""
SHORT_LINE = 40
"""Characters; a longer line with a date is a sentence of the decree."""
_SIGNED_AT = "ditetapkan di"
_AROUND = " |_~'\"`.,:;-"
_YEAR_PHRASE = re.compile(r"\W*\b(?:TAHUN|TAHIJN|TAHTIN|THN)\b.*$", re.IGNORECASE)


def parse_head(pages: Sequence[PageRecord], vocabulary: Vocabulary) -> DocumentHead:
    """Reads the head of a decree.

    Args:
        pages: The document's pages; their text outside the plan table.
        vocabulary: Gives regions and month names.

    Returns:
        What could be read; empty or None where nothing could, with the doubtful fields in ``doubts``.
    """
    lines = [line for page in pages for line in lines_of(page.text)]
    starts = head_starts(lines)
    annex_at = next((place for place in range(len(lines)) if is_keyword(lines[place], "LAMPIRAN")), None)
    head = read_block(lines, starts[0]) if starts and (annex_at is None or starts[0] < annex_at) else Block()
    annex = read_block(lines, annex_at) if annex_at is not None else Block()
    doubts: list[HeadField] = []
    office = _office(lines, head, annex, starts, vocabulary, doubts)
    date = _date(lines, annex, vocabulary, doubts)
    number, year = _number(head, annex, int(date[5:7]) if date is not None else None, doubts)
    if date is not None and year is not None and int(date[:4]) != year:
        doubts += ["tanggal_sk", "tahun_sk"]
    if date is not None and month_of(number) not in (None, int(date[5:7])):
        doubts += ["tanggal_sk", "nomor_sk"]
    subject = _subject(lines, head, annex, doubts)
    region = office.region.region if office is not None and office.region is not None else None
    return DocumentHead(
        lembaga=_lembaga(office)
        or _other_office(lines, head.office or (annex.office if annex.number else ""), doubts),
        wilayah=region.wilayah if region else "",
        kode_wilayah=region.kode if region else "",
        provinsi=region.provinsi if region else "",
        nomor_sk=number,
        tahun_sk=year if year is not None else int(date[:4]) if date else None,
        tanggal_sk=date,
        tentang=subject,
        tahun_rencana=_plan_year(lines, subject, annex.subject),
        doubts=tuple(dict.fromkeys(doubts)),
    )


def _subject(lines: Sequence[str], head: Block, annex: Block, doubts: list[HeadField]) -> str:
    """The subject as the head prints it; words misread there are taken from where it is printed again."""
    subject = head.subject or annex.subject
    whole = " ".join(lines)
    decided = re.search(
        r"\bKEPUTUSAN\b[^;]{10,160}?\bTENTANG\s+([^;]{20,600}?\d{4})", whole.partition("MEMUTUSKAN")[2]
    )
    copies = [text for text in (annex.subject, decided[1] if decided else "") if text and text != subject]
    mended, plain = mend(with_class(subject.strip(_AROUND)), copies)
    ended = (head if head.subject else annex).ended
    cut = re.search(r"\bTAHUN(?: ANGGARAN)?$", mended, re.IGNORECASE) is not None  # its year is missing
    if not plain or not ended or cut or len(mended) > LONGEST_SUBJECT:
        doubts.append("tentang")
    return mended


def _office(
    lines: Sequence[str],
    head: Block,
    annex: Block,
    starts: Sequence[int],
    vocabulary: Vocabulary,
    doubts: list[HeadField],
) -> Office | None:
    """The issuing office: as the head names it; other places near the head only where that is not sure."""
    letterhead = " ".join(lines[max(0, starts[0] - _LETTERHEAD_LINES) : starts[0]]) if starts else ""
    signature = " ".join(line for line in lines if like(first_word(line), "KETUA"))
    candidates: list[Office] = []
    for text in (
        head.office,
        letterhead,
        head.subject,
        annex.office,
        annex.subject,
        signature,
        " ".join(lines[:12]),
    ):
        found = next(offices(capital_words(text), vocabulary), None)
        if found is None:
            continue
        if found.kind == "Republik" or (found.region is not None and found.region.sure):
            if candidates and not _agrees(found, candidates[0]):
                doubts.append("wilayah")
            return found
        candidates.append(found)
    if not candidates:
        return None
    doubts.append("wilayah")
    counted = Counter(office.region.region.kode for office in candidates if office.region is not None)
    chosen = counted.most_common(1)[0][0] if counted else None
    return next(
        (o for o in candidates if o.region is not None and o.region.region.kode == chosen), candidates[0]
    )


def _agrees(one: Office, other: Office) -> bool:
    if one.region is None or other.region is None:
        return True
    return one.region.region.kode == other.region.region.kode


def _lembaga(office: Office | None) -> str:
    if office is None:
        return ""
    if office.kind == "Republik":
        return f"{office.short} Republik Indonesia"
    if office.region is None:
        return ""
    region = office.region.region
    if "." in region.kode:
        return f"{office.short} {region.wilayah}"
    return f"KIP {region.wilayah}" if office.short == "KIP" else f"{office.short} Provinsi {region.wilayah}"


def _other_office(lines: Sequence[str], printed: str, doubts: list[HeadField]) -> str:
    """An office that is no election office, as printed: after KEPUTUSAN, or after the plan's title.

    Running text names no office.
    """
    if printed:
        title = rf"^{any_of(Role.OFFICIAL)}\.?\s+"
        return with_class(re.sub(title, "", printed, flags=re.IGNORECASE).strip(" ,:"))
    for line in lines[:HEAD_LINES]:
        found = re.search(r"ZONA INTEGRITAS\s+(?:(?:DI LINGKUNGAN|PADA|DI)\s+)?(.+)$", line, re.IGNORECASE)
        name = _YEAR_PHRASE.sub("", found[1]) if found else ""
        if name and in_capitals(line) and not re.match(r"MENUJU|WBK|TAHUN", name, re.IGNORECASE):
            doubts.append("lembaga")
            return with_class(name.strip(" ,.:"))
    return ""


def _number(head: Block, annex: Block, month: int | None, doubts: list[HeadField]) -> tuple[str, int | None]:
    """The decree's number and year; the annex confirms it, or gives it where the head does not.

    ``month`` is that of the decree's date, which the number may carry too.
    """
    readings = [clean_number(block.number) for block in (head, annex) if block.number]
    full = [reading for reading in readings if reading[0]]
    if max(block.numbers for block in (head, annex)) > 1:
        doubts.append("nomor_sk")
    if not full:
        if readings:
            doubts.append("nomor_sk")
        return "", next((year for _, year in readings if year is not None), None)
    number, year = full[0]
    if len(full) == 2 and number != full[1][0]:
        doubts.append("nomor_sk")
        if alike(number, full[1][0]).maybe:
            number, year = max(full, key=lambda reading: _likely(reading[0], month))
    if not is_plausible(number):
        doubts.append("nomor_sk")
    if year is None:
        year = next((other for _, other in full if other is not None), None)
    if len(number) > LONGEST_NUMBER or not any(sign.isdigit() for sign in number):
        doubts.append("nomor_sk")
        number = number if len(number) <= LONGEST_NUMBER else ""
    return number, year


def _likely(number: str, month: int | None) -> tuple[bool, bool]:
    """Of two prints of one number the likelier is the greater."""
    return is_plausible(number), month_of(number) == month


def _date(lines: Sequence[str], annex: Block, vocabulary: Vocabulary, doubts: list[HeadField]) -> str | None:
    """The date of the signature block (``Ditetapkan di ... pada tanggal``), or of the annex head."""
    found: list[str] = []
    misread = bool(annex.date) and not all_known(annex.date)  # "Haret": its digits are not to be trusted
    for place, line in enumerate(lines):
        if not _is_signed_at(line):
            continue
        for near in lines[place : place + _DATE_LINES]:
            date = find_date(_after_tanggal(near), vocabulary)
            if date is not None:
                misread |= not all_known(_after_tanggal(near))
                found.append(date)
                break
    in_annex = find_date(annex.date, vocabulary) if annex.date else None
    if misread and not (found and in_annex == found[0]):
        doubts.append("tanggal_sk")
    if len(set(found)) == 1 and in_annex in (None, found[0]):
        return found[0]
    if not found and in_annex is not None:
        return in_annex
    doubts.append("tanggal_sk")
    return found[0] if found else _lone_date(lines, vocabulary)


def _lone_date(lines: Sequence[str], vocabulary: Vocabulary) -> str | None:
    """The last date on a short line between MEMUTUSKAN and LAMPIRAN: a signature block under its stamp."""
    decided = next((place for place, line in enumerate(lines) if is_keyword(line, "MEMUTUSKAN")), None)
    if decided is None:
        return None
    annex_at = next(
        (at for at in range(decided, len(lines)) if is_keyword(lines[at], "LAMPIRAN")), len(lines)
    )
    short = [line for line in lines[decided:annex_at] if len(line) <= SHORT_LINE]
    dates = [date for line in short if (date := find_date(line, vocabulary)) is not None]
    return dates[-1] if dates else None


def _is_signed_at(line: str) -> bool:
    """Whether the line begins with ``Ditetapkan di``, noise allowed, or its beginning hidden by a stamp."""
    if alike(line[: len(_SIGNED_AT)].lower(), _SIGNED_AT).likely:
        return True
    cut = re.match(r"([a-z]{4,9}) di\b", line)
    return cut is not None and "ditetapkan".endswith(cut[1])


def _after_tanggal(line: str) -> str:
    """What follows the word ``tanggal`` (noise allowed, its beginning may be hidden); empty without it."""
    cut = re.match(r"[a-z]{3,6}", line)
    if cut is not None and "tanggal".endswith(cut[0]):
        return line[cut.end() :]
    for word in re.finditer(r"[^\W_]{5,9}", line):
        if alike(word[0].lower(), "tanggal").likely:
            return line[word.end() :]
    return ""


def _plan_year(lines: Sequence[str], subject: str, annex_subject: str) -> int | None:
    """The year that the plan is for: of the subject, of the annex, or of the plan's title line."""
    for text in (subject, annex_subject):
        year = find_year(text)
        if year is not None:
            return year
    for line in lines:
        if (
            re.match(r"\W*(?:RENCANA|MATRI[KX]S?|TARGET|AKSI|TIME ?LINE)\b", line)
            and len(line) < _LONGEST_TITLE
        ):
            year = last_year(line)
            if year is not None:
                return year
    return None
