"""Charts as exact geometry for SVG templates. Every value in them is also in a table or a list beside them."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction
from itertools import cycle
from typing import ClassVar

from dxkpi.core.basis.calendar import FiscalYear
from dxkpi.core.numerals import number
from dxkpi.render.blocks import Bar, Part, Tone, Trend, TrendTarget, TrendValue, WayChart, WayStep
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
class SharesChart:
    """One bar of a whole, and its legend. `spoken` is what someone hears who does not see it."""

    kind: ClassVar[str] = "shares"
    id: str
    title: str
    spoken: str
    segments: tuple[Segment, ...]


def shares(bar: Bar, identifier: str) -> SharesChart:
    """Return the geometry of `bar`; parts of nothing are left out."""
    segments = tuple(_segments(bar.parts))
    title = f"{number(sum(part.count for part in bar.parts))}指標の達成区分の内訳"
    return SharesChart(identifier, title, "、".join(f"{own.label} {own.count}" for own in segments), segments)


def _segments(parts: Sequence[Part]) -> Iterator[Segment]:
    whole, done = sum(part.count for part in parts), 0
    rated = iter(_FILLS)
    for part in parts:
        fill = _APART.get(part.tone) or next(
            rated, _FILLS[-1]
        )  # of its place: a lower rating is never drawn as the best
        if not part.count:
            continue
        left, width = Fraction(_WIDTH * done, whole), Fraction(_WIDTH * part.count, whole)
        yield Segment(figure(left), figure(width), fill, plain(part.label), number(part.count))
        done += part.count


@dataclass(frozen=True, slots=True)
class WayRow:
    """A year on the way to a target: what is gone, to `right`, and the expected place `mark`; `spoken` says both.

    A `beyond` that is not empty is the end, `worse` or `better`, that the value lies past.
    """

    year: str
    right: str
    mark: str
    beyond: str
    spoken: str
    shown: str
    note: str


@dataclass(frozen=True, slots=True)
class WayDrawn:
    """The years on the way to a target, one a row."""

    kind: ClassVar[str] = "way"
    name: str
    rows: tuple[WayRow, ...]


_LONGEST_WAY = 160


def way(chart: WayChart, name: str) -> WayDrawn:
    """Return the geometry of a way to the target."""
    return WayDrawn(name, tuple(map(_way_row, chart.steps)))


def _way_row(step: WayStep) -> WayRow:
    gone, expected = (min(max(value or Fraction(0), Fraction(0)), Fraction(1)) for value in (step.gone, step.expected))
    beyond = "" if step.gone is None or 0 <= step.gone <= 1 else "better" if step.gone > 1 else "worse"
    spoken = "値なし" if step.gone is None else f"道のりの{number(round(100 * step.gone))}%"
    return WayRow(
        step.year.label,
        "" if step.gone is None else figure(_LONGEST_WAY * gone),
        figure(_LONGEST_WAY * expected),
        beyond,
        f"{spoken}、目安は{number(round(100 * step.expected))}%",
        plain(step.shown),
        plain(step.note),
    )


_LEFT, _RIGHT, _TOP, _BOTTOM = map(Fraction, (52, 346, 22, 184))
_MOST_LABELS, _MOST_NUMBERS, _MOST_TICKS = 8, 6, 5
_AROUND = 90
"""Room that a label takes."""
_NEAR = Fraction(1, 3)
"""Share of the greatest value below which the values lie so close together that an axis from zero would hide them."""


@dataclass(frozen=True, slots=True)
class Tick:
    """A mark of an axis."""

    at: str
    label: str
    anchor: str = "middle"


@dataclass(frozen=True, slots=True)
class TrendMark:
    """A value on a trend, drawn as `shape`; its number stands at `above`, or nowhere."""

    x: str
    y: str
    shape: str
    label: str
    above: str
    anchor: str


@dataclass(frozen=True, slots=True)
class Level:
    """A target over the years that it was in force for; its label stands at `x`, on the side with more room."""

    left: str
    right: str
    y: str
    label: str
    x: str
    anchor: str
    above: str
    former: bool


@dataclass(frozen=True, slots=True)
class Trended:
    """Values over the years. Each of `lines` joins the final ones of one definition; `way` is the even way, or empty.

    `start` is where the axis of values begins if that is not zero. From `ended` on, nothing was measured. The
    definition changes at `breaks`.
    """

    kind: ClassVar[str] = "trend"
    id: str
    title: str
    spoken: str
    years: tuple[Tick, ...]
    values: tuple[Tick, ...]
    spots: tuple[TrendMark, ...]
    levels: tuple[Level, ...]
    lines: tuple[str, ...]
    way: str
    breaks: tuple[str, ...]
    ended: str
    ended_width: str
    start: str
    shapes: tuple[tuple[str, str], ...]


def trended(trend: Trend, identifier: str) -> Trended:
    """Return the geometry of values over the years."""
    values = [point.value for point in (*trend.points, *trend.goals, *(trend.way or ()))]
    ticks = _ticks(min(values), max(values))
    scale = _Scale(_span(trend), ticks)
    spots = tuple(scale.spot(point, shown) for point, shown in zip(trend.points, _numbered(trend.points), strict=True))
    # The baseline of a later definition stands among the years of an earlier one: no line leads there.
    joined = [point for point in trend.points if point.final and not (point.baseline and point.series)]
    series = {point.series: [p for p in joined if p.series == point.series] for point in joined}
    lines = ([(scale.x(p.year), scale.y(p.value)) for p in points] for points in series.values())
    way = [(scale.x(p.year), scale.y(p.value)) for p in trend.way or ()]
    return Trended(
        identifier,
        f"「{plain(trend.name)}」の推移",
        _spoken(trend),
        tuple(scale.years(type(trend.points[0].year))),
        tuple(Tick(figure(scale.y(value)), number(value)) for value in ticks),
        spots,
        tuple(scale.level(goal, trend.points) for goal in trend.goals),
        tuple(_path(line) for line in lines if len(line) > 1),
        _path(way),
        tuple(figure(scale.before(year)) for year in trend.breaks),
        figure(scale.x(trend.ended)) if trend.ended else "",
        figure(_RIGHT - scale.x(trend.ended)) if trend.ended else "",
        number(ticks[0]) if ticks[0] > 0 else "",
        tuple(_shapes(trend)),
    )


class _Scale:
    """The positions of years and values in a drawing."""

    def __init__(self, span: tuple[int, int], ticks: Sequence[Fraction]) -> None:
        self._first, self._last = span
        self._low, self._high = ticks[0], ticks[-1]

    def x(self, year: FiscalYear) -> Fraction:
        return _LEFT + (_RIGHT - _LEFT) * Fraction(year.start - self._first, self._last - self._first)

    def before(self, year: FiscalYear) -> Fraction:
        """Return the middle between a year and the one before."""
        return (self.x(year) + self.x(year.before)) / 2

    def y(self, value: Fraction) -> Fraction:
        return _BOTTOM - (_BOTTOM - _TOP) * (value - self._low) / (self._high - self._low)

    def years(self, kind: type[FiscalYear]) -> Iterator[Tick]:
        step = -(-(self._last - self._first + 1) // _MOST_LABELS)
        for start in range(self._last, self._first - 1, -step):
            year = kind(start)
            yield Tick(figure(self.x(year)), year.label.removesuffix("年度").removesuffix("年"), _anchor(self.x(year)))

    def spot(self, point: TrendValue, numbered: bool) -> TrendMark:  # noqa: FBT001
        x, y = self.x(point.year), self.y(point.value)
        shape = "baseline" if point.baseline else "final" if point.final else "open"
        return TrendMark(figure(x), figure(y), shape, plain(point.words) if numbered else "", figure(y - 8), _anchor(x))

    def level(self, goal: TrendTarget, points: Sequence[TrendValue]) -> Level:
        y, left, right = self.y(goal.value), self.x(goal.first), self.x(goal.last)
        spots = [(self.x(point.year), abs(self.y(point.value) - y)) for point in points]
        free = [min((gap for x, gap in spots if abs(x - end) < _AROUND), default=_BOTTOM) for end in (left, right)]
        x, anchor = (left + 4, "start") if free[0] >= free[1] else (right - 4, "end")
        label = plain(goal.words), figure(x), anchor, figure(y - 5)
        return Level(figure(left), figure(right), figure(y), *label, goal.former)


def _anchor(x: Fraction) -> str:
    return "start" if x == _LEFT else "end" if x == _RIGHT else "middle"


def _span(trend: Trend) -> tuple[int, int]:
    years = [point.year.start for point in (*trend.points, *(trend.way or ()))]
    years += [year.start for goal in trend.goals for year in (goal.first, goal.last)]
    return min(years), max(years)


def _ticks(low: Fraction, high: Fraction) -> tuple[Fraction, ...]:
    """Return three to five round numbers from zero, or from below values that lie close together, up to the highest.

    >>> [int(tick) for tick in _ticks(Fraction(0), Fraction(6000))]
    [0, 2000, 4000, 6000]
    >>> [int(tick) for tick in _ticks(Fraction(410), Fraction(447))]
    [410, 420, 430, 440, 450]
    """
    if high == low or high - low >= _NEAR * max(abs(low), abs(high)):
        low, high = min(low, Fraction(0)), max(high, Fraction(0))
    high = low + 1 if high == low else high
    step = Fraction(10 ** len(str(int(high - low))), 10**8)
    for factor in cycle((Fraction(2), Fraction(5, 2), Fraction(2))):  # 1, 2, 5, 10, 20, …
        first, last = low // step, -(-high // step)
        last = max(last, first + 2)
        if last - first < _MOST_TICKS:
            return tuple(step * at for at in range(first, last + 1))
        step *= factor
    raise AssertionError


def _numbered(points: Sequence[TrendValue]) -> list[bool]:
    """Say of each value whether its number is drawn: of many, the first, the last, the least and the greatest."""
    if len(points) <= _MOST_NUMBERS:
        return [True] * len(points)
    ranked = sorted(range(len(points)), key=lambda at: points[at].value)
    chosen = {0, len(points) - 1, ranked[0], ranked[-1]}
    return [at in chosen for at in range(len(points))]


def _path(points: Sequence[tuple[Fraction, Fraction]]) -> str:
    return " ".join(f"{figure(x)},{figure(y)}" for x, y in points)


def _spoken(trend: Trend) -> str:
    last = trend.points[-1]
    first = next((p for p in trend.points if p.series == last.series and not (p.baseline and p.series)), last)
    goal = "、".join(goal.words for goal in trend.goals if not goal.former)
    words = f"{first.year.label}の{first.words}から{last.year.label}の{last.words}"
    if trend.breaks:
        words += f"。{'、'.join(year.label for year in trend.breaks)}に定義が変わり、その前の値とは比べられない"
    return plain(words + (f"。目標は{goal}" if goal else ""))


def _shapes(trend: Trend) -> Iterator[tuple[str, str]]:
    """Yield the shapes that occur, each with its meaning."""
    known = (
        ("baseline", "基準値", any(point.baseline for point in trend.points)),
        ("final", "実績（確定）", any(point.final and not point.baseline for point in trend.points)),
        ("open", "確定前の値、または年度の一部の値", any(not point.final for point in trend.points)),
        ("goal", "目標", any(not goal.former for goal in trend.goals)),
        ("former", "改定の前の目標", any(goal.former for goal in trend.goals)),
        ("break", "定義の変更（前後の値は比べられない）", bool(trend.breaks)),
        ("way", "目安値（基準値と目標値を均等に結んだ線）", trend.way is not None),
    )
    return ((shape, meaning) for shape, meaning, occurs in known if occurs)
