"""What checking the data comes to."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from dxkpi.core.diagnostic import Finding, RuleInfo, Severity
    from dxkpi.core.waiver import Waived


@dataclass(frozen=True, slots=True)
class ValidateOutcome:
    """The findings of a run that were asked for, sorted by file, line and code.

    `files` were read (`names`), `skipped` were not looked at. `waived` were set aside with a reason; `hidden` is how
    many more findings of these files there are, of rules that were not asked for. `unread` are those of all files that
    could not be taken in: what their values mean, and what hangs on them elsewhere, was not looked at.
    """

    findings: tuple[Finding, ...]
    files: int
    skipped: tuple[str, ...]
    waived: tuple[Waived, ...] = ()
    hidden: int = 0
    names: tuple[str, ...] = ()
    unread: tuple[str, ...] = ()

    def count(self, severity: Severity) -> int:
        """How many findings weigh that much."""
        return sum(finding.severity is severity for finding in self.findings)


@dataclass(frozen=True, slots=True)
class StatisticsOutcome:
    """How many findings each rule has, most first, and in how many files; `outcome` is what was counted."""

    rows: tuple[tuple[RuleInfo, int, int], ...]
    outcome: ValidateOutcome
