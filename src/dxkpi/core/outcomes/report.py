"""What the figures of plans in a year come to."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from dxkpi.core.reconcile import Agreement

if TYPE_CHECKING:
    from dxkpi.core.basis.calendar import FiscalYear
    from dxkpi.core.basis.finding import Finding
    from dxkpi.core.by_method import Comparison
    from dxkpi.core.outlook import PlanOutlook
    from dxkpi.core.overview import Line
    from dxkpi.core.publication.conformity import Publication
    from dxkpi.core.reconcile import Reconciliation
    from dxkpi.core.report import Report


@dataclass(frozen=True, slots=True)
class ReportOutcome:
    """The reports of every plan that covers the year; `findings` are those that do not touch the figures.

    `publications` say by plan how those reports stand to what was published whose year was. `outlooks` stand beside
    those reports, by plan, whose year comes before a target year. `altered` are the keys under which a plan says
    something else than the method that it names.
    """

    reports: tuple[Report, ...]
    findings: tuple[Finding, ...] = ()
    publications: Mapping[str, Publication] = field(default_factory=dict)
    outlooks: Mapping[str, PlanOutlook] = field(default_factory=dict)
    altered: Mapping[str, tuple[str, ...]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class CompareMethodsOutcome:
    """Every plan that covers the year and rates, by several methods."""

    comparisons: tuple[Comparison, ...]


@dataclass(frozen=True, slots=True)
class OverviewOutcome:
    """A line for each plan; `year` is the one that was asked for, None: each plan's newest."""

    lines: tuple[Line, ...]
    year: FiscalYear | None = None


@dataclass(frozen=True, slots=True)
class OutlookOutcome:
    """The outlook of every plan with targets that the year falls into, or that has ended before it."""

    plans: tuple[PlanOutlook, ...]


@dataclass(frozen=True, slots=True)
class ReconcileOutcome:
    """The published results of a year, one for each plan that has one."""

    reconciliations: tuple[Reconciliation, ...]

    @property
    def contradicted(self) -> bool:
        """Whether something published cannot be true together with the data."""
        return any(r.agreement is Agreement.CONTRADICTED for r in self.reconciliations)
