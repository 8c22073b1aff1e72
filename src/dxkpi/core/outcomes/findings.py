"""What `validate`, `rules` and `rule` come to."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from dxkpi.core.basis.finding import Finding, RuleInfo, Severity
    from dxkpi.core.settling import Bundle, Waived


@dataclass(frozen=True, slots=True)
class Share:
    """How many findings of a rule there are in a document; `uncounted` where there may be even more."""

    rule: RuleInfo
    document: str
    severity: Severity
    count: int
    uncounted: bool = False

    @classmethod
    def of(cls, bundle: Bundle) -> Share:
        """What a bundle holds."""
        return cls(bundle.rule, bundle.document, bundle.severity, bundle.count, bundle.uncounted)


@dataclass(frozen=True, slots=True)
class ValidateOutcome:
    """The findings of a run that were asked for, sorted by file, line and code.

    `files` were read (`names`), `skipped` were not looked at. `waived` were set aside with a reason; `hidden` is how
    many more findings of these files there are, of rules that were not asked for. `unread` are those of all files that
    could not be taken in: what their values mean, and what hangs on them elsewhere, was not looked at. `beyond` are
    findings that there was no room to tell, `waived_beyond` is how many of those set aside there was none for.
    """

    findings: tuple[Finding, ...]
    files: int
    skipped: tuple[str, ...]
    waived: tuple[Waived, ...] = ()
    hidden: int = 0
    names: tuple[str, ...] = ()
    unread: tuple[str, ...] = ()
    beyond: tuple[Share, ...] = ()
    waived_beyond: int = 0

    @property
    def shares(self) -> Iterator[Share]:
        """What each of the findings stands for, and what those are that there was no room to tell."""
        for own in self.findings:
            yield Share(own.diagnostic.rule, own.spot.document, own.severity, 1 + own.more, own.uncounted)
        yield from self.beyond

    def count(self, severity: Severity) -> int:
        """How many findings weigh that much, told or not."""
        return sum(share.count for share in self.shares if share.severity is severity)

    def uncounted(self, severity: Severity) -> bool:
        """Whether there may be even more of them, since nobody counts all of one rule in one file."""
        return any(share.uncounted for share in self.shares if share.severity is severity)

    @property
    def untold(self) -> bool:
        """Whether some findings are only counted."""
        return bool(self.beyond) or any(finding.more for finding in self.findings)

    @property
    def set_aside(self) -> int:
        """How many findings were set aside, told or not."""
        return sum(1 + waived.finding.more for waived in self.waived) + self.waived_beyond


@dataclass(frozen=True, slots=True)
class RuleCount:
    """How many findings a rule has, and in how many files; `uncounted` where there may be even more."""

    rule: RuleInfo
    count: int
    files: int
    uncounted: bool = False


def by_rule(shares: Iterable[Share]) -> tuple[RuleCount, ...]:
    """What is counted in `shares`, the rule with most findings first."""
    of_rule: dict[str, list[Share]] = {}
    for share in shares:
        of_rule.setdefault(share.rule.code, []).append(share)
    counts = (
        RuleCount(
            own[0].rule,
            sum(share.count for share in own),
            len({share.document for share in own}),
            any(share.uncounted for share in own),
        )
        for own in of_rule.values()
    )
    return tuple(sorted(counts, key=lambda own: (-own.count, own.rule.code)))


@dataclass(frozen=True, slots=True)
class StatisticsOutcome:
    """How many findings each rule has, told or not, most first; `outcome` is what was counted."""

    rows: tuple[RuleCount, ...]
    outcome: ValidateOutcome


@dataclass(frozen=True, slots=True)
class RulesOutcome:
    """Every rule there is, in the order of the codes."""

    rules: tuple[RuleInfo, ...]


@dataclass(frozen=True, slots=True)
class RuleOutcome:
    """One rule, with its page."""

    rule: RuleInfo
