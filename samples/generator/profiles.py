"""Named ways in which a printed decree reaches the reader: scanners, copiers, cameras, bad luck."""

from __future__ import annotations

from dataclasses import dataclass

from samples.generator.image_pdf import Coding
from samples.generator.wear import Dither


@dataclass(frozen=True, slots=True)
class Profile:
    """One kind of scan. Numbers of chance are drawn page by page from the seed.

    Attributes:
        dpi: Resolution of the scan.
        colour: Kept in colour; otherwise grey (or black and white, by ``coding``).
        coding, quality, strips: How the page image is stored, see ``imagepdf``.
        threshold: Grey below which a black-and-white scanner prints black.
        skew: Largest tilt in degrees, either way.
        tilt: Perspective, share of the side that corners move inward at most.
        warp: Bend of the sheet in points.
        ink, paper: Greys that black and white become.
        patches: How far the print fades in patches, 0 to 1.
        blur: Softness, in thousandths of an inch.
        grain: Noise, in grey steps.
        dust: Specks a megapixel.
        light: How uneven the light is, 0 to 1.
        bleed: How far the other side shows through, 0 to 1.
        rules: Share of cell sides that are broken, doubled or grey; with ``drops`` also missing outright.
        edges, holes, paraf: Chance of black edges, punch holes and an initial at the foot of a page.
        turn_table, turn_text: Degrees (0, 90, 180, 270, clockwise) by which pages lie on the scanner's glass.
        rotate_entry: Whether the file says so (``/Rotate``), so that viewers show them upright.
        cycle: Names of profiles that pages take in turn (all else is then unused).
        weight: By how much strokes are thicker on each side, in thousandths of an inch; below 0 thinner.
        stamps, notes: Most stamps, and most notes by pen, over the cells of a page.
        creases: Most folds across a page.
        gutter: How dark the shadow of a bound volume's gutter is, 0 to 1.
        streaks: Most lines that dirt on the glass draws over a page.
        resaved: JPEG quality of an earlier save; 0 for none.
        dither: How a black-and-white scanner shows greys: not at all, by a ``screen``, or ``diffused``.
        keystone: As ``tilt``, with paper all round: a feeder that takes the sheet askew.
    """

    name: str
    dpi: int = 200
    colour: bool = False
    coding: Coding = "jpeg"
    quality: int = 50
    strips: int = 1
    threshold: int = 150
    skew: float = 0.5
    tilt: float = 0.0
    warp: float = 0.0
    ink: int = 20
    paper: int = 250
    patches: float = 0.0
    blur: float = 3.0
    grain: float = 4.0
    dust: float = 1.0
    light: float = 0.05
    bleed: float = 0.0
    rules: float = 0.02
    drops: bool = False
    edges: float = 0.15
    holes: float = 0.2
    paraf: float = 0.2
    turn_table: int = 0
    turn_text: int = 0
    rotate_entry: bool = False
    cycle: tuple[str, ...] = ()
    weight: float = 0.0
    stamps: int = 0
    notes: int = 0
    creases: int = 0
    gutter: float = 0.0
    streaks: int = 0
    resaved: int = 0
    dither: Dither = ""
    keystone: float = 0.0


_CLEAN = {"ink": 5, "paper": 255, "blur": 1.5, "grain": 1.0, "dust": 0.0, "light": 0.0, "rules": 0.0}

PROFILES: dict[str, Profile] = {
    profile.name: profile
    for profile in (
        Profile("clean300", dpi=300, skew=0.15, edges=0.0, holes=0.0, paraf=0.0, quality=60, **_CLEAN),  # type: ignore[arg-type]
        Profile("office200"),
        Profile("colour200", colour=True, quality=55, holes=0.4, edges=0.3),
        Profile("bw200", coding="ccitt", grain=14.0, ink=30, paper=245, blur=3.5, dust=4.0),
        Profile("bw300", dpi=300, coding="ccitt", grain=10.0, ink=25, paper=245, blur=2.5, dust=3.0),
        Profile("gray100", dpi=100, blur=3.0, quality=60, grain=3.0),
        Profile(
            "poor150",
            dpi=150,
            skew=1.3,
            blur=5.0,
            grain=9.0,
            ink=55,
            paper=232,
            light=0.16,
            bleed=0.10,
            rules=0.06,
            dust=8.0,
            quality=35,
            edges=0.5,
            holes=0.4,
            paraf=0.4,
            warp=0.7,
        ),
        Profile("faded", ink=120, paper=246, patches=0.45, grain=6.0, rules=0.10, drops=True, blur=3.5),
        Profile("rules", rules=0.25, drops=True),
        Profile("bleed", bleed=0.22, paper=240, ink=35, grain=5.0),
        Profile("skewed", skew=5.0, edges=0.6),
        Profile(
            "phone",
            dpi=170,
            colour=True,
            tilt=0.02,
            skew=1.0,
            light=0.32,
            warp=1.2,
            ink=45,
            paper=238,
            blur=4.0,
            grain=6.0,
            quality=60,
            edges=0.0,
        ),
        Profile("sideways", turn_table=90),
        Profile("sideways-ccw", turn_table=270),
        Profile("upside", turn_table=180, turn_text=180),
        Profile("rotate90", turn_table=270, turn_text=270, rotate_entry=True),
        Profile("rotate270", turn_table=90, turn_text=90, rotate_entry=True),
        Profile("mrc", dpi=300, coding="mrc", colour=True, paper=240, blur=2.5),
        Profile("strips", strips=4),
        Profile("mixed", cycle=("office200", "bw200", "colour200", "sideways", "gray100", "strips", "bw300")),
        Profile("fine400", dpi=400, quality=40),
        Profile("jpeg40", dpi=150, quality=40, resaved=22),
        Profile("jpeg12", quality=12),
        Profile("jpx", coding="jpx", colour=True, quality=45),
        Profile("flate", coding="flate", dpi=150),
        Profile("palette", coding="palette"),
        Profile("inverted", coding="inverted", dpi=240, grain=10.0, ink=30, paper=245, dust=3.0),
        Profile("lowcontrast", ink=118, paper=206, grain=5.0, light=0.12),
        Profile("thick", weight=4.0, ink=10, blur=4.0),
        Profile("thin", weight=-1.6, ink=60, blur=2.0, rules=0.08),
        Profile("halftone", coding="ccitt", dither="screen", ink=25, paper=244, grain=2.0, blur=2.0),
        Profile("diffused", dpi=300, coding="ccitt", dither="diffused", ink=30, paper=250, grain=2.0),
        Profile("photocopy", coding="ccitt", weight=2.5, threshold=165, grain=16.0, dust=25.0, edges=0.8),
        Profile("gutter", gutter=0.75, light=0.12),
        Profile("creases", creases=3, paper=244),
        Profile("streaks", streaks=5),
        Profile("stamped", colour=True, quality=55, stamps=3, notes=2),
        Profile("noted", stamps=1, notes=5),
        Profile("keystone", keystone=0.012, skew=0.8),
        Profile(
            "worn",
            dpi=150,
            skew=0.9,
            weight=-1.5,
            ink=70,
            paper=225,
            gutter=0.4,
            creases=2,
            streaks=2,
            notes=2,
            rules=0.08,
            quality=40,
            grain=6.0,
            warp=0.6,
        ),
        Profile("mixed-hard", cycle=("thick", "noted", "halftone", "creases", "jpeg40", "gutter", "streaks")),
    )
}
