"""A way from baseline to target as a small chart: one line a year, in characters that every terminal shows."""

from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction

from dxkpi.core.fiscal import FiscalYear
from dxkpi.core.outlook import Way
from dxkpi.render.figures import number, numbers_apart

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


def chart(way: Way) -> tuple[str, ...]:
    """The baseline, the years with a final actual, the year that it is seen from and the target, oldest first."""
    rows = tuple(_rows(way))
    width = max(len(str(row.year)) for row in rows)
    room = max(len(row.shown) for row in rows)
    return tuple(_line(way, row, width, room) for row in rows)


def _rows(way: Way) -> Iterator[_Row]:
    line, start, year = way.line, way.line.path.baseline, way.year
    assert start is not None
    yield _Row(line.first, start, number(start), "累計の始まり" if way.summed else "基準値")
    for point in way.points:
        shown, expected = numbers_apart(point.actual, line.value(point.year))
        yield _Row(point.year, point.actual, shown, f"目安値 {expected}" + ("（約の値）" if point.approximate else ""))
    if year > line.first and year not in {point.year for point in way.points}:
        yield _Row(year, None, "-", f"目安値 {number(line.value(year))}")
    yield _Row(line.last, None, number(line.path.target), "目標値")


def _line(way: Way, row: _Row, width: int, room: int) -> str:
    gone = None if row.actual is None else way.line.share(row.actual)
    drawn = track(gone, way.line.share(way.line.value(row.year)))
    return f"{row.year!s:<{width}} {drawn} {row.shown:>{room}} {row.note}"


def track(gone: Fraction | None, expected: Fraction) -> str:
    """A way of twenty steps: how much of it is gone, and where the line stands; a part of a step is none.

    >>> track(Fraction(3, 4), Fraction(2, 3)), track(Fraction(-1, 8), Fraction(1))
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
