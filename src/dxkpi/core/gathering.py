"""Findings as they are gathered: of each rule the first few in each document, and how many there are."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field, replace

from dxkpi.core.diagnostic import COUNTED, TOLD, Diagnostic, RuleInfo, Severity
from dxkpi.core.reference import Place
from dxkpi.core.waiver import Waiver


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
