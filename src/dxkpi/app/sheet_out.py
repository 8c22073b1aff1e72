"""`dxkpi sheet out`: what is asked of each department."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from unicodedata import normalize

from dxkpi import __version__
from dxkpi.app.data import Data
from dxkpi.app.select import day_of, owners_named, plans_covering, plans_named, status_of, year_of
from dxkpi.core.basis.calendar import Day
from dxkpi.core.basis.text import folded
from dxkpi.core.collection.ask import Ask, Asked, Questionnaire, asks, deadline, next_status
from dxkpi.core.dataset import DeclaredPlan
from dxkpi.core.indicator.base import NO_OWNER

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
    found = tuple(asks(data.dataset, plans, asked))
    if request.owners:
        named = owners_named(data.dataset, plans, request.owners)
        found = tuple(one for one in found if folded(one.owner or NO_OWNER) in named)
    due = day_of(request.due, "--due") if request.due else _due(plans, asked)

    def of(owner: str | None, own: Iterable[Ask], *, together: bool = False) -> Questionnaire:
        return Questionnaire(owner, tuple(own), asked, __version__, due, request.sender, together)

    if not any(own.asks for own in found):
        return asked, ()
    if request.together:
        return asked, (of(None, found, together=True),)
    owners = dict.fromkeys(own.owner for own in found)
    return asked, tuple(
        of(owner, (own for own in found if own.owner == owner))
        for owner in owners
        if any(own.asks for own in found if own.owner == owner)
    )


def _due(plans: Sequence[DeclaredPlan], asked: Asked) -> Day | None:
    """Return the first day by which any of `plans` wants the values, if any names one."""
    days = (deadline(own.plan, asked.year, asked.wanted) for own in plans)
    return min((day for day in days if day), key=lambda day: day.last, default=None)


def file_names(found: Iterable[Questionnaire], ending: str) -> Iterator[str]:
    """Yield a file name for each questionnaire, which every system takes, and no two the same."""
    seen: set[str] = set()
    for own in found:
        stem = _safe(f"{own.asked.year}_{own.asked.wanted.value}_{own.called}")
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
