"""The outlook (見通し) of an indicator: how it stands to the straight line in a year before its target year.

It is apart from the rating in every way: it looks at final actuals only, and no count or share knows of it.
"""

from dataclasses import dataclass
from enum import StrEnum
from typing import assert_never

from dxkpi.core.assess import GROUPING, Assessment, Followed, InState, Suspended
from dxkpi.core.day import Day
from dxkpi.core.fiscal import FiscalYear
from dxkpi.core.outlook_way import Pace, Point, Position, Span, Unclear, pace, span, together
from dxkpi.core.plan import Plan
from dxkpi.core.reading import of_year
from dxkpi.core.scalars import Status
from dxkpi.core.source import Actual
from dxkpi.core.targets import Indicator
from dxkpi.core.targets.measure import Path

_MONTHS_OF_A_YEAR = 12


@dataclass(frozen=True, slots=True)
class Way:
    """A way with its line, seen from `year`. `points` are the years with a final actual after the baseline's, up to it.

    `here` is the final actual of that year itself, `pace` reaches up to it; of either, why there is none.
    """

    line: Span
    year: FiscalYear
    points: tuple[Point, ...]
    here: Point | Unclear
    pace: Pace | Unclear

    @property
    def position(self) -> Position | Unclear:
        """How the actual of the year stands to the line."""
        return self.here if isinstance(self.here, Unclear) else self.line.position(self.here.actual, self.here.year)


@dataclass(frozen=True, slots=True)
class NoLine:
    """A way without a line, and why."""

    path: Path
    why: Unclear


@dataclass(frozen=True, slots=True)
class Course:
    """The ways of an indicator before its target year: one, or one for each part that counts by itself."""

    target_year: FiscalYear
    ways: tuple[Way | NoLine, ...]

    @property
    def position(self) -> Position | None:
        """Where it stands as a whole: as its worst part; None where that cannot be told."""
        own = (way.position if isinstance(way, Way) else way.why for way in self.ways)
        return together(tuple(found if isinstance(found, Position) else None for found in own))


@dataclass(frozen=True, slots=True)
class Final:
    """The year is the target year: its result is the rating, and there is nothing to look out for."""

    target_year: FiscalYear


@dataclass(frozen=True, slots=True)
class Past:
    """The target year is over."""

    target_year: FiscalYear


@dataclass(frozen=True, slots=True)
class Untold:
    """Nothing can be told, and why."""

    why: Unclear


Outlook = Course | Final | Past | Untold


class Kind(StrEnum):
    """What an outlook is counted as."""

    AHEAD = "ahead"
    ON_LINE = "on_line"
    BEHIND = "behind"
    UNCLEAR = "unclear"
    FINAL = "final"
    PAST = "past"


def kind(outlook: Outlook) -> Kind:
    """What `outlook` is counted as."""
    match outlook:
        case Course(position=position):
            return Kind(position.value) if position else Kind.UNCLEAR
        case Final():
            return Kind.FINAL
        case Past():
            return Kind.PAST
        case Untold():
            return Kind.UNCLEAR
        case _:
            assert_never(outlook)


def why(outlook: Outlook) -> Unclear | None:
    """Why the position cannot be told; None where it can, or is not asked."""
    if isinstance(outlook, Untold):
        return outlook.why
    if not isinstance(outlook, Course) or outlook.position is not None:
        return None
    reasons = (way.position if isinstance(way, Way) else way.why for way in outlook.ways)
    return next(reason for reason in reasons if isinstance(reason, Unclear))


def outlook_of(assessment: Assessment, plan: Plan, as_of: Day | None = None) -> Outlook:
    """The outlook of an indicator in the year that it was assessed in, by its target in force at the end of that year.

    With `as_of`, by what was known then; `assessment` was made on the same day.
    """
    indicator, year = assessment.indicator, assessment.year
    if isinstance(assessment.outcome, Followed):
        return Untold(Unclear.FOLLOWED)
    last = (indicator.target.year if indicator.target else None) or plan.target_year
    if last is None:
        return Untold(Unclear.TARGET_YEAR_UNKNOWN)
    if year >= last:
        return Final(last) if year == last else Past(last)
    apart = _apart(assessment)
    if apart:
        return Untold(apart)
    return _together(last, tuple(_way(path, indicator, plan, last, year, as_of) for path in indicator.paths()))


def assumed(assessment: Assessment) -> tuple[str, ...]:
    """The assumed keys that an outlook rests on: all but those that only say where an indicator belongs."""
    return tuple(key for key in assessment.indicator.assumed if key.partition(".")[0] not in GROUPING)


def _apart(assessment: Assessment) -> Unclear | None:
    """Why an indicator is not looked at, whatever its values are."""
    match assessment.outcome:
        case Suspended():
            return Unclear.SUSPENDED
        case InState(entered=entered) if entered is not None:
            return Unclear.IN_STATE
        case _:
            return None


def _together(last: FiscalYear, ways: tuple[Way | NoLine, ...]) -> Course | Untold:
    """The ways as one answer; what hinders all of them alike hinders the indicator."""
    if not ways:
        return Untold(Unclear.NO_WAY)
    reasons = {way.why if isinstance(way, NoLine) else None for way in ways}
    first = reasons.pop()
    return Course(last, ways) if first is None or reasons else Untold(first)


def _way(
    path: Path, indicator: Indicator, plan: Plan, last: FiscalYear, year: FiscalYear, as_of: Day | None
) -> Way | NoLine:
    line = span(path, indicator.baseline.year if indicator.baseline else None, last, year)
    if isinstance(line, Unclear):
        return NoLine(path, line)
    years = (past for past in sorted(indicator.actuals) if line.first < past <= year)
    found = (_point(path, indicator, plan, past, as_of) for past in years)
    points = tuple(point for point in found if isinstance(point, Point))
    here = _point(path, indicator, plan, year, as_of)
    return Way(line, year, points, here, here if isinstance(here, Unclear) else pace(line, points))


def _point(path: Path, indicator: Indicator, plan: Plan, year: FiscalYear, as_of: Day | None) -> Point | Unclear:
    """The final actual of a whole year, or why there is none: expectations and single months say nothing of it."""
    known = of_year(indicator, plan, year, as_of)
    if not known:
        return Unclear.NO_ACTUAL
    final = [reading for reading in known if reading.actual.status is Status.FINAL]
    if not final:
        return Unclear.PROVISIONAL
    whole = [reading for reading in final if of_a_year(reading.actual)]
    if not whole:
        return Unclear.PART_OF_YEAR
    value = indicator.along(path, year, whole[-1].index)
    return Unclear.PART_MISSING if value is None else Point(year, value, whole[-1].actual.approximate)


def of_a_year(actual: Actual) -> bool:
    """Whether a value covers a whole year, as far as it says what it covers."""
    return actual.period is None or actual.period.count >= _MONTHS_OF_A_YEAR
