"""The lines of a head or annex head: where it begins, and which tell the office, number, date and subject.

A head is ``KEPUTUSAN <office> NOMOR ... TENTANG <subject>``, or that of a regulation, an instruction or a
circular; the annex repeats it under ``LAMPIRAN``. In two columns a value may stand before its label.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from dictionaries.function_words import Role, words_of
from dictionaries.lexicon import lexicon
from dictionaries.likeness import alike
from dictionaries.marks import BULLET, pattern
from normalize.head.regions import capital_words

BLOCK_LINES = 22
"""A head with its subject is no longer than so many lines."""
NUMBER_LINES = 2
"""Lines of a decree's number, at most."""
ANEW = 3
"""Words of a subject that, printed again, begin the title of the table under it."""
TAIL_LINES = 2
"""Lines of a subject after its year, at most."""
_LONE_WORDS = 2
"""Lines of a subject with one word only that show that it was torn apart."""
_NUMBER_NEAR = 6
"""Lines from the word that begins a regulation to its number, at most."""
_CAPITALS = 0.7
"""Share of capitals (or misread ones) in a keyword, and in a line of a title."""
_PROSE = 0.4
"""Share of capitals below which a line under a title in capitals is running text."""
_MARKUP = re.compile(
    rf"</?[a-zA-Z]{{1,3}}>|\*+|^[#>\s]+|^\s*{pattern((BULLET,))}\s+(?=\w)", flags=re.MULTILINE
)
"""Markup of transcripts."""
_KIND = re.compile(
    r"^\W*(?:LAMPIRAN\W+(?:[IVX\d]+\W+)?)?(?:SURAT\s+)?(?:KEPUTUSAN|PERATURAN|INSTRUKSI|EDARAN|LAMPIRAN)\b"
    r"\s*(?:BERSAMA\b)?\W*"
)
"""What a head begins with before the office's name."""
_LABEL = re.compile(r"\W*(?:LAMPIRAN(?:\s+[IVX\d]+)?|NOMOR|TANGGAL|TENTANG)\W*")
_BARE_LABEL = re.compile(r"\W*(NOMOR|TANGGAL)\W*", re.IGNORECASE)
_VALUE = re.compile(r"\W*:\s*\S|\W*\d{1,4}\s+(?:TAHUN\b|[A-Z]{3,9}\s+\d{4})", re.IGNORECASE)
_TABLE = re.compile(r"[^\t]*\t|\W*NO\.?\s+[A-Z]{3}")
_REASON = re.compile(r"\W*(?:\w\W{1,2})?bahwa\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Block:
    """A head or annex head: lines of the office, of the number, of the date and of the subject.

    ``numbers`` counts the numbers that are printed: a decree of two offices has two. ``ended`` says whether
    something that follows a subject was found after it.
    """

    office: str = ""
    number: str = ""
    date: str = ""
    subject: str = ""
    numbers: int = 0
    ended: bool = True


def lines_of(text: str) -> list[str]:
    """The lines of a page without the markup of transcripts (``**bold**``, ``- bullets``, ``<i>``).

    Tabs between the cells of tables stay.
    """
    plain = _MARKUP.sub("", text)
    tabbed = ("\t".join(" ".join(cell.split()) for cell in line.split("\t")) for line in plain.splitlines())
    return _labels_first([line for line in tabbed if line.strip()])


def _labels_first(lines: list[str]) -> list[str]:
    """The lines with each label that stands alone before its value, which may be printed over it."""
    annex = next((at for at, line in enumerate(lines) if at and _LABEL.fullmatch(line)), None)
    if annex is not None and is_keyword(lines[annex], "LAMPIRAN") and _KIND.match(lines[annex - 1]):
        return [
            *lines[: annex - 1],
            *_swapped(lines[annex - 1 : annex + BLOCK_LINES]),
            *lines[annex + BLOCK_LINES :],
        ]
    found: list[str] = []
    place = 0
    while place < len(lines):
        label = _BARE_LABEL.fullmatch(lines[place])
        if label and found and _VALUE.match(found[-1]):
            found[-1] = f"{label[1]} {found[-1]}"
        elif label and place + 1 < len(lines) and _VALUE.match(lines[place + 1]):
            place += 1
            found.append(f"{label[1]} {lines[place]}")
        else:
            found.append(lines[place])
        place += 1
    return found


def _swapped(lines: Sequence[str]) -> list[str]:
    """The lines of a head whose labels all stand under their values."""
    found: list[str] = []
    for before, line in zip(("", *lines), lines, strict=False):
        if _LABEL.fullmatch(line) and before and not _LABEL.fullmatch(before):
            value = found.pop()
            found += [f"{line} {value}"] if _BARE_LABEL.fullmatch(line) else [line, value]
        else:
            found.append(line)
    return found


def is_keyword(line: str, keyword: str) -> bool:
    """Whether the line's first word (or spaced letters) is the keyword, in capitals, noise allowed."""
    first = re.match(r"\W*((?:[^\W_] ){4,}[^\W_]|[^\W_]+)", line)
    if first is None:
        return False
    word = first[1].replace(" ", "")
    capitals = sum(sign.isupper() or sign.isdigit() for sign in word)
    return capitals >= _CAPITALS * len(word) and alike(word.upper(), keyword).likely


def head_starts(lines: Sequence[str]) -> list[int]:
    """The lines in which a head begins, annexes apart.

    Words other than KEPUTUSAN begin one only before the reasons and over a number.
    """
    cited = next(
        (at for at, line in enumerate(lines) if like(first_word(line), "MENIMBANG", "MENGINGAT")), None
    )
    return [
        at
        for at, line in enumerate(lines)
        if is_keyword(line, "KEPUTUSAN") or ((cited is None or at < cited) and _begins_other(lines, at))
    ]


def _begins_other(lines: Sequence[str], at: int) -> bool:
    words = capital_words(lines[at])[:2]
    two = words[:1] == ["SURAT"] and like(words[-1], "KEPUTUSAN", "EDARAN") and in_capitals(lines[at])
    if not two and not any(is_keyword(lines[at], word) for word in ("PERATURAN", "INSTRUKSI")):
        return False
    return any(like(first_word(line), "NOMOR") for line in lines[at + 1 : at + 1 + _NUMBER_NEAR])


def in_capitals(line: str) -> bool:
    """Whether a line is printed in capitals."""
    return _capitals(line) >= _CAPITALS


def _capitals(line: str) -> float:
    letters = [sign for sign in line if sign.isalpha()]
    return sum(map(str.isupper, letters)) / len(letters) if letters else 0.0


def first_word(line: str) -> str:
    """The first word of a line in capitals; empty without one."""
    words = capital_words(line)
    return words[0] if words else ""


def like(word: str, *keywords: str) -> bool:
    """Whether a word is one of the keywords, noise allowed."""
    return any(alike(word, keyword).likely for keyword in keywords)


def read_block(lines: Sequence[str], start: int) -> Block:
    """Reads the block that begins with the line KEPUTUSAN (PERATURAN ...) or LAMPIRAN."""
    parts: dict[str, list[str]] = {"office": [lines[start]], "number": [], "date": [], "subject": []}
    part, numbers, ended = "office", 0, len(lines) - start <= BLOCK_LINES
    block = lines[start + 1 : start + 1 + BLOCK_LINES]
    for place, line in enumerate(block):
        first = first_word(line)
        if part == "subject" and parts["subject"] and _subject_ends(parts["subject"], block[place:]):
            # The title of a table may stand between the subject and the table.
            ended = not (_TABLE.match(line) and len(parts["subject"]) > 1)
            break
        if part in ("office", "number") and (
            like(first, "NOMOR") or re.match(r"\W*No\b\W*\d", line, re.IGNORECASE)
        ):
            part, numbers = "number", numbers + 1
            if numbers > 1:
                continue
        elif part in ("number", "office") and like(first, "TANGGAL"):
            part = "date"
        elif part != "subject" and like(first, "TENTANG"):
            part = "subject"
            line = re.sub(r"^\W*[^\W_]+\W*", "", line)
        elif part != "subject" and (like(first, "MENIMBANG", "MENGINGAT") or _TABLE.match(line)):
            break
        elif part == "office" and not in_capitals(line):
            continue
        if line and not (part == "number" and len(parts["number"]) >= NUMBER_LINES):
            parts[part].append(line)
    joined = {name: " ".join(found) for name, found in parts.items()}
    subject = joined["subject"].rstrip(" .")
    # Words on lines of their own belong to a line that was spread, and may be in any order.
    ended = ended and sum(len(line.split()) == 1 for line in parts["subject"]) < _LONE_WORDS
    return Block(without_kind(joined["office"]), joined["number"], joined["date"], subject, numbers, ended)


def without_kind(office: str) -> str:
    """The lines of the office without the word that says what kind of decree it is."""
    before = None
    while before != office:
        before, office = office, _KIND.sub("", office, count=1)
    return office


def _subject_ends(subject: Sequence[str], following: Sequence[str]) -> bool:
    """Whether a subject ended: a closing line follows, it begins anew as a title, or the year was its end."""
    if capital_words(following[0])[:ANEW] == capital_words(subject[0])[:ANEW]:
        return True
    if following[0].startswith("("):
        return False
    closes = [_closes_subject(line) for line in following[: TAIL_LINES + 1]]
    if closes[0] or (in_capitals(subject[0]) and _capitals(following[0]) < _PROSE):
        return True
    # After "... TAHUN 2022" something new begins, unless the closing line is just ahead.
    return re.search(r"\bTAHUN\b\W*\d[\dOolI ]{3,4}\W*$", subject[-1], re.IGNORECASE) is not None and not any(
        closes
    )


def _closes_subject(line: str) -> bool:
    closing = map(str.upper, words_of(Role.ENDS_SUBJECT))
    first = first_word(line)
    misread = not lexicon().known(first.lower())  # KEPADA is no KEPALA
    closes = first.lower() in words_of(Role.ENDS_SUBJECT) or (misread and like(first, *closing))
    if closes or line.upper().startswith("DENGAN RAHMAT"):
        return True
    if _TABLE.match(line) or _REASON.match(line) or re.match(r"\W*Ditetapkan di\b", line, re.IGNORECASE):
        return True
    return is_keyword(line, "KEPUTUSAN") or is_keyword(line, "LAMPIRAN")
