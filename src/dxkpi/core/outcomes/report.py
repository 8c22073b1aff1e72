"""Outcomes about the figures of plans in a fiscal year, and about the methods that they can name."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, NamedTuple

from dxkpi.core.reconcile import Agreement

if TYPE_CHECKING:
    from dxkpi.core.basis.calendar import FiscalYear
    from dxkpi.core.basis.finding import Finding
    from dxkpi.core.by_method import MethodComparison
    from dxkpi.core.default_year import YearCoverage
    from dxkpi.core.outlook import PlanOutlook
    from dxkpi.core.overview import PlanLine
    from dxkpi.core.presets import NotYet, Preset
    from dxkpi.core.publication.conformity import Publication
    from dxkpi.core.reconcile import Reconciliation
    from dxkpi.core.report import Report


@dataclass(frozen=True, slots=True)
class ReportOutcome:
    """Reports of every plan that covers the year; `findings` are those that do not affect the figures.

    By plan: `publications` relate its report to the published year, `outlooks` exist for a year before the target year,
    `altered` are the keys in which it differs from the method that it names. `passed_over` are newer years with too few
    values, where no year was asked for.
    """

    reports: tuple[Report, ...]
    findings: tuple[Finding, ...] = ()
    publications: Mapping[str, Publication] = field(default_factory=dict)
    outlooks: Mapping[str, PlanOutlook] = field(default_factory=dict)
    altered: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    passed_over: tuple[YearCoverage, ...] = ()


class CompareMethodsOutcome(NamedTuple):
    """Every plan that covers the year and has ratings, by several methods; `passed_over` as of a report."""

    comparisons: tuple[MethodComparison, ...]
    passed_over: tuple[YearCoverage, ...] = ()


class OverviewOutcome(NamedTuple):
    """A line for each plan; `year` is the one asked for, None: the newest of each plan."""

    lines: tuple[PlanLine, ...]
    year: FiscalYear | None = None


class OutlookOutcome(NamedTuple):
    """The outlook of every plan with targets that covers the year or ended before it."""

    plans: tuple[PlanOutlook, ...]
    passed_over: tuple[YearCoverage, ...] = ()


class ReconcileOutcome(NamedTuple):
    """The reconciliation of a year, one for each plan with a published result."""

    reconciliations: tuple[Reconciliation, ...]

    @property
    def contradicted(self) -> bool:
        """True if some published figure contradicts the data."""
        return any(r.agreement is Agreement.CONTRADICTED for r in self.reconciliations)


@dataclass(frozen=True, slots=True)
class MethodsOutcome:
    """Every method that a plan can take by its name, and those that cannot be named yet."""

    presets: tuple[Preset, ...]
    not_yet: tuple[NotYet, ...]


@dataclass(frozen=True, slots=True)
class MethodOutcome:
    """One method in full."""

    preset: Preset
