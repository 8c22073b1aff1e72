"""Lists below a report's tables: the indicators met, missed and why, suspended, or not assessed."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING, NamedTuple, assert_never

from dxkpi.core.assessment import Assessment, Monitored, NotAssessed, Outcome, Rated, SpecialStatus, Suspended
from dxkpi.core.indicator import Indicator
from dxkpi.core.method.rating import Rating
from dxkpi.core.plan.plan import Cause
from dxkpi.core.plan.scheme import Section

if TYPE_CHECKING:  # most that ask for a standing make no report
    from dxkpi.core.count_table import CountTable
    from dxkpi.core.report import Report


class Standing(StrEnum):
    """Standing of an indicator as far as the data show, whether or not it has a rating.

    `JUDGED`: people rated it, and the rating does not say whether the target is met.
    """

    MET = "met"
    UNMET = "unmet"
    SUSPENDED = "suspended"
    IN_STATE = "in_state"
    JUDGED = "judged"
    UNKNOWN = "unknown"


class ResultState(StrEnum):
    """Kind of a result: a rating, none, or a status that takes the place of one; the same in all outputs."""

    RATED = "rated"
    NOT_ASSESSED = "not_assessed"
    SUSPENDED = "suspended"
    IN_STATE = "in_state"
    MONITORED = "monitored"


@dataclass(frozen=True, slots=True)
class UnnamedCount:
    """Indicators of a section that a document counts under a rating without naming them."""

    section: Section
    rating: Rating
    count: int


class Group(NamedTuple):
    """Indicators of one standing; missed ones by cause where the plan declares causes (None: no cause is given)."""

    standing: Standing
    cause: Cause | None
    assessments: tuple[Assessment, ...]
    unnamed: tuple[UnnamedCount, ...] = ()


def standing(assessment: Assessment) -> Standing | None:
    """Return the standing of an indicator, or None for one that is only monitored."""
    match assessment.outcome:
        case Rated(met=None):
            return Standing.JUDGED
        case Rated(met=met) | NotAssessed(met=met):
            return Standing.UNKNOWN if met is None else Standing.MET if met else Standing.UNMET
        case Suspended():
            return Standing.SUSPENDED
        case SpecialStatus():
            return Standing.IN_STATE
        case Monitored():
            return None
        case _:
            assert_never(assessment.outcome)


def state_of(outcome: Outcome) -> ResultState:
    """Return the kind of a result."""
    match outcome:
        case Rated():
            return ResultState.RATED
        case NotAssessed():
            return ResultState.NOT_ASSESSED
        case Suspended():
            return ResultState.SUSPENDED
        case SpecialStatus():
            return ResultState.IN_STATE
        case Monitored():
            return ResultState.MONITORED
        case _:
            assert_never(outcome)


def relisted(report: Report, table: CountTable) -> tuple[Indicator, ...]:
    """Return the indicators of a table that the plan lists in several sections; monitored ones are left out."""
    shown, counted = table.sections, (a.indicator for a in report.assessments if a.counts)
    return tuple(i for i in counted if i.relisted and not shown.isdisjoint(i.listed_in))


def counted_again(report: Report, table: CountTable) -> int:
    """Return by how much a table counts more than its indicators, because one counts in several of its sections."""
    shown, sections = table.sections, report.plan.relisted_count.sections
    return sum(max(0, len(shown.intersection(sections(i))) - 1) for i in relisted(report, table))


def groups(report: Report, table: CountTable) -> tuple[Group, ...]:
    """Return the lists below one table: met, missed by cause in the plan's order, suspended, not assessed."""
    sections = table.sections
    own = [a for a in report.assessments if not sections.isdisjoint(a.indicator.listed_in)]
    of = {kind: tuple(a for a in own if standing(a) is kind) for kind in Standing}
    found = [Group(Standing.MET, None, of[Standing.MET], tuple(_unnamed(report, sections, met=True)))]
    found += _by_cause(of[Standing.UNMET], report)
    found.append(Group(Standing.UNMET, None, (), tuple(_unnamed(report, sections, met=False))))
    apart = (Standing.JUDGED, Standing.SUSPENDED, Standing.IN_STATE, Standing.UNKNOWN)
    found += [Group(kind, None, of[kind]) for kind in apart]
    return tuple(group for group in found if group.assessments or group.unnamed)


def _by_cause(missed: Iterable[Assessment], report: Report) -> list[Group]:
    missed = tuple(missed)
    causes: tuple[Cause | None, ...] = (*report.plan.causes, None)
    return [
        Group(Standing.UNMET, cause, tuple(a for a in missed if cause_of(a) == (cause and cause.id)))
        for cause in causes
    ]


def cause_of(assessment: Assessment) -> str | None:
    """Return the id of the cause reported for missing the target of the year, or None."""
    unmet = assessment.indicator.unmet.get(assessment.result_year)
    return unmet.cause if unmet else None


def _unnamed(report: Report, sections: frozenset[str], *, met: bool) -> Iterable[UnnamedCount]:
    ratings = {rating.id: rating for rating in report.plan.ratings}
    for group in report.plan.undisclosed_in(report.year, report.scope.as_of):
        rating = ratings.get(group.rating)
        if group.section in sections and rating is not None and _met(report, rating) is met:
            yield UnnamedCount(report.plan.section(group.section), rating, group.count)


def _met(report: Report, rating: Rating) -> bool | None:
    return report.plan.scale.met(rating) if report.plan.scale else None
