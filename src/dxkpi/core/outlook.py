"""The outlook (見通し) of an indicator: how it stands to the straight line in a year before its target year.

It is apart from the rating in every way: it looks at final actuals only, and no count or share knows of it.
"""

from dataclasses import dataclass
from enum import StrEnum
from typing import assert_never

from dxkpi.core.fiscal import FiscalYear
from dxkpi.core.outlook_way import NoTrajectoryReason, Pace, Point, Position, Span, together
from dxkpi.core.targets.measure import Path


@dataclass(frozen=True, slots=True)
class Way:
    """A way with its line, seen from `year`. `points` are the years with a final actual after the baseline's, up to it.

    `here` is the final actual of that year itself, `pace` reaches up to it; of either, why there is none. `summed`:
    each is what the years of the plan add up to by then.
    """

    line: Span
    year: FiscalYear
    points: tuple[Point, ...]
    here: Point | NoTrajectoryReason
    pace: Pace | NoTrajectoryReason
    summed: bool = False

    @property
    def position(self) -> Position | NoTrajectoryReason:
        """How the actual of the year stands to the line."""
        return (
            self.here
            if isinstance(self.here, NoTrajectoryReason)
            else self.line.position(self.here.actual, self.here.year)
        )


@dataclass(frozen=True, slots=True)
class NoLine:
    """A way without a line, and why."""

    path: Path
    why: NoTrajectoryReason


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

    why: NoTrajectoryReason


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


def why(outlook: Outlook) -> NoTrajectoryReason | None:
    """Why the position cannot be told; None where it can, or is not asked."""
    if isinstance(outlook, Untold):
        return outlook.why
    if not isinstance(outlook, Course) or outlook.position is not None:
        return None
    reasons = (way.position if isinstance(way, Way) else way.why for way in outlook.ways)
    return next(reason for reason in reasons if isinstance(reason, NoTrajectoryReason))
