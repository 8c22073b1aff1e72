"""Findings as they are gathered, a few of each rule in a document, and which of them waivers and plans set aside."""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from operator import attrgetter

from dxkpi.core.basis.calendar import Day
from dxkpi.core.basis.finding import COUNTED, TOLD, Diagnostic, Finding, Place, RuleInfo, Severity, Spot
from dxkpi.core.basis.text import unified
from dxkpi.core.plan.plan import RuleSetting


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

    @property
    def end(self) -> date:
        """The last day that it is in force."""
        return self.until.last if self.until else date.max

    def expired(self, today: date | None) -> bool:
        """Whether it is in force no more on `today`; None asks no calendar."""
        return today is not None and self.end < today


@dataclass(frozen=True, slots=True)
class Waived:
    """A finding that does not count, and the reason that somebody gave; `spot` is where a comment gives it."""

    finding: Finding
    reason: str
    spot: Spot | None = None


@dataclass(frozen=True, slots=True)
class Mended:
    """One slip that was put right: where it stood, and what was done. `rule` is None where no rule speaks of it."""

    spot: Spot
    sentence: str
    rule: RuleInfo | None = None


@dataclass(frozen=True, slots=True)
class LeftAlone:
    """One slip whose right spelling is plain but that was not put right, and why."""

    spot: Spot
    reason: str
    rule: RuleInfo


@dataclass(frozen=True, slots=True)
class MendedFile:
    """A data file as it was and as it is mended."""

    document: str
    before: bytes
    after: bytes
    mended: tuple[Mended, ...] = ()
    left: tuple[LeftAlone, ...] = ()

    @property
    def diff(self) -> tuple[str, ...]:
        """What is different, as a unified diff."""
        return unified(self.document, self.before, self.after)


@dataclass(frozen=True, slots=True)
class Bundle:
    """The findings of one rule in one document: the first that were met, and how many there are in all.

    Nobody counts further than to one more than `COUNTED`. `waivers` are the lines whose waivers speak of each of them,
    None for those of the whole document. `weight` is what the plan makes of the rule's severity, if it says anything.
    """

    told: tuple[Diagnostic, ...]
    count: int
    waivers: tuple[int | None, ...] = ()
    weight: Severity | None = None

    @property
    def rule(self) -> RuleInfo:
        """The rule that found them."""
        return self.told[0].rule

    @property
    def document(self) -> str:
        """The data file that they are about."""
        return self.told[0].document

    @property
    def severity(self) -> Severity:
        """How much each of them weighs."""
        return self.weight or self.rule.severity

    @property
    def more(self) -> int:
        """How many of them are not told."""
        return self.count - len(self.told)

    @property
    def uncounted(self) -> bool:
        """Whether there may be even more than `count`."""
        return self.count > COUNTED

    @property
    def touches_figures(self) -> bool:
        """Whether figures reckoned from the data cannot be trusted as long as they stand."""
        return Severity.ERROR is self.rule.severity is self.severity and any(own.blocks for own in self.told)

    def joined(self, other: "Bundle") -> "Bundle":
        """These findings, and others of the same rule in the same document."""
        told = (*self.told, *other.told)[:TOLD]
        return replace(self, told=told, count=min(self.count + other.count, COUNTED + 1), waivers=())


@dataclass(slots=True)
class _Open:
    """A bundle that is still being gathered; `seen` tells each finding from the others, for little memory."""

    told: list[Diagnostic] = field(default_factory=list)
    seen: set[int] = field(default_factory=set)


class Gathering:
    """Takes findings in, each once, and keeps no more of them than will be told.

    Findings that different waivers speak of take no room from each other. `line` finds the line of a place; it is asked
    only where a waiver speaks of a single line.
    """

    def __init__(self, line: Callable[[Place], int]) -> None:
        self._line = line
        self._bundles: dict[tuple[str, str, tuple[int | None, ...]], _Open] = {}
        self._waived: dict[tuple[str, str], set[int | None]] = {}

    def heed(self, waivers: Iterable[Waiver]) -> None:
        """Keeps apart from now on what these waivers speak of."""
        for waiver in waivers:
            for code in waiver.codes:
                self._waived.setdefault((waiver.spot.document, code), set()).add(waiver.line)

    def add(self, diagnostic: Diagnostic) -> None:
        """Takes in a finding."""
        about = (diagnostic.document, diagnostic.rule.code)
        lines = self._waived.get(about)
        bundle = self._bundles.setdefault((*about, self._spoken_of(diagnostic, lines) if lines else ()), _Open())
        if len(bundle.seen) <= COUNTED:
            own = hash((diagnostic.place, diagnostic.message, diagnostic.hint, diagnostic.related))
            if own not in bundle.seen:
                bundle.seen.add(own)
                bundle.told += [diagnostic] if len(bundle.told) < TOLD else []

    def bundles(self) -> Iterator[Bundle]:
        """What was taken in."""
        for (_, _, waivers), own in self._bundles.items():
            yield Bundle(tuple(own.told), len(own.seen), waivers)

    def _spoken_of(self, diagnostic: Diagnostic, lines: set[int | None]) -> tuple[int | None, ...]:
        whole = (None,) if None in lines else ()
        if lines == {None}:
            return whole
        line = self._line(diagnostic.place)
        return (*whole, line) if line in lines else whole


MOST = 20_000
"""How many findings of all files are told."""


def worst(bundles: Iterable[Bundle], most: int = MOST) -> tuple[list[Bundle], list[Bundle]]:
    """The worst bundles, with no more than `most` findings to tell, and the others; both by document."""
    ordered = sorted(bundles, key=lambda own: (own.document, own.rule.code))
    if sum(len(own.told) for own in ordered) <= most:
        return ordered, []
    first: list[Bundle] = []
    rest: list[Bundle] = []
    for own in sorted(ordered, key=lambda own: (not own.touches_figures, own.severity is not Severity.ERROR)):
        most -= len(own.told)
        (first if most >= 0 else rest).append(own)
    return sorted(first, key=lambda own: own.document), sorted(rest, key=lambda own: own.document)


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
