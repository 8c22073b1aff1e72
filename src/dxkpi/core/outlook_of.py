"""From what a year's data make of an indicator to its outlook."""

from collections.abc import Iterator
from fractions import Fraction

from dxkpi.core.assessment import GROUPING, Assessment, Monitored, SpecialStatus, Suspended
from dxkpi.core.day import Day
from dxkpi.core.evaluation import beginning
from dxkpi.core.fiscal import FiscalYear
from dxkpi.core.observations import Observation, is_summed, of_year, settled
from dxkpi.core.outlook import Course, Final, NoLine, Outlook, Past, Untold, Way
from dxkpi.core.outlook_way import NoTrajectoryReason, Point, pace, span
from dxkpi.core.plan import Plan
from dxkpi.core.scalars import Status
from dxkpi.core.targets import Indicator
from dxkpi.core.targets.measure import Path

Points = dict[FiscalYear, Point | NoTrajectoryReason]


def outlook_of(assessment: Assessment, plan: Plan, as_of: Day | None = None) -> Outlook:
    """The outlook of an indicator in the year that it was assessed in, by its target in force at the end of that year.

    With `as_of`, by what was known then; `assessment` was made on the same day.
    """
    indicator, year = assessment.indicator, assessment.year
    if isinstance(assessment.outcome, Monitored):
        return Untold(NoTrajectoryReason.FOLLOWED)
    last = (indicator.target.year if indicator.target else None) or plan.target_year
    if last is None:
        return Untold(NoTrajectoryReason.TARGET_YEAR_UNKNOWN)
    if year >= last:
        return Final(last) if year == last else Past(last)
    apart = _apart(assessment)
    if apart:
        return Untold(apart)
    return _together(last, tuple(_ways(indicator, plan, last, year, as_of)))


def assumed(assessment: Assessment) -> tuple[str, ...]:
    """The assumed keys that an outlook rests on: all but those that only say where an indicator belongs."""
    return tuple(key for key in assessment.indicator.assumed if key.partition(".")[0] not in GROUPING)


def _apart(assessment: Assessment) -> NoTrajectoryReason | None:
    """Why an indicator is not looked at, whatever its values are."""
    match assessment.outcome:
        case Suspended():
            return NoTrajectoryReason.SUSPENDED
        case SpecialStatus(entered=entered) if entered is not None:
            return NoTrajectoryReason.IN_STATE
        case _:
            return None


def _together(last: FiscalYear, ways: tuple[Way | NoLine, ...]) -> Course | Untold:
    """The ways as one answer; what hinders all of them alike hinders the indicator."""
    if not ways:
        return Untold(NoTrajectoryReason.NO_WAY)
    reasons = {way.why if isinstance(way, NoLine) else None for way in ways}
    first = reasons.pop()
    return Course(last, ways) if first is None or reasons else Untold(first)


def _ways(
    indicator: Indicator, plan: Plan, last: FiscalYear, year: FiscalYear, as_of: Day | None
) -> Iterator[Way | NoLine]:
    first = beginning(indicator, plan)
    past = sorted({year, *(known for known in indicator.actuals if known <= year)})
    observations = {
        known: _observation(indicator, plan, known, as_of) for known in past
    }  # once, however many parts there are
    for path in indicator.paths():
        line = span(path, first, last, year)
        if isinstance(line, NoTrajectoryReason):
            yield NoLine(path, NoTrajectoryReason.PERIOD_UNKNOWN if is_summed(indicator) and first is None else line)
            continue
        each = {known: _point(path, indicator, own) for known, own in observations.items()}
        found = _sums(each, line.first, year) if is_summed(indicator) else each
        here = found[year]
        points = tuple(own for _, own in sorted(found.items()) if isinstance(own, Point) and own.year > line.first)
        onward = here if isinstance(here, NoTrajectoryReason) else pace(line, points)
        yield Way(line, year, points, here, onward, summed=is_summed(indicator))


def _sums(each: Points, first: FiscalYear, year: FiscalYear) -> Points:
    """What the years after `first` add up to by each of them; open from the first year on that has nothing to add."""
    found: Points = {year: NoTrajectoryReason.NO_ACTUAL}
    total: Point | None = Point(first, Fraction(0))
    for now in map(FiscalYear, range(first.start + 1, year.start + 1)):
        own = each.get(now, NoTrajectoryReason.NO_ACTUAL)
        if isinstance(own, NoTrajectoryReason) or total is None:
            found[now], total = own if isinstance(own, NoTrajectoryReason) else NoTrajectoryReason.YEARS_MISSING, None
        else:
            total = found[now] = Point(now, total.actual + own.actual, total.approximate or own.approximate)
    return found


def _observation(
    indicator: Indicator, plan: Plan, year: FiscalYear, as_of: Day | None
) -> Observation | NoTrajectoryReason:
    """The settled record of `year`, or why there is none: expectations and single months tell nothing."""
    known = of_year(indicator, plan, year, as_of)
    if not known:
        return NoTrajectoryReason.NO_ACTUAL
    final = any(observation.actual.status is Status.FINAL for observation in known)
    return settled(known) or (NoTrajectoryReason.PART_OF_YEAR if final else NoTrajectoryReason.PROVISIONAL)


def _point(
    path: Path, indicator: Indicator, observation: Observation | NoTrajectoryReason
) -> Point | NoTrajectoryReason:
    if isinstance(observation, NoTrajectoryReason):
        return observation
    value = indicator.along(path, observation.year, observation.index)
    return (
        NoTrajectoryReason.PART_MISSING
        if value is None
        else Point(observation.year, value, observation.actual.approximate)
    )
