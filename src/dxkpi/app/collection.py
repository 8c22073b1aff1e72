"""`dxkpi sheet out` and `dxkpi status`: what is asked of each department, and who still owes what."""

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from unicodedata import normalize

from dxkpi import __version__
from dxkpi.app.data import Data
from dxkpi.app.select import day_of, owners_named, plans_covering, plans_named, status_of, year_of, year_or_default
from dxkpi.core.basis.calendar import Day, FiscalYear
from dxkpi.core.basis.record import Status
from dxkpi.core.basis.text import folded
from dxkpi.core.collection.ask import Ask, Asked, Questionnaire, answered_elsewhere, asks, deadline, next_status, rounds
from dxkpi.core.dataset import DeclaredPlan
from dxkpi.core.indicator.base import NO_OWNER
from dxkpi.core.outcomes.sheet import StatusOutcome

_LONGEST = 60
_UNSAFE = re.compile(r'[\\/:*?"<>|\x00-\x1f\x7f]')
_DEVICE = re.compile(r"(con|prn|aux|nul|com\d|lpt\d)(\.|$)", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class SheetOutRequest:
    """A request as written; None where an option was not given."""

    year: str
    today: date
    plan: str | None = None
    owners: tuple[str, ...] = ()
    status: str | None = None
    due: str | None = None
    sender: str | None = None
    whole: bool = False
    together: bool = False


def questionnaires(data: Data, request: SheetOutRequest) -> tuple[Asked, tuple[Questionnaire, ...]]:
    """Return what is asked, and of whom: each owner, or all together; none where nothing is owed.

    Raises:
        UsageProblem: for an unknown year, plan, owner or status.
    """
    year = year_of(request.year)
    plans = plans_covering(data.dataset, plans_named(data.dataset, request.plan), year)
    wanted = status_of(request.status, "--ask") if request.status else next_status(plans, year, request.today)
    asked = Asked(year, wanted, request.today, request.whole)
    found = tuple(filter(_asked_of(data, plans, request.owners), asks(data.dataset, plans, asked)))
    due = day_of(request.due, "--due") if request.due else _due(plans, asked)

    def of(owner: str | None, own: Iterable[Ask], *, together: bool = False) -> Questionnaire:
        return Questionnaire(owner, tuple(own), asked, __version__, due, request.sender, together)

    if not any(ask.asks for ask in found):
        return asked, ()
    if request.together:
        return asked, (of(None, found, together=True),)
    owners = dict.fromkeys(ask.owner for ask in found)
    return asked, tuple(
        of(owner, (ask for ask in found if ask.owner == owner))
        for owner in owners
        if any(ask.asks for ask in found if ask.owner == owner)
    )


def answers_elsewhere(data: Data, request: SheetOutRequest, asked: Asked) -> tuple[Ask, ...]:
    """Return what is not asked here, as the value is that of an indicator which none of the plans has."""
    plans = plans_covering(data.dataset, plans_named(data.dataset, request.plan), asked.year)
    every = tuple(asks(data.dataset, plans, replace(asked, whole=True)))
    return tuple(filter(_asked_of(data, plans, request.owners), answered_elsewhere(every)))


def _asked_of(data: Data, plans: Sequence[DeclaredPlan], owners: Sequence[str]) -> Callable[[Ask], bool]:
    """Return a test whether something is asked of one of the `owners`; without any, of anybody."""
    named = owners_named(data.dataset, plans, owners) if owners else None
    return lambda one: named is None or folded(one.owner or NO_OWNER) in named


def _due(plans: Sequence[DeclaredPlan], asked: Asked) -> Day | None:
    """Return the first day by which any of `plans` wants the values, if any names one."""
    days = (deadline(declared.plan, asked.year, asked.wanted) for declared in plans)
    return min((day for day in days if day), key=lambda day: day.last, default=None)


def file_names(found: Iterable[Questionnaire], ending: str) -> Iterator[str]:
    """Yield a file name for each questionnaire, which every system takes, and no two the same."""
    seen: set[str] = set()
    for questionnaire in found:
        stem = _safe(f"{questionnaire.asked.year}_{questionnaire.asked.wanted.value}_{questionnaire.called}")
        name, number = stem, 1
        while folded(name) in seen:
            number += 1
            name = f"{stem}_{number}"
        seen.add(folded(name))
        yield f"{name}.{ending}"


def _safe(stem: str) -> str:
    """Return a file name without its ending.

    >>> _safe("R7_実績_A/B課 "), _safe("con"), len(_safe("長" * 99))
    ('R7_実績_A_B課_', '_con', 60)
    """
    plain = _UNSAFE.sub("_", normalize("NFC", stem))[:_LONGEST]
    plain = plain[:-1] + "_" if plain.endswith((".", " ", "\u3000")) else plain
    return f"_{plain}" if _DEVICE.match(plain) else plain


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
    meant = _asked_of(data, plans, request.owners)
    found = rounds(data.dataset, plans, Asked(year, wanted or Status.FINAL, today), wanted)
    found = (replace(collection, asks=tuple(filter(meant, collection.asks))) for collection in found)
    return StatusOutcome(year, today, tuple(found), data.dataset.departments)


def _year(data: Data, request: StatusRequest, today: date) -> FiscalYear:
    """Return the year that is meant: where none is named, the newest with a deadline that has passed or is near."""
    plans = plans_named(data.dataset, request.plan)
    if request.year is None:
        near = [
            year
            for declared in plans
            for year, days in declared.plan.deadlines.items()
            if any((day.first - today).days <= _AHEAD for day in days.values())
        ]
        if near:
            return max(near)
    return year_or_default(data.dataset, plans, request.year).year
