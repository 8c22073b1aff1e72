"""`dxkpi status`: who has answered, and who still owes what."""

from dataclasses import dataclass, replace
from datetime import date

from dxkpi.app.data import Data
from dxkpi.app.select import day_of, owners_named, plans_covering, plans_named, status_of, year_or_default
from dxkpi.core.basis.calendar import FiscalYear
from dxkpi.core.basis.record import Status
from dxkpi.core.basis.text import folded
from dxkpi.core.collection.ask import Asked, rounds
from dxkpi.core.indicator.base import NO_OWNER
from dxkpi.core.outcomes.sheet import StatusOutcome

_AHEAD = 120
"""Days before a deadline from which on its year is the one that is meant."""


@dataclass(frozen=True, slots=True)
class StatusRequest:
    """A request as written; None where an option was not given."""

    today: date
    year: str | None = None
    plan: str | None = None
    owners: tuple[str, ...] = ()
    status: str | None = None
    day: str | None = None


def status(data: Data, request: StatusRequest) -> StatusOutcome:
    """Return how the answers stand.

    Raises:
        UsageProblem: for an unknown year, plan, owner, status or day.
    """
    today = day_of(request.day, "--today").last if request.day else request.today
    plans = plans_named(data.dataset, request.plan)
    year = _year(data, request, today)
    plans = plans_covering(data.dataset, plans, year)
    wanted = status_of(request.status, "--ask") if request.status else None
    found = tuple(rounds(data.dataset, plans, Asked(year, wanted or Status.FINAL, today), wanted))
    if request.owners:
        named = owners_named(data.dataset, plans, request.owners)
        found = tuple(
            replace(own, asks=tuple(one for one in own.asks if folded(one.owner or NO_OWNER) in named)) for own in found
        )
    return StatusOutcome(year, today, found, data.dataset.departments)


def _year(data: Data, request: StatusRequest, today: date) -> FiscalYear:
    """Return the year that is meant: where none is named, the newest with a deadline that has passed or is near."""
    plans = plans_named(data.dataset, request.plan)
    if request.year is None:
        near = [
            year
            for own in plans
            for year, days in own.plan.deadlines.items()
            if any((day.first - today).days <= _AHEAD for day in days.values())
        ]
        if near:
            return max(near)
    return year_or_default(data.dataset, plans, request.year).year
