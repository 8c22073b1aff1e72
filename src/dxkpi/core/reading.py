"""Which of an indicator's records a year is judged by, given what was known on a day."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from operator import attrgetter

from dxkpi.core.day import Day
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
    for past in sorted(indicator.actuals, key=_START, reverse=True):
        known = of_year(indicator, plan, past, as_of) if past.start <= year.start else ()
        if known:
            return known[-1]
    return None


def of_year(indicator: Indicator, plan: Plan, year: FiscalYear, as_of: Day | None = None) -> tuple[Reading, ...]:
    """The records of `year` itself that were known by `as_of`, in the order in which they count, the firmest last."""
    if year not in indicator.actuals:
        return ()
    known = tuple(_known(indicator, plan, year, as_of))
    return known if len(known) <= 1 else tuple(sorted(known, key=_rank))


def settled(records: Sequence[Reading]) -> Reading | None:
    """Of the records of one year the last that is final (実績) and of the whole year."""
    found = (own for own in reversed(records) if own.actual.status is Status.FINAL and own.actual.of_a_year)
    return next(found, None)


def _known(indicator: Indicator, plan: Plan, year: FiscalYear, as_of: Day | None) -> Iterator[Reading]:
    for index, actual in enumerate(indicator.actuals[year]):
        known = actual.known_on(plan.documents, indicator.source)
        if as_of is None or known is None or known.certainly_by(as_of):
            yield Reading(actual, year, index, known)


def _rank(reading: Reading) -> tuple[date, int, int]:
    """Later knowledge first, then firmness; of equals the one written last."""
    known = reading.known.last if reading.known else date.min
    return known, _FIRMNESS[reading.actual.status], reading.index
