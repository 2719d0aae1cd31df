"""Words and shapes on a canvas, and the canvas as a small PNG. Pure.

What goes in: text, places in pixels, colors of the site's light scheme. What comes out: bytes that are the same on
every machine with the same version of Pillow. Two faces: Source Serif for everything that comes from outside, since
it knows most letters of Latin, Greek and Cyrillic, and Pillow's own Aileron for the few fixed words of ours.
"""

import hashlib
import io
import math
import unicodedata
from functools import cache
from importlib import resources
from itertools import accumulate
from typing import Literal, NamedTuple

from PIL import Image, ImageDraw, ImageFont
from PIL import __version__ as pillow

from generator import vocabulary as v
from generator.pages import shapes

Face = Literal["Regular", "Bold", "label"]
Color = tuple[int, int, int]

PAPER: Color = (0xFD, 0xFC, 0xF9)
INK: Color = (0x14, 0x17, 0x1C)
SOFT: Color = (0x56, 0x5B, 0x63)
RULE: Color = (0xE2, 0xDD, 0xD2)
RAMP: tuple[Color, Color] = ((0xEC, 0xE6, 0xDA), (0x7D, 0x6F, 0x59))
# Light colors of theme/assets/site.css.
TYPES: dict[v.SpinType, Color] = {
    v.SpinType.CUSHION: (0x00, 0x72, 0xB2),
    v.SpinType.SHIELD: (0x5B, 0x4B, 0x8A),
    v.SpinType.HYPE: (0xB3, 0x47, 0x00),
    v.SpinType.HALO: (0x7A, 0x60, 0x00),
    v.SpinType.FOG: (0x57, 0x60, 0x6A),
    v.SpinType.STAMPEDE: (0xB0, 0x20, 0x4C),
    v.SpinType.NONE: SOFT,
}
# Shapes are drawn so many times larger and then shrunk: Pillow's lines have no soft edges of their own.
_FINER = 4
_STROKE = 1.7
# The edge of a letter has so many shades from paper to ink, the ramp of the score bar so many steps.
_SHADES = 4
_FEWER_SHADES = 2
# Bytes a picture should not exceed: some readers of shared addresses give up early.
MOST = 15 * 1024
_RAMP_STEPS = 64
_BAR = 24
# Level 8 takes twice the time of a whole card and saves 4%.
_LEVEL = 6


class Style(NamedTuple):
    """Face, size in pixels and color of a line."""

    face: Face
    size: int
    color: Color = INK


@cache
def font(face: Face, size: int) -> ImageFont.FreeTypeFont:
    """Return a face at a size in pixels, with the plain layout: the other one depends on libraries of the machine."""
    if face == "label":
        found = ImageFont.load_default(size)
        return found.font_variant(layout_engine=ImageFont.Layout.BASIC)  # type: ignore[union-attr]
    return ImageFont.truetype(io.BytesIO(_file(face)), size, layout_engine=ImageFont.Layout.BASIC)


@cache
def _file(face: str) -> bytes:
    file = resources.files("font_source_serif_pro").joinpath("files", f"SourceSerifPro-{face}.otf")
    return file.read_bytes()


@cache
def _known(letter: str) -> bool:
    """Say whether the serif has a shape of its own for a letter, and the plain layout sets it right."""
    if letter == " ":
        return True
    if unicodedata.category(letter)[0] not in "LNPS" or unicodedata.bidirectional(letter) in ("R", "AL"):
        return False
    face = font("Bold", 40)
    return bytes(face.getmask(letter)) != bytes(face.getmask(_NOWHERE))


# Of the private area: no face has it, so it shows what stands for a missing letter.
_NOWHERE = "\ue123"


def readable(text: str) -> str | None:
    """Return the text as it can be set, or None where a letter is missing: no card shows empty boxes."""
    composed = unicodedata.normalize("NFC", text)
    return composed if composed and all(_known(letter) for letter in composed) else None


def lines(text: str, style: Style, width: int, most: int) -> list[str]:
    """Return the text in at most so many lines of a width in pixels; what is cut ends with an ellipsis."""
    found: list[str] = []
    rest = text.split()
    while rest and len(found) < most:
        last = len(found) == most - 1
        taken = _fitting(rest, style, width)
        if taken == len(rest) or (taken and not last):
            found.append(" ".join(rest[:taken]))
            rest = rest[taken:]
        else:
            # The last line, or one word that is wider than a line.
            found.append(cut(" ".join(rest), style, width))
            rest = []
    return found


def _fitting(words: list[str], style: Style, width: int) -> int:
    """Return how many of the words fit into a line; the plain layout sets letters one by one, so widths add up."""
    ends = accumulate(measure(f" {word}", style) for word in words)
    return sum(end - measure(" ", style) <= width for end in ends)


def cut(text: str, style: Style, width: int) -> str:
    """Return the text, or as much of it as fits before an ellipsis."""
    if measure(text, style) <= width:
        return text
    while text and measure(f"{text}…", style) > width:
        text = text[:-1]
    return f"{text.rstrip(' ,;:.–—-')}…"


def measure(text: str, style: Style) -> float:
    """Return the width of a line in pixels."""
    return font(style.face, style.size).getlength(text)


