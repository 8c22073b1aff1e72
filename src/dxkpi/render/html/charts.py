"""Charts as exact geometry for SVG templates. Every value in them is also in a table or a list beside them."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import ClassVar

from dxkpi.core.numerals import number
from dxkpi.render.blocks import Bar, Part, Tone
from dxkpi.render.plain import plain

_WIDTH = 680
_FILLS = ("solid", "slanted", "dotted", "level", "crossed")
_APART = {Tone.SUSPENDED: "empty", Tone.NOT_ASSESSED: "sparse"}


def figure(value: Fraction) -> str:
    """Return a coordinate with two decimals at most.

    >>> figure(Fraction(340, 3)), figure(Fraction(-1, 2)), figure(Fraction(60))
    ('113.33', '-0.5', '60')
    """
    hundredths = round(value * 100)
    whole, rest = divmod(abs(hundredths), 100)
    shown = f"{whole}.{rest:02}".rstrip("0").rstrip(".")
    return f"-{shown}" if hundredths < 0 else shown


@dataclass(frozen=True, slots=True)
class Segment:
    """A part of a bar, from `left` on, with the pattern that tells it apart without colour."""

    left: str
    width: str
    fill: str
    label: str
    count: str


@dataclass(frozen=True, slots=True)
class Shares:
    """One bar of a whole, and its legend. `told` is what someone hears who does not see it."""

    kind: ClassVar[str] = "shares"
    id: str
    title: str
    told: str
    segments: tuple[Segment, ...]


def shares(bar: Bar, identifier: str) -> Shares:
    """Return the geometry of `bar`; parts of nothing are left out."""
    parts = [part for part in bar.parts if part.count]
    segments = tuple(_segments(parts))

    title = f"{number(sum(part.count for part in parts))}指標の達成区分の内訳"
    return Shares(identifier, title, "、".join(f"{own.label} {own.count}" for own in segments), segments)


def _segments(parts: Sequence[Part]) -> Iterator[Segment]:
    whole, done = sum(part.count for part in parts), 0
    rated = iter(_FILLS)
    for part in parts:
        left, width = Fraction(_WIDTH * done, whole), Fraction(_WIDTH * part.count, whole)
        fill = _APART.get(part.tone) or next(rated, _FILLS[-1])
        yield Segment(figure(left), figure(width), fill, plain(part.label), number(part.count))
        done += part.count
