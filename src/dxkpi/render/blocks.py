"""Documents for people as values: headings, paragraphs, tables and lists, independent of any format.

Views build them from outcomes; each format writes them with its own escaping. All text is plain text.
"""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction
from itertools import groupby
from typing import NamedTuple, Self

from dxkpi.core.basis.calendar import FiscalYear
from dxkpi.core.basis.mark import Mark, signs

MARKS = signs(tuple(Mark))
"""The marks that may follow a figure. A format that aligns figures aligns what stands before them."""


class Align(StrEnum):
    """Alignment of a column's text."""

    LEFT = "left"
    RIGHT = "right"
    CENTER = "center"


class Tone(StrEnum):
    """Role of a text, shown by colour where there are colours; the text must be clear without it."""

    PLAIN = ""
    STRONG = "dxkpi.strong"
    MUTED = "dxkpi.muted"
    MET = "dxkpi.met"
    NEAR = "dxkpi.near"
    MIDDLE = "dxkpi.middle"
    FAR = "dxkpi.far"
    SUSPENDED = "dxkpi.suspended"
    NOT_ASSESSED = "dxkpi.not_assessed"
    PROVISIONAL = "dxkpi.provisional"
    ERROR = "dxkpi.error"
    WARNING = "dxkpi.warning"
    PATH = "dxkpi.path"
    CODE = "dxkpi.code"
    HINT = "dxkpi.hint"
    RAISED = "dxkpi.raised"
    LOWERED = "dxkpi.lowered"


class Toned(str):
    """A text of parts, each in a tone of its own; to a format without colour it is the text."""

    __slots__ = ("parts",)

    parts: tuple[tuple[str, Tone], ...]

    def __new__(cls, *parts: tuple[str, Tone]) -> Self:
        """Return the text of `parts`."""
        text = super().__new__(cls, "".join(part for part, _ in parts))
        text.parts = parts
        return text

    def each(self, change: Callable[[str], str]) -> "Toned":
        """Return the text with every part changed, in its tone."""
        return Toned(*((change(part), tone) for part, tone in self.parts))


class About(NamedTuple):
    """The subject of a text: a plan, an indicator or a year of it, or a `part` of the document. It is no address."""

    plan: str = ""
    indicator: str = ""
    year: FiscalYear | None = None
    part: str = ""


class Named(str):
    """A `text` that names something, to which a format with links can lead; to others it is the text."""

    __slots__ = ("about", "text")

    about: About
    text: str

    def __new__(cls, text: str, about: About) -> Self:
        """Return `text`, which names what it is `about`."""
        named = super().__new__(cls, text)
        named.about, named.text = about, text
        return named


class InJapanese(str):
    """A Japanese text among those of another language, which a format that knows languages marks as such."""

    __slots__ = ()


def together(*texts: str) -> Toned:
    """Return texts as one, in which each keeps its tones and its language."""
    parts = (part for own in texts if own for part in _parts(own))
    runs = ((kind, [text for text, _ in own]) for kind, own in groupby(parts, lambda own: (own[1], type(own[0]))))
    return Toned(*((kind("".join(own)), tone) for (tone, kind), own in runs))


def in_japanese(text: str) -> bool:
    """Say whether a text, or a part of it, is one in Japanese among those of another language."""
    return any(isinstance(part, InJapanese) for part, _ in _parts(text))


def _parts(text: str) -> tuple[tuple[str, Tone], ...]:
    return text.parts if isinstance(text, Toned) else ((text, Tone.PLAIN),)


class Length(str):
    """Strokes that show a `share` of the longest; a format with pictures can draw it, to others it is the strokes."""

    __slots__ = ("share",)

    share: Fraction

    def __new__(cls, strokes: str, share: Fraction) -> Self:
        """Return the `strokes` for `share`, from 0 to 1."""
        length = super().__new__(cls, strokes)
        length.share = share
        return length


class Heading(NamedTuple):
    """A heading; level 1 is the title of the whole. What it is `about` can be found there by links."""

    level: int
    text: str
    about: tuple[About, ...] = ()


class Paragraph(NamedTuple):
    """Running text, wrapped as the format needs."""

    text: str
    tone: Tone = Tone.PLAIN


class Column(NamedTuple):
    """A column of a table. Its head may stand below another one, `above` it and its neighbours; figures do not wrap.

    A line break in a head is a place to break it, and the only line break with a meaning in a document.
    """

    head: str
    align: Align = Align.LEFT
    wraps: bool = True
    tone: Tone = Tone.PLAIN
    above: str = ""

    @property
    def whole_head(self) -> str:
        """Its head with the one above it, in one line."""
        return " ".join(filter(None, (self.above, self.head))).replace("\n", "")


