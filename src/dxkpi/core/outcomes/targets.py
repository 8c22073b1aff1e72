"""Outcome of checking targets."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from dxkpi.core.basis.calendar import Day, FiscalYear
    from dxkpi.core.basis.finding import Finding, RuleInfo
    from dxkpi.core.plan.plan import Plan


@dataclass(frozen=True, slots=True)
class CheckedKind:
    """Findings of one kind, with its title and condition; all are of `rules`."""

    rules: tuple[RuleInfo, ...]
    title: str
    when: str
    findings: tuple[Finding, ...]


@dataclass(frozen=True, slots=True)
class CheckCoverage:
    """Coverage of a kind: the number of targets that can be checked (`told`), have a finding, or cannot be checked.

    `lacking` says what data those lack.
    """

    kind: CheckedKind
    told: int
    found: int
    untold: int
    lacking: str


@dataclass(frozen=True, slots=True)
class CheckedPlan:
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
        return tuple(kind for kind in (*(own.kind for own in self.coverage), self.headline) if kind.findings)


@dataclass(frozen=True, slots=True)
class CheckTargetsOutcome:
    """The targets of each plan that need attention."""

    plans: tuple[CheckedPlan, ...]

    @property
    def weak(self) -> bool:
        """True if some target needs attention."""
        return any(plan.kinds for plan in self.plans)
