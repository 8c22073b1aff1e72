"""The trajectory of a target before its target year: the status of actuals against it, and their pace, in words too."""

from enum import StrEnum
from fractions import Fraction
from typing import NamedTuple

from dxkpi.core.basis.calendar import FiscalYear
from dxkpi.core.basis.record import Better
from dxkpi.core.indicator.progress import TargetTrajectory, passes
from dxkpi.core.numerals import number, numbers_apart

FEWEST_YEARS = 3
"""Number of years with a value, including the baseline, below which there is no pace."""


class NoTrajectoryReason(StrEnum):
    """Reason for having no outlook, trajectory or pace: a closed set."""

    MONITORED = "monitored"
    SUSPENDED = "suspended"
    IN_STATE = "in_state"
    BY_PEOPLE = "by_people"
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
    ACROSS_BREAK = "across_break"
    TOO_FEW_YEARS = "too_few_years"


class TrackStatus(StrEnum):
    """Status of an actual against the value of the line in its year."""

    AHEAD = "ahead"
    ON_TRACK = "on_line"
    BEHIND = "behind"


class Point(NamedTuple):
    """The actual of a year on a trajectory."""

    year: FiscalYear
    actual: Fraction
    approximate: bool = False


class Pace(NamedTuple):
    """The annual change: `observed`, the mean since the baseline, and `required` from now on.

    Both are in the indicator's unit and negative for a decrease. `projection` is the value of the target year if the
    observed change continues, `enough` says whether that meets the target. `met`: it is met already, which no ceiling
    is before its last year; of one, `required` is how much the years to come may add.
    """

    observed: Fraction
    required: Fraction
    gone: int
    left: int
    projection: Fraction
    enough: bool
    met: bool


class Track(NamedTuple):
    """A trajectory with its actuals, seen from `year`: `points` are those of whole years after its first, up to it.

    `here` is the actual of that year, `pace` the annual change up to it; of either, the reason where there is none.
    `summed`: each value is the total of the plan's years so far.
    """

    trajectory: TargetTrajectory
    year: FiscalYear
    points: tuple[Point, ...]
    here: Point | NoTrajectoryReason
    pace: Pace | NoTrajectoryReason
    summed: bool = False

    @property
    def first(self) -> FiscalYear:
        """The fiscal year of the baseline."""
        assert self.trajectory.first is not None
        return self.trajectory.first

    @property
    def last(self) -> FiscalYear:
        """The target year."""
        assert self.trajectory.last is not None
        return self.trajectory.last

    @property
    def status(self) -> TrackStatus | NoTrajectoryReason:
        """Status of the actual of the year against the line."""
        if isinstance(self.here, NoTrajectoryReason):
            return self.here
        expected = self.trajectory.value(self.here.year)
        if self.here.actual == expected:
            return TrackStatus.ON_TRACK
        return TrackStatus.AHEAD if passes(self.here.actual, expected, self.trajectory.better) else TrackStatus.BEHIND


class NoTrajectory(NamedTuple):
    """A target without a trajectory, and the reason."""

    trajectory: TargetTrajectory
    reason: NoTrajectoryReason

    @property
    def status(self) -> NoTrajectoryReason:
        """Reason for having no status."""
        return self.reason


class OutlookStatus(StrEnum):
    """Status of an outlook; FINAL is the target year itself, PAST a later one."""

    AHEAD = "ahead"
    ON_TRACK = "on_line"
    BEHIND = "behind"
    UNCLEAR = "unclear"
    FINAL = "final"
    PAST = "past"


class Outlook(NamedTuple):
    """The outlook (見通し) of an indicator in a fiscal year; `reason` says why it is unclear.

    `tracks` are those of its trajectories, or of each part that is judged by itself. An outlook is independent of
    ratings: it uses final actuals only, and affects no count or percentage.
    """

    status: OutlookStatus
    target_year: FiscalYear | None = None
    tracks: tuple[Track | NoTrajectory, ...] = ()
    reason: NoTrajectoryReason | None = None


def unclear(reason: NoTrajectoryReason) -> Outlook:
    """Return an unclear outlook."""
    return Outlook(OutlookStatus.UNCLEAR, reason=reason)


