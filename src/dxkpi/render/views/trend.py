"""The values of an indicator over the years as one picture: only where two or more of them have a year."""

from collections.abc import Iterator, Sequence
from itertools import zip_longest

from dxkpi.core.basis.calendar import FiscalYear
from dxkpi.core.basis.number import ratio
from dxkpi.core.basis.record import Status
from dxkpi.core.compared import due
from dxkpi.core.explain import Explanation
from dxkpi.core.indicator import Indicator
from dxkpi.core.numerals import number
from dxkpi.core.outlook import outlook_of
from dxkpi.core.plan.plan import Plan, Revised
from dxkpi.core.trajectory import Track
from dxkpi.render.blocks import Trend, TrendTarget, TrendValue

_FEWEST = 2


def trend(
    indicator: Indicator, plan: Plan, revisions: Sequence[Revised], explained: Sequence[Explanation]
) -> Iterator[Trend]:
    """Yield the picture of an indicator whose values are numbers, if at least two of its years have one."""
    points = tuple(sorted(_points(indicator), key=lambda point: point.year))
    if len({point.year for point in points}) < _FEWEST:
        return
    last = max(points[-1].year, due(indicator, plan) or points[-1].year)
    goals = tuple(_goals(indicator, revisions, points[0].year, last))
    ended = indicator.suspended.since if indicator.suspended else None
    breaks = tuple(own.first for own in indicator.redefined if points[0].year < own.first <= last)
    yield Trend(indicator.heading, points, goals, _way(explained), ended if ended and ended <= last else None, breaks)


def _points(indicator: Indicator) -> Iterator[TrendValue]:
    for series, base in enumerate((indicator.baseline, *(own.baseline for own in indicator.redefined))):
        if base is not None and base.year is not None and base.form.number is not None:
            value = base.form.number
            yield TrendValue(base.year, ratio(value), number(value), baseline=True, series=series)
    for year, records in indicator.actuals.items():
        series = sum(own.first <= year for own in indicator.redefined)
        for own in records:
            if own.form.number is not None:
                final = own.status is Status.FINAL and own.whole
                yield TrendValue(year, ratio(own.form.number), number(own.form.number), final, series=series)


def _goals(
    indicator: Indicator, revisions: Sequence[Revised], first: FiscalYear, last: FiscalYear
) -> Iterator[TrendTarget]:
    """Yield the targets by the years that they were in force for; none where a target is the sum of years."""
    if indicator.target is None or indicator.added_up:
        return
    before = first
    for own, following in zip_longest((indicator, *(step.after for step in revisions)), revisions):
        end = min(following.revision.first_year, last) if following else last
        for bound in own.bounds().values():
            if before <= end:
                yield TrendTarget(before, end, bound.target, number(bound.target), former=following is not None)
        before = max(before, end)


def _way(explained: Sequence[Explanation]) -> tuple[TrendValue, TrendValue] | None:
    """Return the ends of the even way that the newest year is compared with, where there is one alone.

    Where the definition changed, it begins with that year.
    """
    if not explained:
        return None
    own = explained[0]
    tracks = outlook_of(own.assessment, own.plan.plan, own.as_of).tracks
    if len(tracks) != 1 or not isinstance(tracks[0], Track):
        return None
    line, track = tracks[0].trajectory, tracks[0]
    since = own.assessment.since
    start = max(track.first, since.first) if since else track.first
    ends = (start, line.value(start)), (track.last, line.value(track.last))
    first, last = (TrendValue(year, value, number(value)) for year, value in ends)
    return first, last
