"""One way from a baseline to a target, seen from a year before the target year: its line, position and pace."""

from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction

from dxkpi.core.fiscal import FiscalYear
from dxkpi.core.methods.protocols import Setting
from dxkpi.core.methods.straight_line import StraightLine
from dxkpi.core.targets.measure import Path, Progress, passes

FEWEST_YEARS = 3
"""How many years must have a value, that of the baseline included, before a pace is told."""


class NoTrajectoryReason(StrEnum):
    """Why something cannot be told of the years to come: a closed set."""

    FOLLOWED = "followed"
    SUSPENDED = "suspended"
    IN_STATE = "in_state"
    NO_WAY = "no_way"
    LIMIT = "limit"
    TARGET_YEAR_UNKNOWN = "target_year_unknown"
    BASELINE_UNKNOWN = "baseline_unknown"
    BASELINE_YEAR_UNKNOWN = "baseline_year_unknown"
    PERIOD_UNKNOWN = "period_unknown"
    BEFORE_BASELINE = "before_baseline"
    NO_ACTUAL = "no_actual"
    PROVISIONAL = "provisional"
    PART_OF_YEAR = "part_of_year"
    PART_MISSING = "part_missing"
    YEARS_MISSING = "years_missing"
    TOO_FEW_YEARS = "too_few_years"


class Position(StrEnum):
    """Where an actual stands, as seen from the line's value of its year."""

    AHEAD = "ahead"
    ON_LINE = "on_line"
    BEHIND = "behind"


@dataclass(frozen=True, slots=True)
class Span:
    """The straight line of a way: from the baseline in the year `first` to the target in the year `last`."""

    path: Path
    first: FiscalYear
    last: FiscalYear

    def value(self, year: FiscalYear) -> Fraction:
        """The line's value of `year` (目安値); level beyond both ends.

        It is that of the comparison value `straight_line`, so that the outlook and a method never tell two.
        """
        setting = Setting(year, baseline_year=self.first, target_year=self.last)
        found = StraightLine().apply(self.path.at(self.path.target), lambda: setting)
        assert isinstance(found, Progress)
        return found.target

    def position(self, actual: Fraction, year: FiscalYear) -> Position:
        """Where an actual of `year` stands."""
        line = self.value(year)
        if actual == line:
            return Position.ON_LINE
        return Position.AHEAD if passes(actual, line, self.path.better) else Position.BEHIND

    def share(self, value: Fraction) -> Fraction:
        """How much of the way lies behind `value`: 0 at the baseline, 1 at the target, beyond both kept."""
        start = self.path.baseline
        assert start is not None
        return (value - start) / (self.path.target - start)


def span(path: Path, first: FiscalYear | None, last: FiscalYear, year: FiscalYear) -> Span | NoTrajectoryReason:
    """The line that `path` is walked along, or why there is none in `year`."""
    if path.baseline is None:
        return NoTrajectoryReason.BASELINE_UNKNOWN
    if not passes(path.target, path.baseline, path.better):
        return NoTrajectoryReason.LIMIT
    if first is None:
        return NoTrajectoryReason.BASELINE_YEAR_UNKNOWN
    return NoTrajectoryReason.BEFORE_BASELINE if year < first else Span(path, first, last)


@dataclass(frozen=True, slots=True)
class Point:
    """The actual of a year on a way."""

    year: FiscalYear
    actual: Fraction
    approximate: bool = False


@dataclass(frozen=True, slots=True)
class Pace:
    """What was gained a year, in the mean since the baseline, and what is needed a year from here.

    Both are changes in the indicator's unit and fall where less is better. `extended` is where the target year would
    end if the years to come were like those gone, and `enough` whether that meets the target. `met`: it is met already.
    """

    gained: Fraction
    needed: Fraction
    gone: int
    left: int
    extended: Fraction
    enough: bool
    met: bool


def pace(line: Span, points: tuple[Point, ...]) -> Pace | NoTrajectoryReason:
    """The pace up to the last of `points`, which lie after the baseline and before the target year."""
    if len(points) + 1 < FEWEST_YEARS:
        return NoTrajectoryReason.TOO_FEW_YEARS
    here, start = points[-1], line.path.baseline
    assert start is not None
    gone, left = here.year.start - line.first.start, line.last.start - here.year.start
    gained = (here.actual - start) / gone
    extended = here.actual + gained * left
    met = line.path.at(here.actual).met
    return Pace(gained, (line.path.target - here.actual) / left, gone, left, extended, line.path.at(extended).met, met)


def together(positions: tuple[Position | None, ...]) -> Position | None:
    """What several ways come to together: as good as the worst of them; None where an open one could be that."""
    for found in (Position.BEHIND, None, Position.ON_LINE):
        if found in positions:
            return found
    return Position.AHEAD
