"""A missed target without noticeable progress for years."""

from collections.abc import Sequence
from fractions import Fraction

from dxkpi.core.basis.calendar import FiscalYear
from dxkpi.core.basis.finding import Example, Page, Related
from dxkpi.core.indicator.progress import TargetTrajectory
from dxkpi.core.numerals import number
from dxkpi.core.trajectory import FEWEST_YEARS
from dxkpi.rules.review.case import Case, ReviewRule, Silence, Verdict, review
from dxkpi.rules.review.copied import COPIED

LEVEL_SHARE = Fraction(1, 20)
"""Share of the remaining way that still counts as no progress.

A twentieth over three years' values: at that rate the whole way takes four decades, longer than any plan.
"""

_YEARS = (
    "actuals:\n  R1:\n    value: {}\n    status: 実績\n  R2:\n    value: 5430\n    status: 実績\n"
    "  R3:\n    value: 5445\n    status: 実績\n"
)

INFO = review(
    "KPI855",
    "flat",
    "何年も横ばい",
    Page(
        why=f"確定した実績値が、基準値も入れて{FEWEST_YEARS}年度以上にわたり、"
        f"目標までの幅の{number(LEVEL_SHARE * 100)}%を超えて動かず、目標に達していない。",
        fix="取組が値に効いているか、毎年度調べ直した値かを確かめ、取組か指標の見直しを委員会に諮る。",
        bad=(Example(_YEARS.format(5420)),),
        good=(Example(_YEARS.format(3000)),),
    ),
)


def _check(case: Case) -> Verdict:
    """A copied figure is reported as copied, not as flat."""
    trajectories = _ways(case)
    if not trajectories or isinstance(COPIED.check(case), tuple):
        return Silence.BESIDE
    points = _points(case, trajectories)
    if len(points) < FEWEST_YEARS:
        return Silence.UNTOLD
    if all(line.at(value).met for line, value in zip(trajectories, points[-1][1], strict=True)):
        return Silence.CLEAR
    runs = (points[start:] for start in range(len(points) - FEWEST_YEARS + 1))
    still = next((run for run in runs if _still(trajectories, [values for _, values, _ in run])), None)
    if still is None:
        return Silence.CLEAR
    reason = f"{still[0][0].label}から{still[-1][0].label}まで、ほとんど動いていない"
    return case.found(INFO, reason, *(seen for _, _, seen in still), case.of_target())


_Point = tuple[FiscalYear, tuple[Fraction, ...], Related]
"""A year, the values of all trajectories, and their place."""


def _ways(case: Case) -> tuple[TargetTrajectory, ...]:
    """Return the trajectories of single years; for a trend target (増加) one that passes its baseline."""
    if case.added_up:
        return ()
    return case.trajectories or tuple(line for line in case.indicator.bounds().values() if line.only_away)


def _points(case: Case, trajectories: Sequence[TargetTrajectory]) -> list[_Point]:
    """Return the baseline, if its year is known, and the later final actuals that have all parts."""
    points: list[_Point] = []
    start, year = tuple(line.baseline for line in trajectories if line.baseline is not None), case.baseline_year
    if year is not None and len(start) == len(trajectories):
        points.append((year, start, case.of_baseline()))
    for observation in case.finals:
        found = [case.indicator.along(line, observation.year, observation.index) for line in trajectories]
        values = tuple(value for value in found if value is not None)
        if len(values) == len(trajectories) and not (points and observation.year <= points[0][0]):
            points.append((observation.year, values, case.of_actual(observation)))
    return points


def _still(trajectories: Sequence[TargetTrajectory], rows: Sequence[tuple[Fraction, ...]]) -> bool:
    """Say whether every value is within `LEVEL_SHARE` of the remaining way from the first."""
    first = rows[0]
    widths = [LEVEL_SHARE * abs(line.target - value) for line, value in zip(trajectories, first, strict=True)]
    return all(
        abs(value - start) <= width for row in rows for value, start, width in zip(row, first, widths, strict=True)
    )


FLAT = ReviewRule.of(INFO, f"基準値も入れて{FEWEST_YEARS}年度分の確定した実績値がない", _check)
