"""Outlooks of indicators from their assessments, and of a plan: the number of indicators by outlook."""

from collections import Counter
from collections.abc import Iterable, Iterator
from fractions import Fraction
from typing import NamedTuple

from dxkpi.core.assessment import Assessment, Monitored, SpecialStatus, Suspended
from dxkpi.core.basis.calendar import Day, FiscalYear
from dxkpi.core.basis.record import Status
from dxkpi.core.compared import beginning, due
from dxkpi.core.indicator import Indicator
from dxkpi.core.indicator.progress import TargetTrajectory
from dxkpi.core.keys import places_only
from dxkpi.core.observations import Observation, Vintage, settled
from dxkpi.core.plan.plan import Plan
from dxkpi.core.plan.scheme import Section
from dxkpi.core.trajectory import (
    NoTrajectory,
    NoTrajectoryReason,
    Outlook,
    OutlookStatus,
    Point,
    Track,
    dated,
    pace,
    together,
    unclear,
)

Points = dict[FiscalYear, Point | NoTrajectoryReason]


def outlook_of(assessment: Assessment, plan: Plan, as_of: Day | None = None) -> Outlook:
    """Return the outlook of an indicator in its assessed year, by the target in force at the end of that year.

    With `as_of`, at that vintage; `assessment` must be of the same vintage.
    """
    indicator, year = assessment.indicator, assessment.year
    if isinstance(assessment.outcome, Monitored):
        return unclear(NoTrajectoryReason.MONITORED)
    last = due(indicator, plan)
    if last is None:
        return unclear(NoTrajectoryReason.TARGET_YEAR_UNKNOWN)
    if year >= last:
        return Outlook(OutlookStatus.FINAL if year == last else OutlookStatus.PAST, last)
    apart = _apart(assessment)
    if apart:
        return unclear(apart)
    return together(last, tuple(_tracks(Vintage(indicator, plan, as_of), last, year)))


def assumed(assessment: Assessment) -> tuple[str, ...]:
    """Return the assumed keys that an outlook depends on; keys that only group indicators are left out."""
    return tuple(key for key in assessment.indicator.assumed if not places_only(key))


def _apart(assessment: Assessment) -> NoTrajectoryReason | None:
    """Return the reason for leaving an indicator out of outlooks whatever its values are, or None."""
    match assessment.outcome:
        case Suspended():
            return NoTrajectoryReason.SUSPENDED
        case SpecialStatus(entered=entered) if entered is not None:
            return NoTrajectoryReason.IN_STATE
        case _:
            return NoTrajectoryReason.BY_PEOPLE if assessment.indicator.by_people else None


def _tracks(vintage: Vintage, last: FiscalYear, year: FiscalYear) -> Iterator[Track | NoTrajectory]:
    indicator, plan, _ = vintage
    first, year = beginning(indicator, plan), indicator.year_kind.of(year)
    past = sorted({year, *(known for known in indicator.actuals if known <= year)})
    observations = {known: _observation(vintage, known) for known in past}  # once, however many parts there are
    for way in indicator.trajectories():
        if (
            indicator.added_up
            and plan.first_year
            and indicator.break_in(plan.first_year) is not indicator.break_in(year)
        ):
            yield NoTrajectory(way, NoTrajectoryReason.ACROSS_BREAK)
            continue
        line = dated(way, first, last, year, counted_up=indicator.counted_up)
        if isinstance(line, NoTrajectoryReason):
            undated = indicator.added_up and first is None
            yield NoTrajectory(way, NoTrajectoryReason.PERIOD_UNKNOWN if undated else line)
            continue
        assert first is not None
        each = {known: _point(way, indicator, record) for known, record in observations.items()}
        found = _sums(each, first, year) if indicator.added_up else each
        here = found[year]
        points = tuple(one for _, one in sorted(found.items()) if isinstance(one, Point) and one.year > first)
        onward = here if isinstance(here, NoTrajectoryReason) else pace(line, points)
        yield Track(line, year, points, here, onward, summed=indicator.added_up)


