"""What counts of the findings, and what waivers and the plans' own settings set aside."""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from operator import attrgetter

from dxkpi.core.diagnostic import COUNTED
from dxkpi.core.gathering import Bundle
from dxkpi.core.plan import RuleSetting
from dxkpi.core.reference import Spot
from dxkpi.core.waiver import Waiver


@dataclass(frozen=True, slots=True)
class Aside:
    """Findings that do not count, and the reason that somebody gave; `spot` is where a comment gives it."""

    bundle: Bundle
    reason: str
    spot: Spot | None = None


@dataclass(frozen=True, slots=True)
class Settled:
    """Findings that count and findings that do not; and of the waivers, what they covered in vain or not at all.

    There is no more than one bundle of a rule and a document that counts.
    """

    counting: tuple[Bundle, ...]
    aside: tuple[Aside, ...]
    expired: tuple[tuple[Waiver, Bundle], ...]
    idle: tuple[tuple[Waiver, str], ...]


def settle(
    bundles: Iterable[Bundle],
    waivers: Iterable[Waiver],
    settings: Mapping[tuple[str, str], RuleSetting],
    today: date | None,
) -> Settled:
    """What counts of `bundles`, all of rules that may be set aside where a waiver or setting speaks of them.

    `settings` holds what the plan of a document says of a rule, by document and code.
    """
    waivers = tuple(waivers)
    covering = _by_place(waivers)
    counting: dict[tuple[str, str], Bundle] = {}
    aside: list[Aside] = []
    expired: list[tuple[Waiver, Bundle]] = []
    used: set[_Place] = set()
    counts: Counter[tuple[str, str]] = Counter()
    for bundle in bundles:
        document, code = bundle.document, bundle.rule.code
        counts[document, code] += bundle.count
        places = [place for line in bundle.waivers if (place := (document, line, code)) in covering]
        used.update(places)
        lasting = max((covering[place] for place in places), key=_END, default=None)
        setting = settings.get((document, code))
        if lasting is not None and not lasting.expired(today):
            aside.append(Aside(bundle, lasting.reason, lasting.spot))
        elif setting is not None and setting.weight is None:
            aside.append(Aside(bundle, setting.reason))
        else:
            expired += [(lasting, bundle)] if lasting is not None else []
            own = replace(bundle, weight=setting.weight) if setting else bundle
            before = counting.get((document, code))
            counting[document, code] = before.joined(own) if before else own
    idle = tuple(
        (waiver, code)
        for waiver in waivers
        for code in waiver.codes
        if (*waiver.speaks_of, code) not in used
        and counts[waiver.spot.document, code] <= COUNTED  # beyond, not all may have been looked for
    )
    return Settled(tuple(counting.values()), tuple(aside), tuple(expired), idle)


_END = attrgetter("end")
_Place = tuple[str, int | None, str]
"""A document, a line of it or all of it, and the code of a rule."""


def _by_place(waivers: Iterable[Waiver]) -> dict[_Place, Waiver]:
    """Of the waivers that speak of a place the one that is longest in force; of equals the first."""
    longest: dict[_Place, Waiver] = {}
    for waiver in waivers:
        for code in waiver.codes:
            place = (*waiver.speaks_of, code)
            longest[place] = max(longest.get(place, waiver), waiver, key=_END)
    return longest
