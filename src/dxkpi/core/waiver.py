"""Findings that somebody who knows better has set aside: with a reason, beside the data or in the plan."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date

from dxkpi.core.day import Day
from dxkpi.core.diagnostic import Finding
from dxkpi.core.plan import RuleSetting
from dxkpi.core.reference import Spot


@dataclass(frozen=True, slots=True)
class Waiver:
    """A comment at `spot` that sets rules aside: on its `line`, or with None in the whole file.

    With `until` it is in force up to the end of that day or month.
    """

    spot: Spot
    codes: tuple[str, ...]
    reason: str
    until: Day | None = None
    line: int | None = None

    @property
    def speaks_of(self) -> tuple[str, int | None]:
        """The document, and the line of it or None for all of it."""
        return self.spot.document, self.line

    def expired(self, today: date | None) -> bool:
        """Whether it is in force no more on `today`; None asks no calendar."""
        return self.until is not None and today is not None and self.until.last < today


@dataclass(frozen=True, slots=True)
class Waived:
    """A finding that does not count, and the reason that somebody gave; `spot` is where a comment gives it."""

    finding: Finding
    reason: str
    spot: Spot | None = None


@dataclass(frozen=True, slots=True)
class Settled:
    """Findings that count and findings that do not; and of the waivers, what they covered in vain or not at all."""

    findings: tuple[Finding, ...]
    waived: tuple[Waived, ...]
    expired: tuple[tuple[Waiver, Finding], ...]
    idle: tuple[tuple[Waiver, str], ...]


def settle(
    findings: Iterable[Finding],
    waivers: Iterable[Waiver],
    settings: Mapping[tuple[str, str], RuleSetting],
    today: date | None,
) -> Settled:
    """What counts of `findings`, all of rules that may be set aside where a waiver or setting speaks of them.

    `settings` holds what the plan of a document says of a rule, by document and code.
    """
    waivers = tuple(waivers)
    covering = _by_place(waivers)
    kept: list[Finding] = []
    waived: list[Waived] = []
    expired: list[tuple[Waiver, Finding]] = []
    used: set[_Place] = set()
    for finding in findings:
        document, code = finding.spot.document, finding.diagnostic.rule.code
        places = [place for line in (None, finding.spot.line) if (place := (document, line, code)) in covering]
        used.update(places)
        lasting = max((covering[place] for place in places), key=_end, default=None)
        setting = settings.get((document, code))
        if lasting is not None and not lasting.expired(today):
            waived.append(Waived(finding, lasting.reason, lasting.spot))
        elif setting is not None and setting.weight is None:
            waived.append(Waived(finding, setting.reason))
        else:
            expired += [(lasting, finding)] if lasting is not None else []
            kept.append(replace(finding, weight=setting.weight) if setting else finding)
    idle = tuple((waiver, code) for waiver in waivers for code in waiver.codes if (*waiver.speaks_of, code) not in used)
    return Settled(tuple(kept), tuple(waived), tuple(expired), idle)


_Place = tuple[str, int | None, str]
"""A document, a line of it or all of it, and the code of a rule."""


def _by_place(waivers: Iterable[Waiver]) -> dict[_Place, Waiver]:
    """Of the waivers that speak of a place the one that is longest in force; of equals the first."""
    longest: dict[_Place, Waiver] = {}
    for waiver in waivers:
        for code in waiver.codes:
            place = (*waiver.speaks_of, code)
            longest[place] = max(longest.get(place, waiver), waiver, key=_end)
    return longest


def _end(waiver: Waiver) -> date:
    return waiver.until.last if waiver.until else date.max