def together(target_year: FiscalYear, tracks: tuple[Track | NoTrajectory, ...]) -> Outlook:
    """Combine tracks into an outlook: the worst one decides; unclear where one without a status could be worst.

    A reason that all tracks share becomes that of the indicator.
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
    line: TargetTrajectory, first: FiscalYear | None, last: FiscalYear, year: FiscalYear, *, counted_up: bool = False
) -> TargetTrajectory | NoTrajectoryReason:
    """Return `line` from the year `first` to the year `last`, or the reason why there is no line in `year`.

    Of what is `counted_up` a ceiling is one: each year may use up its share.
    """
    if line.baseline is None:
        return NoTrajectoryReason.BASELINE_UNKNOWN
    ceiling = counted_up and line.limits and line.better is Better.LOWER
    if not (ceiling or passes(line.target, line.baseline, line.better)):
        return NoTrajectoryReason.LIMIT
    if first is None:
        return NoTrajectoryReason.BASELINE_YEAR_UNKNOWN
    return NoTrajectoryReason.BEFORE_BASELINE if year < first else line._replace(first=first, last=last)


def pace(line: TargetTrajectory, points: tuple[Point, ...]) -> Pace | NoTrajectoryReason:
    """Return the pace up to the last of `points`, which are after the baseline and before the target year."""
    if len(points) + 1 < FEWEST_YEARS:
        return NoTrajectoryReason.TOO_FEW_YEARS
    assert line.baseline is not None
    assert line.first is not None
    assert line.last is not None
    here = points[-1]
    gone, left = here.year.start - line.first.start, line.last.start - here.year.start
    observed = (here.actual - line.baseline) / gone
    projection = here.actual + observed * left
    required, enough = (line.target - here.actual) / left, line.at(projection).met
    met = line.at(here.actual).met and not line.limits
    return Pace(observed, required, gone, left, projection, enough=enough, met=met)


def pace_words(pace: Pace, track: Track, unit: str | None) -> str:
    """Describe the observed and the required annual change, and the projection for the target year."""
    line, change = track.trajectory, "ポイント" if unit == "%" else unit or ""
    gained, needed = numbers_apart(pace.observed, pace.required)
    if line.limits:
        return _within(pace, track, gained, needed, unit or "", change)
    so_far = f"これまで1年に{_signed(gained)}{change}（{track.first.label}から{number(pace.gone)}年）"
    ahead = f"これから1年に{_signed(needed)}{change}{_wanted(track)}（{track.last.label}まで{number(pace.left)}年）"
    if pace.met:
        tolerated = isinstance(track.here, Point) and line.at(track.here.actual).tolerated
        return f"{so_far}。{'既に目標値の許容幅の中にある' if tolerated else '目標値には既に達している'}"
    return f"{so_far}、{ahead}。これまでのペースが続けば、{_led(pace, track, unit or '')}"


def _within(pace: Pace, track: Track, gained: str, left: str, unit: str, change: str) -> str:
    """Say whether a ceiling holds if the years to come are like those gone, and what they may add."""
    so_far = f"これまで1年に{_signed(gained)}{change}（{track.first.label}から{number(pace.gone)}年）"
    if pace.required < 0:
        return f"{so_far}。上限を既に超えている"
    may = f"これから1年に{left}{change}まで（{track.last.label}まで{number(pace.left)}年）"
    end, most = numbers_apart(pace.projection, track.trajectory.target)
    led = "は上限の中に収まる" if pace.enough else f"は{end}{unit}で、上限 {most}{unit}を超える"
    return f"{so_far}、{may}。これまでのペースが続けば、{track.last.label}{led}"


def _led(pace: Pace, track: Track, unit: str) -> str:
    """Describe the projection against the target; without its value where it would be the first below zero."""
    line = track.trajectory
    if pace.enough:
        tolerated = line.at(pace.projection).tolerated
        return f"{track.last.label}に目標値{'の許容幅の中に入る' if tolerated else 'に達する'}"
    end, goal = numbers_apart(pace.projection, line.target)
    lowest = min(line.baseline or 0, line.target, *(point.actual for point in track.points))
    known = pace.projection >= 0 or lowest < 0
    return f"{track.last.label}は{end}{unit}で、目標値 {goal}{unit}に達しない" if known else "目標値に達しない"


def _wanted(track: Track) -> str:
    if not track.trajectory.exclusive:
        return "が要る"
    return "を上回ることが要る" if track.trajectory.better is Better.HIGHER else "を下回ることが要る"


def _signed(shown: str) -> str:
    return shown if shown.startswith("-") or shown.strip("0.") == "" else f"+{shown}"
