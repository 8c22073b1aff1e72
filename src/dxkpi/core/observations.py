"""Observations of an indicator: the one that a fiscal year is judged by, and sums of years."""

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from operator import attrgetter
from typing import NamedTuple

from dxkpi.core.basis.calendar import Day, FiscalYear, known_by
from dxkpi.core.basis.number import ratio
from dxkpi.core.basis.record import Status
from dxkpi.core.indicator import Indicator
from dxkpi.core.indicator.attested import Actual
from dxkpi.core.plan.plan import Plan

_START = attrgetter("start")
_FIRMNESS = {status: rank for rank, status in enumerate(reversed(Status))}


@dataclass(frozen=True, slots=True)
class Observation:
    """A record of an actual, its fiscal year, its position among those of that year, and the day it became known."""

    actual: Actual
    year: FiscalYear
    index: int
    known: Day | None


def read(indicator: Indicator, plan: Plan, year: FiscalYear, as_of: Day | None = None) -> Observation | None:
    """Return the observation that `year` is judged by: the last to become known, of the latest year up to it.

    Of observations that became known on the same day, 実績 is preferred to 速報, 見込 and 時点. With `as_of`, those not
    certainly known by then are left out; one whose day no document gives counts as known.
    """
    for past in _back_from(year, indicator.actuals):
        known = of_year(indicator, plan, past, as_of)
        if known:
            return known[-1]
    return None


def of_year(indicator: Indicator, plan: Plan, year: FiscalYear, as_of: Day | None = None) -> tuple[Observation, ...]:
    """Return the observations of `year` itself known by `as_of`, in order of preference, the preferred one last."""
    actuals, documents, default = indicator.actuals.get(year, ()), plan.documents, indicator.source
    own = indicator.year_kind.of(year)
    known = [
        Observation(actual, own, index, day)
        for index, actual in enumerate(actuals)
        if known_by(day := actual.known_on(documents, default), as_of)
    ]
    return tuple(known if len(known) <= 1 else sorted(known, key=_rank))


def settled(records: Sequence[Observation]) -> Observation | None:
    """Return the last of one year's observations that is final (実績) and of the whole year, or None."""
    found = (own for own in reversed(records) if own.actual.status is Status.FINAL and own.actual.of_a_year)
    return next(found, None)


def _back_from(year: FiscalYear, years: Collection[FiscalYear]) -> Iterator[FiscalYear]:
    """Yield `year`, then those of `years` before it, latest first, sorted only where `year` has no observation."""
    yield year
    yield from sorted((past for past in years if past.start < year.start), key=_START, reverse=True)


def _rank(observation: Observation) -> tuple[date, int, int]:
    """Return the sort key: day of knowledge, then status, then position in the file."""
    known = observation.known.last if observation.known else date.min
    return known, _FIRMNESS[observation.actual.status], observation.index


class Sum(NamedTuple):
    """The observations of the plan's years so far, oldest first, and the years without one."""

    observations: tuple[Observation, ...]
    missing: tuple[FiscalYear, ...]

    @property
    def not_begun(self) -> bool:
        """True if the plan has no year yet that could be added."""
        return not (self.observations or self.missing)

    @property
    def total(self) -> Fraction | None:
        """Their total; None where a year is missing, or none has come yet."""
        if self.missing or self.not_begun:
            return None
        values = (number for own in self.observations if (number := own.actual.form.number) is not None)
        return sum(map(ratio, values), Fraction(0))


def is_summed(indicator: Indicator) -> bool:
    """Say whether the actuals of an indicator are added up."""
    return indicator.added_up


def summed(indicator: Indicator, plan: Plan, year: FiscalYear, as_of: Day | None = None) -> Sum | None:
    """Return the actuals from the plan's first year to `year`, or None where not summed or that year is unknown."""
    if not is_summed(indicator) or plan.first_year is None:
        return None
    years = [FiscalYear(start) for start in range(plan.first_year.start, year.start + 1)]
    found = {one: known[-1] for one in years if (known := of_year(indicator, plan, one, as_of))}
    return Sum(tuple(found.values()), tuple(indicator.year_kind.of(one) for one in years if one not in found))