def figures(head: str, tone: Tone = Tone.PLAIN, above: str = "") -> Column:
    """Return a column of figures."""
    return Column(head, Align.RIGHT, wraps=False, tone=tone, above=above)


class Grid(NamedTuple):
    """A table of text cells. The last `total` rows are of another kind (sums, percentages, targets) and set apart."""

    columns: tuple[Column, ...]
    rows: tuple[tuple[str, ...], ...]
    total: int = 0


class Drawn(str):
    """A text about strokes; a format that draws pictures in their place says `pictured` instead."""

    __slots__ = ("pictured",)

    pictured: str

    def __new__(cls, text: str, pictured: str) -> Self:
        """Return `text`, which pictures make `pictured`."""
        drawn = super().__new__(cls, text)
        drawn.pictured = pictured
        return drawn


@dataclass(frozen=True, slots=True)
class Verbatim:
    """Lines shown as they are, never wrapped or interpreted; `language` is their language, if any.

    Those `to_copy` begin at the edge, so that they can be copied into a file.
    """

    lines: tuple[str, ...]
    language: str = "text"
    to_copy: bool = False


class WayStep(NamedTuple):
    """A year on the way from baseline to target: the shares of the way `gone` (if known) and `expected`, in words."""

    year: FiscalYear
    gone: Fraction | None
    expected: Fraction
    shown: str
    note: str


@dataclass(frozen=True, slots=True)
class WayChart(Verbatim):
    """Lines of strokes, each a year of a way to the target; a format with pictures can draw the `steps` instead."""

    steps: tuple[WayStep, ...] = ()


class Link(NamedTuple):
    """A line that leads somewhere, where a format can do that. `url` holds nothing that would have to be escaped."""

    text: str
    url: str


class Item(NamedTuple):
    """An entry of a list: its first line, and further lines that belong to it."""

    text: str
    lines: tuple[str | Link, ...] = ()


class Items(NamedTuple):
    """A list of entries."""

    items: tuple[Item, ...]


def titled(title: str, entries: Iterable[str | Item], level: int = 2) -> "Iterator[Heading | Items]":
    """Yield a list under its title; nothing where it has no entries."""
    if found := tuple(Item(own) if isinstance(own, str) else own for own in entries):
        yield Heading(level, title)
        yield Items(found)


class PlacedRemark(NamedTuple):
    """A remark about one place: a first line that programs can recognise, and its details."""

    text: str
    lines: tuple[str | Verbatim, ...] = ()


@dataclass(frozen=True, slots=True)
class Part:
    """A part of a whole, with its label."""

    label: str
    count: int
    tone: Tone


class Bar(NamedTuple):
    """The parts of a whole as one stacked bar, which reads without colour, and what each part is."""

    parts: tuple[Part, ...]


class TrendValue(NamedTuple):
    """A value of a fiscal year, in `words`; one that is not final may still change.

    Values of another `series` are by another definition.
    """

    year: FiscalYear
    value: Fraction
    words: str
    final: bool = True
    baseline: bool = False
    series: int = 0


class TrendTarget(NamedTuple):
    """A value to reach, in `words`, in force from the year `first` to the year `last`; a `former` one was revised."""

    first: FiscalYear
    last: FiscalYear
    value: Fraction
    words: str
    former: bool = False


class Trend(NamedTuple):
    """Values over the years beside their targets; `way` are the ends of an even way to the target, if there is one.

    No value is only here: a format without pictures leaves it out. From the year `ended` on nothing is measured; from
    each of `breaks` on by another definition.
    """

    name: str
    points: tuple[TrendValue, ...]
    goals: tuple[TrendTarget, ...]
    way: tuple[TrendValue, TrendValue] | None = None
    ended: FiscalYear | None = None
    breaks: tuple[FiscalYear, ...] = ()


class Notes(NamedTuple):
    """Footnotes below a table, one a line."""

    lines: tuple[str, ...]


def noted(lines: Iterable[str]) -> Iterator[Notes]:
    """Yield footnotes, where there are any."""
    if found := tuple(lines):
        yield Notes(found)


Block = Bar | Heading | Paragraph | Grid | Items | Notes | PlacedRemark | Trend | Verbatim
Doc = tuple[Block, ...]
