"""A track from baseline to target as a small chart: one line a year, in characters that every terminal shows."""

from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction

from dxkpi.core.fiscal import FiscalYear
from dxkpi.core.numerals import number, numbers_apart
from dxkpi.core.trajectory import Track

_STEPS = 20
_GONE, _OPEN, _MARK = "#", ".", "+"

LEGEND = (
    f"図は、左の端が基準値、右の端が目標値。{_GONE} は実績まで、{_MARK} は目安値。"
    "< は基準値より悪く、> は目標値より良いことを示す"
)


@dataclass(frozen=True, slots=True)
class _Row:
    year: FiscalYear
    actual: Fraction | None
    shown: str
    note: str


def chart(track: Track) -> tuple[str, ...]:
    """The baseline, the years with a final actual, the year that it is seen from and the target, oldest first."""
    rows = tuple(_rows(track))
    width = max(len(str(row.year)) for row in rows)
    room = max(len(row.shown) for row in rows)
    return tuple(_line(track, row, width, room) for row in rows)


def _rows(track: Track) -> Iterator[_Row]:
    line, start, year = track.trajectory, track.trajectory.baseline, track.year
    assert start is not None
    yield _Row(track.first, start, number(start), "累計の始まり" if track.summed else "基準値")
    for point in track.points:
        shown, expected = numbers_apart(point.actual, line.value(point.year))
        yield _Row(point.year, point.actual, shown, f"目安値 {expected}" + ("（約の値）" if point.approximate else ""))
    if year > track.first and year not in {point.year for point in track.points}:
        yield _Row(year, None, "-", f"目安値 {number(line.value(year))}")
    yield _Row(track.last, None, number(line.target), "目標値")


def _line(track: Track, row: _Row, width: int, room: int) -> str:
    gone = None if row.actual is None else track.trajectory.share(row.actual)
    strokes = drawn(gone, track.trajectory.share(track.trajectory.value(row.year)))
    return f"{row.year!s:<{width}} {strokes} {row.shown:>{room}} {row.note}"


def drawn(gone: Fraction | None, expected: Fraction) -> str:
    """A way of twenty steps: how much of it is gone, and where the line stands; a part of a step is none.

    >>> drawn(Fraction(3, 4), Fraction(2, 3)), drawn(Fraction(-1, 8), Fraction(1))
    ('[#############+#.....]', '<....................+]')
    """
    steps = 0 if gone is None else _step(gone)
    cells = [_GONE] * steps + [_OPEN] * (_STEPS + 1 - steps)
    cells[_step(expected)] = _MARK
    before = "<" if gone is not None and gone < 0 else "["
    after = ">" if gone is not None and gone > 1 else "]"
    return before + "".join(cells) + after


def _step(share: Fraction) -> int:
    return min(max(share * _STEPS // 1, 0), _STEPS)
