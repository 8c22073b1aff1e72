"""What a look at the targets comes to."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from dxkpi.core.basis.calendar import Day, FiscalYear
    from dxkpi.core.basis.finding import Finding, RuleInfo
    from dxkpi.core.plan.plan import Plan


@dataclass(frozen=True, slots=True)
class Told:
    """The findings of one kind, what it is called and when it is told; they are of `rules`."""

    rules: tuple[RuleInfo, ...]
    title: str
    when: str
    findings: tuple[Finding, ...]


@dataclass(frozen=True, slots=True)
class Coverage:
    """In how many targets the data tell whether a kind is there, in how many it is, in how many they cannot tell.

    `lacking` is what they lack then.
    """

    kind: Told
    told: int
    found: int
    untold: int
    lacking: str


@dataclass(frozen=True, slots=True)
class CheckedPlan:
    """The targets of a plan in a year; `apart` are suspended or put aside, `unnamed` only counted by a document.

    `coverage` is of what is looked for in every target, `headline` what is said of all together; `noticed` is how
    many targets have a finding.
    """

    plan: Plan
    year: FiscalYear
    as_of: Day | None
    coverage: tuple[Coverage, ...]
    headline: Told
    targets: int
    noticed: int
    apart: int
    unnamed: int

    @property
    def kinds(self) -> tuple[Told, ...]:
        """The kinds of which there are findings, in the order in which they are told."""
        return tuple(kind for kind in (*(own.kind for own in self.coverage), self.headline) if kind.findings)


@dataclass(frozen=True, slots=True)
class CheckTargetsOutcome:
    """The targets of each plan that deserve attention."""

    plans: tuple[CheckedPlan, ...]

    @property
    def weak(self) -> bool:
        """Whether there is any."""
        return any(plan.kinds for plan in self.plans)
