"""Files whose names are no Unicode: old systems and archives leave such names, and they must be read too."""

from __future__ import annotations

import io
from pathlib import Path


def openable(path: str | Path) -> str | io.BytesIO:
    """What the PDF libraries can open: the path, or the file's content where the name is no Unicode.

    Raises:
        OSError: If the file cannot be read.
    """
    try:
        str(path).encode()
    except UnicodeEncodeError:
        return io.BytesIO(Path(path).read_bytes())
    return str(path)
