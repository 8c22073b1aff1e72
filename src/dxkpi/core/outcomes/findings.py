"""Outcomes of `validate`, `rules`, `rule` and `check-targets`."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

from dxkpi.core.basis.text import unified

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from dxkpi.core.basis.calendar import Day, FiscalYear
    from dxkpi.core.basis.finding import Finding, RuleInfo, Severity, Spot
    from dxkpi.core.plan.plan import Plan
    from dxkpi.core.settling import Bundle, Waived


@dataclass(frozen=True, slots=True)
class FindingCount:
    """Number of findings of a rule in a document; `uncounted` where there may be more."""

    rule: RuleInfo
    document: str
    severity: Severity
    count: int
    uncounted: bool = False

    @classmethod
    def of(cls, bundle: Bundle) -> FindingCount:
        """Summarise a bundle."""
        return cls(bundle.rule, bundle.document, bundle.severity, bundle.count, bundle.uncounted)


@dataclass(frozen=True, slots=True)
class ValidateOutcome:
    """The selected findings of a run, sorted by file, line and code.

    `files` is the number of files read (`names`), `skipped` are files that were ignored. `waived` were set aside with a
    reason; `hidden` is the number of findings in these files of rules that were not selected. `unread` are the files
    that could not be read, so that neither their values nor references to them were checked. `beyond` counts findings
    in excess of the limit, `waived_beyond` those among the waived.
    """

    findings: tuple[Finding, ...]
    files: int
    skipped: tuple[str, ...]
    waived: tuple[Waived, ...] = ()
    hidden: int = 0
    names: tuple[str, ...] = ()
    unread: tuple[str, ...] = ()
    beyond: tuple[FindingCount, ...] = ()
    waived_beyond: int = 0

    @property
    def shares(self) -> Iterator[FindingCount]:
        """The count of each finding shown, then the counts of those in excess of the limit."""
        for finding in self.findings:
            yield FindingCount(
                finding.diagnostic.rule, finding.spot.document, finding.severity, 1 + finding.more, finding.uncounted
            )
        yield from self.beyond

    def count(self, severity: Severity) -> int:
        """Return the number of findings of `severity`, shown or not."""
        return sum(share.count for share in self.shares if share.severity is severity)

    def uncounted(self, severity: Severity) -> bool:
        """Say whether there may be more of them, since the count of a rule in a file is limited."""
        return any(share.uncounted for share in self.shares if share.severity is severity)

    @property
    def cut(self) -> bool:
        """True if some findings are only counted."""
        return bool(self.beyond) or any(finding.more for finding in self.findings)

    @property
    def set_aside(self) -> int:
        """Number of findings set aside, shown or not."""
        return sum(1 + waived.finding.more for waived in self.waived) + self.waived_beyond


@dataclass(frozen=True, slots=True)
class RuleCount:
    """Number of findings of a rule, and of files with such findings; `uncounted` where there may be more."""

    rule: RuleInfo
    count: int
    files: int
    uncounted: bool = False


def by_rule(shares: Iterable[FindingCount]) -> tuple[RuleCount, ...]:
    """Add up `shares` by rule, the rule with most findings first."""
    of_rule: dict[str, list[FindingCount]] = {}
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
    return tuple(sorted(counts, key=lambda count: (-count.count, count.rule.code)))


class Fix(NamedTuple):
    """One fix: its place and what was done. `rule` is None where no rule is about it."""

    spot: Spot
    sentence: str
    rule: RuleInfo | None = None


class NotFixed(NamedTuple):
    """One slip with a clear right spelling that was not fixed, and the reason."""

    spot: Spot
    reason: str
    rule: RuleInfo


class FixedFile(NamedTuple):
    """A data file before and after fixing."""

    document: str
    before: bytes
    after: bytes
    fixes: tuple[Fix, ...] = ()
    left: tuple[NotFixed, ...] = ()

    @property
    def diff(self) -> tuple[str, ...]:
        """The fixes as a unified diff."""
        return unified(self.document, self.before, self.after)


class FixOutcome(NamedTuple):
    """Fixes that were made, or with `dry_run` would be, in every file with something to report.

    `findings` are those that appear once everything is fixed.
    """

    files: tuple[FixedFile, ...]
    findings: tuple[Finding, ...] = ()
    dry_run: bool = False

    @property
    def changed(self) -> tuple[FixedFile, ...]:
        """The files that changed."""
        return tuple(file for file in self.files if file.after != file.before)


class StatisticsOutcome(NamedTuple):
    """Number of findings of each rule, shown or not, most first; `outcome` is the run that was counted."""

    rows: tuple[RuleCount, ...]
    outcome: ValidateOutcome


class RulesOutcome(NamedTuple):
    """All rules, in the order of their codes."""

    rules: tuple[RuleInfo, ...]


class RuleOutcome(NamedTuple):
    """One rule, with its page."""

    rule: RuleInfo


class CheckedKind(NamedTuple):
    """Findings of one kind, with its title and condition; all are of `rules`."""

    rules: tuple[RuleInfo, ...]
    title: str
    when: str
    findings: tuple[Finding, ...]


class CheckCoverage(NamedTuple):
    """Coverage of a kind: the number of targets that can be checked, have a finding, or cannot be checked.

    `lacking` says what data those lack.
    """

    kind: CheckedKind
    checkable: int
    found: int
    unknown: int
    lacking: str


class CheckedPlan(NamedTuple):
    """The targets of a plan in a fiscal year; `apart` are suspended or set aside, `unnamed` only counted by a document.

    `parts` of other indicators (うち) are looked at beside `targets`, and are in no number.

    `coverage` is of checks of every target, `headline` of those of all targets together; `noticed` is the number of
    targets with a finding.
    """

    plan: Plan
    year: FiscalYear
    as_of: Day | None
    coverage: tuple[CheckCoverage, ...]
    headline: CheckedKind
    targets: int
    parts: int
    noticed: int
    apart: int
    unnamed: int

    @property
    def kinds(self) -> tuple[CheckedKind, ...]:
        """The kinds with findings, in the order of display."""
        return tuple(kind for kind in (*(coverage.kind for coverage in self.coverage), self.headline) if kind.findings)


class CheckTargetsOutcome(NamedTuple):
    """The targets of each plan that need attention."""

    plans: tuple[CheckedPlan, ...]

    @property
    def weak(self) -> bool:
        """True if some target needs attention."""
        return any(plan.kinds for plan in self.plans)
