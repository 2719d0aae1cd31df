"""The seven shapes that stand for the verdicts, as strokes for a drawing without a browser. Pure.

The same figures as the icons of ``theme/parts/marks.html``, in a field of 20 by 20. What goes in: a type. What comes
out: lines as points, curves cut into short pieces.
"""

from collections.abc import Iterator
from typing import NamedTuple

from generator import vocabulary as v

Point = tuple[float, float]
FIELD = 20
# Pieces of one curve: at 100 pixels a field, no piece is longer than four of them.
_PIECES = 12


class Curve(NamedTuple):
    """A cubic Bézier curve: start, two handles, end."""

    start: Point
    first: Point
    second: Point
    end: Point

    def points(self) -> Iterator[Point]:
        """Yield the points of the curve, both ends among them."""
        for piece in range(_PIECES + 1):
            t = piece / _PIECES
            a, b, c, d = (1 - t) ** 3, 3 * t * (1 - t) ** 2, 3 * t * t * (1 - t), t**3
            yield (
                a * self.start[0] + b * self.first[0] + c * self.second[0] + d * self.end[0],
                a * self.start[1] + b * self.first[1] + c * self.second[1] + d * self.end[1],
            )


def strokes(spin_type: v.SpinType) -> tuple[tuple[Point, ...], ...]:
    """Return the strokes of a type's shape, each a line through points of the field."""
    return _STROKES[spin_type]


def _line(*points: Point) -> tuple[Point, ...]:
    return points


def _path(*curves: Curve) -> tuple[Point, ...]:
    return tuple(point for curve in curves for point in curve.points())


# Handles of a quarter of a circle lie at this share of its radius (the usual approximation).
_QUARTER = 0.5523


def _oval(x: float, y: float, wide: float, high: float) -> tuple[Point, ...]:
    """Return an ellipse around a center, closed."""
    a, b = wide * _QUARTER, high * _QUARTER
    return _path(
        Curve((x + wide, y), (x + wide, y + b), (x + a, y + high), (x, y + high)),
        Curve((x, y + high), (x - a, y + high), (x - wide, y + b), (x - wide, y)),
        Curve((x - wide, y), (x - wide, y - b), (x - a, y - high), (x, y - high)),
        Curve((x, y - high), (x + a, y - high), (x + wide, y - b), (x + wide, y)),
    )


def _wave(y: float) -> tuple[Point, ...]:
    return _path(
        Curve((2.5, y), (5, y - 2), (7.5, y + 2), (10, y)),
        Curve((10, y), (12.5, y - 2), (15, y + 2), (17.5, y)),
    )


_STROKES: dict[v.SpinType, tuple[tuple[Point, ...], ...]] = {
    v.SpinType.CUSHION: (
        _path(Curve((2.5, 6.5), (5.5, 8.8), (14.5, 8.8), (17.5, 6.5))),
        _path(Curve((2.5, 6.5), (1.7, 9), (1.7, 12), (2.5, 14.5))),
        _path(Curve((17.5, 6.5), (18.3, 9), (18.3, 12), (17.5, 14.5))),
        _path(Curve((2.5, 14.5), (5.5, 12.7), (14.5, 12.7), (17.5, 14.5))),
    ),
    v.SpinType.SHIELD: (
        (
            *_line((10, 2.5), (16.5, 5)),
            *_path(
                Curve((16.5, 10), (16.5, 13.9), (13.8, 16.3), (10, 17.5)),
                Curve((10, 17.5), (6.2, 16.3), (3.5, 13.9), (3.5, 10)),
            ),
            *_line((3.5, 5), (10, 2.5)),
        ),
    ),
    v.SpinType.HYPE: (
        _line((2.5, 16), (8, 10), (11.5, 13), (17.5, 4)),
        _line((12.5, 4), (17.5, 4), (17.5, 9)),
    ),
    v.SpinType.HALO: (_oval(10, 4.5, 6, 2), _oval(10, 13, 4, 4)),
    v.SpinType.FOG: (_wave(6), _wave(10.5), _wave(15)),
    v.SpinType.STAMPEDE: tuple(_line((x, 4), (x + 5, 10), (x, 16)) for x in (3, 8, 13)),
    v.SpinType.NONE: (_line((3, 10), (17, 10)),),
}
