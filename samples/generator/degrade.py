"""Turns a printed decree into a scan: renders each page, spoils it by a profile, stores it as an image PDF.

Everything that moves the print (skew, perspective, turning) is also done to the boxes of the printed cells,
so that truth knows where they are on the degraded page. The bend of the sheet (``warp``) is left out of that:
it moves print by less than a point or two.
"""

from __future__ import annotations

import math
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import pypdfium2 as pdfium  # type: ignore[import-untyped]

from samples.generator import effects, wear
from samples.generator.effects import Box, Image, Matrix, Rng
from samples.generator.image_pdf import BLACK_AND_WHITE, ScannedPage, write_image_pdf
from samples.generator.printing import Printed
from samples.generator.profiles import PROFILES, Profile


@dataclass(frozen=True, slots=True)
class Scan:
    """A degraded decree: the file, and for each page how points of the printed page moved.

    ``moves`` are 3 x 3 matrices from points on the printed page to points on the page as a viewer shows it,
    both from the top left; ``sizes`` are the shown pages' sizes in points.
    """

    path: Path
    moves: tuple[Matrix, ...]
    sizes: tuple[tuple[float, float], ...]

    def box(self, page: int, box: Box) -> Box:
        """The upright rectangle round where a box of the printed page has gone."""
        corners = np.array([[box[0], box[2], box[2], box[0]], [box[1], box[1], box[3], box[3]], [1, 1, 1, 1]])
        moved = self.moves[page - 1] @ corners
        xs, ys = moved[0] / moved[2], moved[1] / moved[2]
        return (float(xs.min()), float(ys.min()), float(xs.max()), float(ys.max()))


def degrade(
    printed: Printed, profile: Profile, seed: int, path: Path, *, layers: dict[int, bytes] | None = None
) -> Scan:
    """Scans every page of the printed decree into ``path``.

    Args:
        printed: From ``print_decree``.
        profile: How it is spoilt.
        seed: Fixes all chance; the same arguments give the same file.
        path: The PDF to write.
        layers: PDF operators (page number → bytes) put over a page image, in the page's own space.
    """
    moves: list[Matrix] = []
    sizes: list[tuple[float, float]] = []

    def pages() -> Iterator[ScannedPage]:
        with pdfium.PdfDocument(printed.path) as pdf:
            for number in range(1, len(pdf) + 1):
                chosen = page_profile(profile, number)
                rng = np.random.default_rng([seed, number])
                image, move = _scan_page(pdf, number, printed, chosen, rng)
                moves.append(move)
                sizes.append(_shown_size(image, chosen, printed, number))
                layer = (layers or {}).get(number, b"")
                yield _stored(image, chosen, _turn(chosen, printed, number), layer)

    write_image_pdf(pages(), path, producer="office scanner (sample)")
    return Scan(path, tuple(moves), tuple(sizes))


def page_profile(profile: Profile, number: int) -> Profile:
    """The profile of one page: the profile itself, or the page's turn in its cycle."""
    return PROFILES[profile.cycle[(number - 1) % len(profile.cycle)]] if profile.cycle else profile


def page_moves(printed: Printed, profile: Profile, seed: int) -> tuple[Matrix, ...]:
    """How the pages' points will move under :func:`degrade` with the same arguments; renders nothing."""
    moves = []
    for number, size in enumerate(printed.sizes, start=1):
        chosen = page_profile(profile, number)
        rng = np.random.default_rng([seed, number])
        # pypdfium2 rounds a page's pixels up.
        shape = (math.ceil(size[1] * (chosen.dpi / 72)), math.ceil(size[0] * (chosen.dpi / 72)))
        move = _placement(np.zeros(shape, np.uint8), chosen, rng)
        moves.append(_in_points(move, shape, chosen, _turn(chosen, printed, number)))
    return tuple(moves)


def _turn(profile: Profile, printed: Printed, number: int) -> int:
    return profile.turn_table if number in printed.table_pages else profile.turn_text


def _stored(image: Image, profile: Profile, turn: int, layer: bytes) -> ScannedPage:
    rotate = (360 - turn) % 360 if profile.rotate_entry else 0
    return ScannedPage(image, profile.dpi, profile.coding, profile.quality, rotate, profile.strips, layer)


def _shown_size(image: Image, profile: Profile, printed: Printed, number: int) -> tuple[float, float]:
    height, width = (side * 72 / profile.dpi for side in image.shape[:2])
    turned = profile.rotate_entry and _turn(profile, printed, number) in (90, 270)
    return (height, width) if turned else (width, height)


def render(pdf: pdfium.PdfDocument, number: int, dpi: int, *, colour: bool) -> Image:
    """Draws a page: RGB or grey pixels."""
    page = pdf[number - 1]
    bitmap = page.render(scale=dpi / 72, grayscale=not colour, rev_byteorder=True)
    pixels = np.array(bitmap.to_numpy(), dtype=np.uint8)
    page.close()
    if not colour:
        return pixels.reshape(pixels.shape[0], -1)
    return np.ascontiguousarray(pixels[:, :, :3])


