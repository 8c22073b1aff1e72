"""Which of an indicator's records a year is judged by, given what was known on a day."""

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from operator import attrgetter

from dxkpi.core.day import Day, known_by
from dxkpi.core.fiscal import FiscalYear
from dxkpi.core.plan import Plan
from dxkpi.core.scalars import Status
from dxkpi.core.source import Actual
from dxkpi.core.targets import Indicator

_START = attrgetter("start")
_FIRMNESS = {status: rank for rank, status in enumerate(reversed(Status))}


@dataclass(frozen=True, slots=True)
class Reading:
    """A record, the fiscal year it belongs to, and its position among the records of that year."""

    actual: Actual
    year: FiscalYear
    index: int
    known: Day | None


def read(indicator: Indicator, plan: Plan, year: FiscalYear, as_of: Day | None = None) -> Reading | None:
    """The record that `year` is judged by: of the latest year not after it, the one that became known last.

    Of records that became known on the same day, 実績 counts before 速報, 見込 and 時点. With `as_of`, records not
    certainly known by then are left out; a record whose day of knowledge no document gives counts as known.
    """
    for past in _back_from(year, indicator.actuals):
        known = of_year(indicator, plan, past, as_of)
        if known:
            return known[-1]
    return None


def of_year(indicator: Indicator, plan: Plan, year: FiscalYear, as_of: Day | None = None) -> tuple[Reading, ...]:
    """The records of `year` itself that were known by `as_of`, in the order in which they count, the firmest last."""
    actuals, documents, default = indicator.actuals.get(year, ()), plan.documents, indicator.source
    known = [
        Reading(actual, year, index, day)
        for index, actual in enumerate(actuals)
        if known_by(day := actual.known_on(documents, default), as_of)
    ]
    return tuple(known if len(known) <= 1 else sorted(known, key=_rank))


def settled(records: Sequence[Reading]) -> Reading | None:
    """Of the records of one year the last that is final (実績) and of the whole year."""
    found = (own for own in reversed(records) if own.actual.status is Status.FINAL and own.actual.of_a_year)
    return next(found, None)


def _back_from(year: FiscalYear, years: Collection[FiscalYear]) -> Iterator[FiscalYear]:
    """`year`, then those of `years` before it, latest first; these are looked at where `year` itself has nothing."""
    yield year
    yield from sorted((past for past in years if past.start < year.start), key=_START, reverse=True)


def _rank(reading: Reading) -> tuple[date, int, int]:
    """Later knowledge first, then firmness; of equals the one written last."""
    known = reading.known.last if reading.known else date.min
    return known, _FIRMNESS[reading.actual.status], reading.index