def _sums(each: Points, first: FiscalYear, year: FiscalYear) -> Points:
    """Return the totals of the years after `first` up to each year; no total from the first missing year on."""
    found: Points = {year: NoTrajectoryReason.NO_ACTUAL}
    total: Point | None = Point(first, Fraction(0))
    for now in map(FiscalYear, range(first.start + 1, year.start + 1)):
        own = each.get(now, NoTrajectoryReason.NO_ACTUAL)
        if isinstance(own, NoTrajectoryReason) or total is None:
            found[now], total = own if isinstance(own, NoTrajectoryReason) else NoTrajectoryReason.YEARS_MISSING, None
        else:
            total = found[now] = Point(now, total.actual + own.actual, total.approximate or own.approximate)
    return found


def _observation(vintage: Vintage, year: FiscalYear) -> Observation | NoTrajectoryReason:
    """Return the settled observation of `year`, or why there is none: neither provisional nor partial years count."""
    known = vintage.of_year(year)
    if not known:
        return NoTrajectoryReason.NO_ACTUAL
    final = any(observation.actual.status is Status.FINAL for observation in known)
    return settled(known) or (NoTrajectoryReason.PART_OF_YEAR if final else NoTrajectoryReason.PROVISIONAL)


def _point(
    path: TargetTrajectory, indicator: Indicator, observation: Observation | NoTrajectoryReason
) -> Point | NoTrajectoryReason:
    if isinstance(observation, NoTrajectoryReason):
        return observation
    value = indicator.along(path, observation.year, observation.index)
    return (
        NoTrajectoryReason.PART_MISSING
        if value is None
        else Point(observation.year, value, observation.actual.approximate)
    )


Seen = tuple[Assessment, Outlook]
_OVER = frozenset({OutlookStatus.FINAL, OutlookStatus.PAST})


class PlanOutlook(NamedTuple):
    """The named indicators of a plan with a target, in a fiscal year at the vintage `as_of`.

    With `section`, those that this section lists.
    """

    plan: Plan
    year: FiscalYear
    as_of: Day | None
    section: str | None
    seen: tuple[Seen, ...]

    @property
    def over(self) -> bool:
        """True if every target year has come, so that there is no outlook."""
        return bool(self.seen) and all(outlook.status in _OVER for _, outlook in self.seen)

    @property
    def applies(self) -> bool:
        """True if some indicator has a target year that is known and not over."""
        return any(
            outlook.status not in _OVER and outlook.reason is not NoTrajectoryReason.TARGET_YEAR_UNKNOWN
            for _, outlook in self.seen
        )

    @property
    def sections(self) -> tuple[tuple[Section, tuple[Seen, ...]], ...]:
        """Each section with the indicators that it lists, in the plan's order; empty sections are left out."""
        grouped = (
            (section, tuple(own for own in self.seen if section.id in own[0].indicator.listed_in))
            for section in self.plan.sections
            if self.section in (None, section.id)
        )
        return tuple((section, own) for section, own in grouped if own)

    def counting(self, section: Section) -> tuple[Seen, ...]:
        """Return the indicators that count in a section, by the plan's rule for cross-listed ones."""
        counts = self.plan.relisted_count.sections
        return tuple(own for own in self.seen if section.id in counts(own[0].indicator))


def plan_outlook(
    plan: Plan,
    year: FiscalYear,
    assessments: Iterable[Assessment],
    as_of: Day | None = None,
    section: str | None = None,
) -> PlanOutlook:
    """Return the outlook of `plan` in `year`, or of one section by its id; `assessments` are of the same vintage."""
    targeted = (assessment for assessment in assessments if not isinstance(assessment.outcome, Monitored))
    listed = (own for own in targeted if section in (None, *own.indicator.listed_in))
    return PlanOutlook(plan, year, as_of, section, tuple((own, outlook_of(own, plan, as_of)) for own in listed))


def counted(seen: Iterable[Seen]) -> Counter[OutlookStatus]:
    """Count indicators by the status of their outlook, without those that are parts of others."""
    return Counter(outlook.status for assessment, outlook in seen if assessment.indicator.of is None)