def _placement(image: Image, profile: Profile, rng: Rng) -> Matrix:
    """How the page lies on the glass; draws first of all, so that it can be known without rendering."""
    skew = rng.uniform(-profile.skew, profile.skew)
    shift = rng.uniform(-0.02, 0.02, 2) * profile.dpi
    move = effects.turn_matrix(image, skew, (shift[0], shift[1]))
    if profile.tilt:
        move = effects.tilt_matrix(image, rng, profile.tilt) @ move
    if profile.keystone:
        move = effects.tilt_matrix(image, rng, profile.keystone) @ move
    return move


def _scan_page(
    pdf: pdfium.PdfDocument, number: int, printed: Printed, profile: Profile, rng: Rng
) -> tuple[Image, Matrix]:
    image = render(pdf, number, profile.dpi, colour=profile.colour)
    move = _placement(image, profile, rng)
    image = _spoil_print(image, pdf, number, printed, profile, rng)
    ground = 60 if profile.tilt else profile.paper
    image = effects.apply_matrix(image, move, ground)
    image = _spoil_scan(image, profile, rng)
    turn = _turn(profile, printed, number)
    points = _in_points(move, image.shape[:2], profile, turn)
    if turn:
        image = np.ascontiguousarray(np.rot90(image, k=-turn // 90))
    return image, points


def _spoil_print(
    image: Image, pdf: pdfium.PdfDocument, number: int, printed: Printed, profile: Profile, rng: Rng
) -> Image:
    """What happened to the paper before it was scanned."""
    scale = profile.dpi / 72
    boxes = [
        (c.box[0] * scale, c.box[1] * scale, c.box[2] * scale, c.box[3] * scale)
        for c in printed.cells
        if c.page == number and c.kind == "row"
    ]
    if profile.rules:
        share, dpi = profile.rules, profile.dpi
        image = effects.hurt_rules(image, boxes, rng, share, dpi, may_drop=profile.drops)
    if profile.weight:
        image = wear.weigh_strokes(image, profile.weight * profile.dpi / 1000)
    if profile.stamps:
        image = wear.stamp_cells(image, boxes, rng, profile.dpi, int(rng.integers(profile.stamps + 1)))
    if profile.notes:
        image = wear.write_notes(image, boxes, rng, profile.dpi, int(rng.integers(profile.notes + 1)))
    if rng.random() < profile.paraf:
        height, width = image.shape[:2]
        image = effects.scrawl(image, rng, (0.9 * width, 0.95 * height), profile.dpi)
    if profile.patches:
        image = effects.uneven_ink(image, rng, profile.patches)
    image = effects.fade(image, profile.ink, profile.paper)
    if profile.bleed:
        back = render(pdf, number % len(pdf) + 1, profile.dpi, colour=profile.colour)
        image = effects.bleed_through(image, back, profile.bleed)
    if profile.creases:
        image = wear.fold(image, rng, int(rng.integers(1, profile.creases + 1)), profile.dpi)
    if rng.random() < profile.holes:
        image = effects.punch_holes(image, profile.dpi)
    return image


def _spoil_scan(image: Image, profile: Profile, rng: Rng) -> Image:
    """What the scanner or camera did."""
    if profile.warp:
        image = effects.warp(image, rng, profile.warp * profile.dpi / 72)
    image = effects.blur(image, profile.blur * profile.dpi / 1000)
    if profile.light:
        image = effects.light(image, rng, profile.light)
    if profile.gutter:
        image = wear.gutter_shadow(image, rng, profile.gutter, profile.dpi)
    if profile.streaks:
        image = wear.streaks(image, rng, int(rng.integers(1, profile.streaks + 1)), profile.dpi)
    image = effects.noise(image, rng, profile.grain)
    if profile.dust:
        image = effects.specks(image, rng, profile.dust)
    if rng.random() < profile.edges:
        image = effects.black_edges(image, rng, profile.dpi)
    if profile.resaved:
        image = wear.resave(image, profile.resaved)
    if profile.dither:
        return wear.dithered(image, profile.dither)
    if profile.coding in BLACK_AND_WHITE:
        image = effects.bilevel(image, profile.threshold)
    return image


def _in_points(move: Matrix, shape: tuple[int, ...], profile: Profile, turn: int) -> Matrix:
    """The pixel matrix as one in points, turned like the page unless the viewer turns it back."""
    scale = profile.dpi / 72
    points = np.diag([1 / scale, 1 / scale, 1.0]) @ move @ np.diag([scale, scale, 1.0])
    if turn and not profile.rotate_entry:
        height, width = (side / scale for side in shape[:2])
        quarter: dict[int, Matrix] = {
            90: np.array([[0, -1, height], [1, 0, 0], [0, 0, 1.0]]),
            180: np.array([[-1, 0, width], [0, -1, height], [0, 0, 1.0]]),
            270: np.array([[0, 1, 0], [-1, 0, width], [0, 0, 1.0]]),
        }
        points = quarter[turn] @ points
    return points
