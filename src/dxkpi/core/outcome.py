"""What a use case ends in, for any format to write down: a closed set."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from dxkpi.core.diagnostic import Severity
from dxkpi.core.diff.outcome import DiffOutcome
from dxkpi.core.reconcile import Agreement

if TYPE_CHECKING:  # a command pays for the outcome that it comes to, and not for what all others are made of
    from dxkpi.core.assessment import Assessment
    from dxkpi.core.by_method import Comparison
    from dxkpi.core.dataset import DeclaredIndicator, DeclaredPlan
    from dxkpi.core.diagnostic import Finding, RuleInfo
    from dxkpi.core.explain import Explanation
    from dxkpi.core.fiscal import FiscalYear
    from dxkpi.core.mending import MendedFile
    from dxkpi.core.outlook_plan import PlanOutlook
    from dxkpi.core.overview import Line
    from dxkpi.core.plan_change import PlanChange
    from dxkpi.core.preset import NotYet, Preset
    from dxkpi.core.publication.manifest import Manifest
    from dxkpi.core.publication.review import Publication
    from dxkpi.core.publication.standing import Standing
    from dxkpi.core.reconcile import Reconciliation
    from dxkpi.core.reference import Where
    from dxkpi.core.report import Report
    from dxkpi.core.waiver import Waived
    from dxkpi.core.weak_targets.check import CheckedPlan


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
class OutlookOutcome:
    """The outlook of every plan with targets that the year falls into, or that has ended before it."""

    plans: tuple[PlanOutlook, ...]


@dataclass(frozen=True, slots=True)
class OverviewOutcome:
    """A line for each plan; `year` is the one that was asked for, None: each plan's newest."""

    lines: tuple[Line, ...]
    year: FiscalYear | None = None


@dataclass(frozen=True, slots=True)
class ExplainOutcome:
    """One indicator explained."""

    explanation: Explanation
    where: Where


@dataclass(frozen=True, slots=True)
class ReconcileOutcome:
    """The published results of a year, one for each plan that has one."""

    reconciliations: tuple[Reconciliation, ...]

    @property
    def contradicted(self) -> bool:
        """Whether something published cannot be true together with the data."""
        return any(r.agreement is Agreement.CONTRADICTED for r in self.reconciliations)


@dataclass(frozen=True, slots=True)
class ListOutcome:
    """Indicators with their plan and what a year's data make of them.

    `sections` are those that were asked for, by plan; without one all that list an indicator are meant.
    """

    rows: tuple[tuple[DeclaredPlan, DeclaredIndicator, Assessment], ...]
    sections: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class ShowOutcome:
    """Everything that is declared of one indicator; `assessments` in each year that it has actuals for."""

    declared: DeclaredIndicator
    plan: DeclaredPlan
    assessments: tuple[Assessment, ...]
    where: Where


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


@dataclass(frozen=True, slots=True)
class ChangeOutcome:
    """What a change of one file would do: its lines as a unified `diff`, the result of the year before and after.

    `findings` are those that the data did not have before. `others` are the other plans that share the indicator and
    in which it changes too.
    """

    document: str
    diff: tuple[str, ...]
    result: PlanChange
    findings: tuple[Finding, ...]
    others: tuple[PlanChange, ...] = ()

    @property
    def refused(self) -> bool:
        """Whether the change must not be written, since the data could not be reckoned with any more."""
        return self.result.unread or any(finding.touches_figures for finding in self.findings)


@dataclass(frozen=True, slots=True)
class RulesOutcome:
    """Every rule there is, in the order of the codes."""

    rules: tuple[RuleInfo, ...]


@dataclass(frozen=True, slots=True)
class RuleOutcome:
    """One rule, with its page."""

    rule: RuleInfo


@dataclass(frozen=True, slots=True)
class CompareMethodsOutcome:
    """Every plan that covers the year and rates, by several methods."""

    comparisons: tuple[Comparison, ...]


@dataclass(frozen=True, slots=True)
class MethodsOutcome:
    """Every method that a plan can take by its name, and those that cannot be named yet."""

    presets: tuple[Preset, ...]
    not_yet: tuple[NotYet, ...]


@dataclass(frozen=True, slots=True)
class MethodOutcome:
    """One method with all that there is to say of it."""

    preset: Preset


@dataclass(frozen=True, slots=True)
class FixOutcome:
    """What was mended, or with `dry_run` would be, in every file where something is to be said.

    `findings` are those that come to light when all of it is mended.
    """

    files: tuple[MendedFile, ...]
    findings: tuple[Finding, ...] = ()
    dry_run: bool = False

    @property
    def changed(self) -> tuple[MendedFile, ...]:
        """The files that are not as they were."""
        return tuple(file for file in self.files if file.after != file.before)


@dataclass(frozen=True, slots=True)
class PublishOutcome:
    """The manifests that were written, and the names of their files."""

    manifests: tuple[Manifest, ...]
    names: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class CheckTargetsOutcome:
    """The targets of each plan that deserve attention."""

    plans: tuple[CheckedPlan, ...]
    where: Where

    @property
    def weak(self) -> bool:
        """Whether there is any."""
        return any(plan.weak for plan in self.plans)


@dataclass(frozen=True, slots=True)
class CheckOutcome:
    """How published years stand; `unread` are the manifests that could not be read."""

    standings: tuple[Standing, ...]
    unread: tuple[str, ...] = ()

    @property
    def sound(self) -> bool:
        """Whether nothing is wrong with any of them."""
        return not self.unread and all(standing.sound for standing in self.standings)


Outcome = (
    ReportOutcome
    | OverviewOutcome
    | OutlookOutcome
    | ExplainOutcome
    | ReconcileOutcome
    | ListOutcome
    | ShowOutcome
    | ValidateOutcome
    | StatisticsOutcome
    | ChangeOutcome
    | FixOutcome
    | DiffOutcome
    | PublishOutcome
    | CheckOutcome
    | CheckTargetsOutcome
    | RulesOutcome
    | RuleOutcome
    | CompareMethodsOutcome
    | MethodsOutcome
    | MethodOutcome
)
