"""The trajectory of a target before its target year: where the actuals stand to it, and at which pace."""

from dataclasses import dataclass, replace
from enum import StrEnum
from fractions import Fraction

from dxkpi.core.basis.calendar import FiscalYear
from dxkpi.core.indicator.progress import TargetTrajectory, passes

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


class TrackStatus(StrEnum):
    """Where an actual stands, as seen from the line's value of its year."""

    AHEAD = "ahead"
    ON_TRACK = "on_line"
    BEHIND = "behind"


@dataclass(frozen=True, slots=True)
class Point:
    """The actual of a year on a way."""

    year: FiscalYear
    actual: Fraction
    approximate: bool = False


@dataclass(frozen=True, slots=True)
class Pace:
    """The annual change: `observed` in the mean since the baseline, and `required` from here.

    Both are in the indicator's unit and fall where less is better. `projection` is where the target year would end if
    the years to come were like those gone, and `enough` whether that meets the target. `met`: it is met already.
    """

    observed: Fraction
    required: Fraction
    gone: int
    left: int
    projection: Fraction
    enough: bool
    met: bool


@dataclass(frozen=True, slots=True)
class Track:
    """A trajectory with its actuals, seen from `year`: `points` are those of whole years after its first, up to it.

    `here` is the actual of that year itself, `pace` reaches up to it; of either, why there is none. `summed`: each is
    what the years of the plan add up to by then.
    """

    trajectory: TargetTrajectory
    year: FiscalYear
    points: tuple[Point, ...]
    here: Point | NoTrajectoryReason
    pace: Pace | NoTrajectoryReason
    summed: bool = False

    @property
    def first(self) -> FiscalYear:
        """The year of the baseline."""
        assert self.trajectory.first is not None
        return self.trajectory.first

    @property
    def last(self) -> FiscalYear:
        """The target year."""
        assert self.trajectory.last is not None
        return self.trajectory.last

    @property
    def status(self) -> TrackStatus | NoTrajectoryReason:
        """How the actual of the year stands to the line."""
        if isinstance(self.here, NoTrajectoryReason):
            return self.here
        expected = self.trajectory.value(self.here.year)
        if self.here.actual == expected:
            return TrackStatus.ON_TRACK
        return TrackStatus.AHEAD if passes(self.here.actual, expected, self.trajectory.better) else TrackStatus.BEHIND


@dataclass(frozen=True, slots=True)
class NoTrajectory:
    """A target of which no line can be drawn, and why."""

    trajectory: TargetTrajectory
    reason: NoTrajectoryReason

    @property
    def status(self) -> NoTrajectoryReason:
        """Why nothing can be told."""
        return self.reason


class OutlookStatus(StrEnum):
    """What an outlook is counted as: the year is on the way to the target, is the target year (FINAL), or after it."""

    AHEAD = "ahead"
    ON_TRACK = "on_line"
    BEHIND = "behind"
    UNCLEAR = "unclear"
    FINAL = "final"
    PAST = "past"


@dataclass(frozen=True, slots=True)
class Outlook:
    """The outlook (見通し) of an indicator in a year; `reason` says why it is unclear.

    `tracks` are those of its trajectories, or of each part that counts by itself, where a line can be drawn at all. It
    is apart from the rating in every way: it looks at final actuals only, and no count or share knows of it.
    """

    status: OutlookStatus
    target_year: FiscalYear | None = None
    tracks: tuple[Track | NoTrajectory, ...] = ()
    reason: NoTrajectoryReason | None = None


def unclear(reason: NoTrajectoryReason) -> Outlook:
    """An outlook of which nothing can be told."""
    return Outlook(OutlookStatus.UNCLEAR, reason=reason)


def together(target_year: FiscalYear, tracks: tuple[Track | NoTrajectory, ...]) -> Outlook:
    """The outlook of all tracks: as good as the worst; unclear where an open one could be that.

    What hinders all of them alike hinders the indicator.
    """
    hindrances = {track.reason if isinstance(track, NoTrajectory) else None for track in tracks}
    first = hindrances.pop() if tracks else NoTrajectoryReason.NO_WAY
    if first is not None and not hindrances:
        return unclear(first)
    found = [track.status for track in tracks]
    reason = next((own for own in found if isinstance(own, NoTrajectoryReason)), None)
    if TrackStatus.BEHIND in found:
        return Outlook(OutlookStatus.BEHIND, target_year, tracks)
    if reason is not None:
        return Outlook(OutlookStatus.UNCLEAR, target_year, tracks, reason)
    status = OutlookStatus.ON_TRACK if TrackStatus.ON_TRACK in found else OutlookStatus.AHEAD
    return Outlook(status, target_year, tracks)


def dated(
    own: TargetTrajectory, first: FiscalYear | None, last: FiscalYear, year: FiscalYear
) -> TargetTrajectory | NoTrajectoryReason:
    """`own` from the year `first` to the year `last`, or why it is no line in `year`."""
    if own.baseline is None:
        return NoTrajectoryReason.BASELINE_UNKNOWN
    if not passes(own.target, own.baseline, own.better):
        return NoTrajectoryReason.LIMIT
    if first is None:
        return NoTrajectoryReason.BASELINE_YEAR_UNKNOWN
    return NoTrajectoryReason.BEFORE_BASELINE if year < first else replace(own, first=first, last=last)


def pace(line: TargetTrajectory, points: tuple[Point, ...]) -> Pace | NoTrajectoryReason:
    """The pace up to the last of `points`, which lie after the baseline and before the target year."""
    if len(points) + 1 < FEWEST_YEARS:
        return NoTrajectoryReason.TOO_FEW_YEARS
    assert line.baseline is not None
    assert line.first is not None
    assert line.last is not None
    here = points[-1]
    gone, left = here.year.start - line.first.start, line.last.start - here.year.start
    observed = (here.actual - line.baseline) / gone
    projection = here.actual + observed * left
    required, enough, met = (line.target - here.actual) / left, line.at(projection).met, line.at(here.actual).met
    return Pace(observed, required, gone, left, projection, enough=enough, met=met)
