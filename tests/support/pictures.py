"""Made-up pictures of pages."""

from __future__ import annotations

import io

from PIL import Image


def png_page(width: int, height: int) -> bytes:
    """A noisy grey picture as a PNG file."""
    packed = io.BytesIO()
    Image.effect_noise((width, height), 60).save(packed, "PNG")
    return packed.getvalue()
