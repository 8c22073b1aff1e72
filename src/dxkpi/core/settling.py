"""Collecting of findings, a few of each rule in a document, and the effect of waivers and plan settings on them."""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from operator import attrgetter
from typing import NamedTuple

from dxkpi.core.basis.calendar import Day
from dxkpi.core.basis.finding import COUNTED, SHOWN, Diagnostic, Finding, Place, RuleInfo, Severity, Spot
from dxkpi.core.plan.plan import RuleSetting


class Waiver(NamedTuple):
    """A comment at `spot` that waives rules on its `line`, or with None in the whole file.

    With `until` it is in force to the end of that day or month.
    """

    spot: Spot
    codes: tuple[str, ...]
    reason: str
    until: Day | None = None
    line: int | None = None

    @property
    def scope(self) -> tuple[str, int | None]:
        """The document and line that it applies to; None for the whole document."""
        return self.spot.document, self.line

    @property
    def end(self) -> date:
        """The last day that it is in force."""
        return self.until.last if self.until else date.max

    def expired(self, today: date | None) -> bool:
        """Say whether it has expired on `today`; with None it never has."""
        return today is not None and self.end < today


class Waived(NamedTuple):
    """A finding that does not count, and the reason for setting it aside; `spot` is the comment that does so."""

    finding: Finding
    reason: str
    spot: Spot | None = None


@dataclass(frozen=True, slots=True)
class Bundle:
    """Findings of one rule in one document: the first ones, and their number.

    The count stops at `COUNTED` + 1. `waived_at` are the lines whose waivers apply to each of them, None for waivers of
    the whole document. `weight` is the severity that the plan gives the rule, if any.
    """

    shown: tuple[Diagnostic, ...]
    count: int
    waived_at: tuple[int | None, ...] = ()
    weight: Severity | None = None

    @property
    def rule(self) -> RuleInfo:
        """The rule of the findings."""
        return self.shown[0].rule

    @property
    def document(self) -> str:
        """The data file that they are about."""
        return self.shown[0].document

    @property
    def severity(self) -> Severity:
        """Severity of each of them."""
        return self.weight or self.rule.severity

    @property
    def more(self) -> int:
        """Number of findings that are only counted."""
        return self.count - len(self.shown)

    @property
    def uncounted(self) -> bool:
        """True if there may be more than `count`."""
        return self.count > COUNTED

    @property
    def touches_figures(self) -> bool:
        """True if figures computed from the data cannot be trusted until they are resolved."""
        return {self.rule.severity, self.severity} == {Severity.ERROR} and any(own.blocks for own in self.shown)

    def joined(self, other: "Bundle") -> "Bundle":
        """Return the union with other findings of the same rule in the same document."""
        shown = (*self.shown, *other.shown)[:SHOWN]
        return replace(self, shown=shown, count=min(self.count + other.count, COUNTED + 1), waived_at=())


@dataclass(slots=True)
class _Open:
    """A bundle that is still being collected; `seen` holds a hash of each finding, to save memory."""

    shown: list[Diagnostic] = field(default_factory=list)
    seen: set[int] = field(default_factory=set)


class Gathering:
    """Collects findings, each once, and keeps only those that will be shown.

    Findings that different waivers apply to are collected separately, so that neither crowds out the other. `line`
    finds the line of a place; it is called only where a waiver applies to a single line.
    """

    def __init__(self, line: Callable[[Place], int]) -> None:
        self._line = line
        self._bundles: dict[tuple[str, str, tuple[int | None, ...]], _Open] = {}
        self._waived: dict[tuple[str, str], set[int | None]] = {}

    def keep_apart(self, waivers: Iterable[Waiver]) -> None:
        """Collect findings that these waivers apply to separately from now on."""
        for waiver in waivers:
            for code in waiver.codes:
                self._waived.setdefault((waiver.spot.document, code), set()).add(waiver.line)

    def add(self, diagnostic: Diagnostic) -> None:
        """Add a finding."""
        about = (diagnostic.document, diagnostic.rule.code)
        lines = self._waived.get(about)
        bundle = self._bundles.setdefault((*about, self._waived_at(diagnostic, lines) if lines else ()), _Open())
        if len(bundle.seen) <= COUNTED:
            own = hash((diagnostic.place, diagnostic.message, diagnostic.hint, diagnostic.related))
            if own not in bundle.seen:
                bundle.seen.add(own)
                bundle.shown += [diagnostic] if len(bundle.shown) < SHOWN else []

    def bundles(self) -> Iterator[Bundle]:
        """Yield the bundles collected so far."""
        for (_, _, waived_at), own in self._bundles.items():
            yield Bundle(tuple(own.shown), len(own.seen), waived_at)

    def _waived_at(self, diagnostic: Diagnostic, lines: set[int | None]) -> tuple[int | None, ...]:
        whole = (None,) if None in lines else ()
        if lines == {None}:
            return whole
        line = self._line(diagnostic.place)
        return (*whole, line) if line in lines else whole


MOST = 20_000
"""Largest number of findings shown over all files."""


def worst(bundles: Iterable[Bundle], most: int = MOST) -> tuple[list[Bundle], list[Bundle]]:
    """Return the worst bundles, with at most `most` findings to show, and the others; both by document."""
    ordered = sorted(bundles, key=lambda own: (own.document, own.rule.code))
    if sum(len(own.shown) for own in ordered) <= most:
        return ordered, []
    first: list[Bundle] = []
    rest: list[Bundle] = []
    for bundle in sorted(ordered, key=lambda own: (not own.touches_figures, own.severity is not Severity.ERROR)):
        most -= len(bundle.shown)
        (first if most >= 0 else rest).append(bundle)
    return sorted(first, key=lambda own: own.document), sorted(rest, key=lambda own: own.document)


class Aside(NamedTuple):
    """Findings that do not count, and the reason for setting them aside; `spot` is the comment that does so."""

    bundle: Bundle
    reason: str
    spot: Spot | None = None


class Settled(NamedTuple):
    """Findings that count and that do not; waivers that have expired, and waivers without a finding.

    At most one bundle of a rule and a document counts.
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
    """Divide `bundles` of waivable rules into those that count and those that a waiver or setting sets aside.

    `settings` are the plans' settings of rules, by document and code.
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
        places = [place for line in bundle.waived_at if (place := (document, line, code)) in covering]
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
        if (*waiver.scope, code) not in used
        and counts[waiver.spot.document, code] <= COUNTED  # beyond, not all may have been looked for
    )
    return Settled(tuple(counting.values()), tuple(aside), tuple(expired), idle)


_END = attrgetter("end")
_Place = tuple[str, int | None, str]
"""A document, a line of it or None for all of it, and the code of a rule."""


def _by_place(waivers: Iterable[Waiver]) -> dict[_Place, Waiver]:
    """Return the waiver in force longest for each place; of equals the first."""
    longest: dict[_Place, Waiver] = {}
    for waiver in waivers:
        for code in waiver.codes:
            place = (*waiver.scope, code)
            longest[place] = max(longest.get(place, waiver), waiver, key=_END)
    return longest
