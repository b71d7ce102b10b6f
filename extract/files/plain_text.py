"""Bytes of a text file as text, whichever way an office program or OCR tool saved it."""

from __future__ import annotations

import re

_MARKED = {b"\xff\xfe": "utf-16", b"\xfe\xff": "utf-16", b"\xef\xbb\xbf": "utf-8-sig"}
"""Byte order marks."""
_ENCODINGS = ("utf-8", "cp1252")
_CONTROL = re.compile(r"[\x00-\x08\x0e-\x1f\x7f]")
_OTHER_LINE_ENDS = re.compile("[\x0b\x1c-\x1e\x85\u2028\u2029]")
"""What Python takes for the end of a line and text files seldom mean by it."""
_MOST_CONTROLS = 0.02
"""Share of control characters beyond which a file is no text; real ones have a stray NUL or BEL."""
_WIDE = 0.6
"""Share of zero bytes in every second place from which a text without a mark is UTF-16."""


def decoded(content: bytes) -> str | None:
    """The text, without control characters; None where the bytes are no text.

    Line ends other than CR, LF and form feed become blanks, so that none of them cuts a table's line.
    """
    text = _decoded(content)
    if text is None or len(_CONTROL.findall(text)) > _MOST_CONTROLS * max(len(text), 100):
        return None
    return _CONTROL.sub("", _OTHER_LINE_ENDS.sub(" ", text))


def _decoded(content: bytes) -> str | None:
    for mark, encoding in _MARKED.items():
        if content.startswith(mark):
            return content.decode(encoding, errors="replace")
    for first, encoding in ((1, "utf-16-le"), (0, "utf-16-be")):
        places = content[first::2]
        if len(places) > 1 and places.count(0) > _WIDE * len(places):
            return content.decode(encoding, errors="replace")
    for encoding in _ENCODINGS:
        try:
            return content.decode(encoding)
        except UnicodeDecodeError:
            continue
    return content.decode("latin-1")
