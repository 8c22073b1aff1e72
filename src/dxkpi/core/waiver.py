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

    def covers(self, finding: Finding) -> bool:
        """Whether it speaks of `finding`, in force or not."""
        here = finding.spot.document == self.spot.document and self.line in {None, finding.spot.line}
        return here and finding.diagnostic.rule.code in self.codes

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
    kept: list[Finding] = []
    waived: list[Waived] = []
    expired: list[tuple[Waiver, Finding]] = []
    used: set[tuple[Waiver, str]] = set()
    for finding in findings:
        code = finding.diagnostic.rule.code
        covering = [waiver for waiver in waivers if waiver.covers(finding)]
        used.update((waiver, code) for waiver in covering)
        valid = next((waiver for waiver in covering if not waiver.expired(today)), None)
        setting = settings.get((finding.spot.document, code))
        if valid is not None:
            waived.append(Waived(finding, valid.reason, valid.spot))
        elif setting is not None and setting.weight is None:
            waived.append(Waived(finding, setting.reason))
        else:
            expired += [(waiver, finding) for waiver in covering]
            kept.append(replace(finding, weight=setting.weight) if setting else finding)
    idle = tuple((waiver, code) for waiver in waivers for code in waiver.codes if (waiver, code) not in used)
    return Settled(tuple(kept), tuple(waived), tuple(expired), idle)