class Canvas:
    """A sheet of paper, and one layer of ink for each color.

    A layer holds how much of its color lies on each pixel. Picked apart like this, the edge of a letter takes the
    shades of its own color and no others: few shades are few bytes.
    """

    def __init__(self, width: int, height: int) -> None:
        """Begin with an empty sheet of so many pixels."""
        self.image = Image.new("P", (width, height), _place(PAPER))
        self.image.putpalette(_palette())
        self._layers: dict[Color, Image.Image] = {}

    def layer(self, color: Color) -> Image.Image:
        """Return the layer of a color."""
        return self._layers.setdefault(color, Image.new("L", self.image.size))

    def write(self, at: tuple[float, float], text: str, style: Style, anchor: str = "ls") -> None:
        """Set one line of text; ``anchor`` as Pillow names it, ``ls`` being left end and baseline."""
        pen = ImageDraw.Draw(self.layer(style.color))
        pen.text(at, text, fill=255, font=font(style.face, style.size), anchor=anchor)

    def rule(self, y: int, left: int, right: int) -> None:
        """Draw a hairline of two pixels."""
        ImageDraw.Draw(self.image).rectangle((left, y, right - 1, y + 1), fill=_place(RULE))

    def shape(self, spin_type: v.SpinType, at: tuple[int, int], size: int) -> None:
        """Draw the shape of a type in its color, in a square of so many pixels."""
        scale = size * _FINER / shapes.FIELD
        width = round(_STROKE * scale)
        mask = Image.new("L", (size * _FINER, size * _FINER))
        pen = ImageDraw.Draw(mask)
        for stroke in shapes.strokes(spin_type):
            points = [(x * scale, y * scale) for x, y in stroke]
            pen.line(points, fill=255, width=width, joint="curve")
            for x, y in (points[0], points[-1]):
                pen.ellipse((x - width / 2, y - width / 2, x + width / 2, y + width / 2), fill=255)
        self.layer(TYPES[spin_type]).paste(255, at, mask.reduce(_FINER))

    def bar(self, place: tuple[int, int, int], score: int, band: tuple[int, int]) -> None:
        """Draw a score: the ramp at left, top and width, the band around its stretch, a mark at the score."""
        left, top, width = place
        self.ramp(left, top, width)
        start, end = (left + round(width * part / 100) for part in (band[0], max(band[1], band[0] + 1)))
        pen = ImageDraw.Draw(self.image)
        pen.rounded_rectangle((start, top - 9, end, top + _BAR + 8), 9, outline=_place(INK), width=3)
        at = left + round(width * score / 100)
        pen.rectangle((at - 3, top - 14, at + 2, top + _BAR + 13), fill=_place(INK))

    def ramp(self, left: int, top: int, width: int) -> None:
        """Draw the ramp that runs from plain to heavily steered, its ends round."""
        pen = ImageDraw.Draw(self.image)
        radius, middle = _BAR / 2, top + _BAR // 2
        for x in range(width):
            inside = min(radius, x + 0.5, width - x - 0.5)
            half = round(math.sqrt(radius**2 - (radius - inside) ** 2))
            color = _ramp_places()[x * _RAMP_STEPS // width]
            pen.rectangle((left + x, middle - half, left + x, middle + half - 1), fill=color)

    def png(self) -> bytes:
        """Return the picture as a PNG with a palette and nothing else in it: no time, no text.

        A picture that comes out larger than ``MOST`` gets fewer shades.
        """
        found = self._png(_SHADES)
        return found if len(found) <= MOST else self._png(_FEWER_SHADES)

    def _png(self, shades: int) -> bytes:
        image = self.image.copy()
        for color, layer in self._layers.items():
            box = layer.getbbox()
            inked = layer.crop(box).point(_shades(color, shades))
            image.paste(inked, box, layer.crop(box).point(_seen(shades), "1"))
        stream = io.BytesIO()
        image.save(stream, "PNG", compress_level=_LEVEL)
        return stream.getvalue()


def _mix(one: Color, other: Color, share: float) -> Color:
    red, green, blue = (round(a + (b - a) * share) for a, b in zip(one, other, strict=True))
    return red, green, blue


def _ramp_color(step: int) -> Color:
    return _mix(*RAMP, step / (_RAMP_STEPS - 1))


@cache
def _colors() -> dict[Color, int]:
    """Return color to place in the palette: paper, rule, the ramp, each ink with its shades."""
    colors = [PAPER, RULE, *(_ramp_color(step) for step in range(_RAMP_STEPS))]
    for color in (INK, SOFT, *TYPES.values()):
        colors += [_mix(PAPER, color, shade / _SHADES) for shade in range(1, _SHADES + 1)]
    return {color: place for place, color in enumerate(dict.fromkeys(colors))}


def _place(color: Color) -> int:
    return _colors()[color]


@cache
def _ramp_places() -> tuple[int, ...]:
    return tuple(_place(_ramp_color(step)) for step in range(_RAMP_STEPS))


def _palette() -> list[int]:
    return [part for color in _colors() for part in color]


@cache
def _shades(color: Color, shades: int) -> list[int]:
    """Return for 256 amounts of a color the place of its nearest shade."""
    return [_place(_mix(PAPER, color, round(amount * shades / 255) / shades)) for amount in range(256)]


@cache
def _seen(shades: int) -> list[int]:
    """Return for 256 amounts whether they are more than paper."""
    return [255 * bool(round(amount * shades / 255)) for amount in range(256)]


@cache
def version() -> str:
    """Return what the bytes of a picture depend on besides what is drawn: Pillow, and the letters of the faces."""
    return f"{pillow} {hashlib.sha256(_file('Regular') + _file('Bold')).hexdigest()}"
