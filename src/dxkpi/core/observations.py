"""Observations of an indicator: the one that a fiscal year is judged by, and sums of years."""

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from operator import attrgetter
from typing import Any, NamedTuple

from dxkpi.core.basis.calendar import Day, FiscalYear, known_by
from dxkpi.core.basis.number import ratio
from dxkpi.core.basis.record import Status
from dxkpi.core.indicator import Indicator
from dxkpi.core.indicator.attested import Actual, Attested
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


def settled(records: Sequence[Observation]) -> Observation | None:
    """Return the last of one year's observations that is final (実績) and of the whole year, or None."""
    return next((observation for observation in reversed(records) if observation.actual.settled), None)


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
        values = (number for observation in self.observations if (number := observation.actual.form.number) is not None)
        return sum(map(ratio, values), Fraction(0))


class Vintage(NamedTuple):
    """An indicator of a plan as it was known on the day `as_of` (None: everything that is declared).

    Observations that were not certainly known by then are left out; one whose day no document gives counts as known.
    """

    indicator: Indicator
    plan: Plan
    as_of: Day | None = None

    @property
    def released(self) -> "Vintage":
        """The vintage without suspensions, states, reasons and other records beside the values not known by then."""
        indicator, day = self.indicator, self.as_of
        if day is None:
            return self

        def known(said: Attested) -> bool:
            return known_by(said.known_on(self.plan.documents, indicator.source), day)

        now: dict[str, Any] = {
            key: {year: said for year, said in records.items() if known(said)}
            for key in ("unmet", "pending", "states", "judged")
            if (records := getattr(indicator, key))
        }
        if indicator.suspended:
            now["suspended"] = indicator.suspended.as_known_on(day) if known(indicator.suspended) else None
        if indicator.remarks:
            now["remarks"] = {
                year: left for year, said in indicator.remarks.items() if (left := tuple(filter(known, said)))
            }
        if indicator.redefined:
            now["breaks"] = tuple(filter(known, indicator.redefined))
        changed = {key: value for key, value in now.items() if value != getattr(indicator, key)}
        return self._replace(indicator=indicator.model_copy(update=changed)) if changed else self

    def of_year(self, year: FiscalYear) -> tuple[Observation, ...]:
        """Return the observations of `year` itself in order of preference, the preferred one last.

        The last to become known is preferred, of those of the same day 実績 to 速報, 見込 and 時点.
        """
        documents, default, kind = self.plan.documents, self.indicator.source, self.indicator.year_kind
        known = [
            Observation(actual, kind.of(year), index, day)
            for index, actual in enumerate(self.indicator.actuals.get(year, ()))
            if known_by(day := actual.known_on(documents, default), self.as_of)
        ]
        return tuple(known if len(known) <= 1 else sorted(known, key=_rank))

    def read(self, year: FiscalYear) -> Observation | None:
        """Return the observation that `year` is judged by: the preferred one of the latest year up to it."""
        for past in _back_from(year, self.indicator.actuals):
            known = self.of_year(past)
            if known:
                return known[-1]
        return None

    def summed(self, year: FiscalYear) -> Sum | None:
        """Return the actuals from the plan's first year to `year`, or None where not summed or that year is unknown."""
        first = self.plan.first_year
        if not self.indicator.added_up or first is None:
            return None
        years = [FiscalYear(start) for start in range(first.start, year.start + 1)]
        found = {one: known[-1] for one in years if (known := self.of_year(one))}
        return Sum(tuple(found.values()), tuple(self.indicator.year_kind.of(one) for one in years if one not in found))
