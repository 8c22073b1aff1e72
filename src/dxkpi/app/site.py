"""`dxkpi site`: what may be shown to the public of every plan."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from dxkpi.app.data import Data
from dxkpi.app.report import ReportRequest, report
from dxkpi.app.select import plans_named
from dxkpi.core.assess import assess
from dxkpi.core.assessment import Assessment
from dxkpi.core.basis.calendar import FiscalYear
from dxkpi.core.dataset import Dataset, DeclaredIndicator, DeclaredPlan
from dxkpi.core.explain import explain_reconciled
from dxkpi.core.indicator import Indicator
from dxkpi.core.news import newest_first, news
from dxkpi.core.outcomes.site import IndicatorShown, PlanShown, Revision, SiteOutcome, YearShown
from dxkpi.core.plan.plan import Plan
from dxkpi.core.published_rows import differences, row_of
from dxkpi.source.git import GitTree

TITLE = "KPIの達成状況"


@dataclass(frozen=True, slots=True)
class SiteRequest:
    """One plan, or all; with `unpublished` also the years that are not public yet."""

    plan: str | None = None
    unpublished: bool = False


def site(data: Data, request: SiteRequest) -> SiteOutcome:
    """Return what the site shows.

    Raises:
        UsageProblem: for an unknown plan.
    """
    named = plans_named(data.dataset, request.plan)
    plans = tuple(_plan(data, declared, unpublished=request.unpublished) for declared in named)
    found = (own for shown in plans for own in news(data.dataset, shown.plan, [year.year for year in shown.years]))
    governments = {own.plan.government for own in named}
    publisher = governments.pop() if len(governments) == 1 else None
    revision = Revision(data.tree.commit[:_SHORT], data.tree.day) if isinstance(data.tree, GitTree) else None
    return SiteOutcome(plans, newest_first(found), TITLE, publisher, revision)


_SHORT = 12


def _plan(data: Data, declared: DeclaredPlan, *, unpublished: bool) -> PlanShown:
    public, others = _years(data.dataset, declared)
    years = sorted({*public, *others} if unpublished else public, reverse=True)
    shown = tuple(_year(data, declared, year) for year in years)
    whole = unpublished or _follows(declared.plan)
    if not whole:
        shown = tuple(_without_other_years(own, years) for own in shown)
    own = data.dataset.of_plan(declared.plan.plan) if shown else ()
    indicators = tuple(_indicator(one, declared, shown, whole=whole) for one in own)
    return PlanShown(declared, shown, indicators, () if unpublished else tuple(sorted(others)))


def _follows(plan: Plan) -> bool:
    """Say whether a plan has nothing to judge by or to publish, and only follows its indicators."""
    return plan.method is None and not plan.published


def _years(dataset: Dataset, declared: DeclaredPlan) -> tuple[Collection[FiscalYear], Collection[FiscalYear]]:
    """Return the years that are public, and the others with values; of a plan that only follows, the newest has all."""
    plan = declared.plan
    known = {year for year in dataset.actual_years(plan.plan) if dataset.covers(plan, year)}
    if _follows(plan):
        return (max(known),) if known else (), ()
    return plan.published.keys(), known - plan.published.keys()


def _year(data: Data, declared: DeclaredPlan, year: FiscalYear) -> YearShown:
    """Return a year as it was published, where this program did it; else as the data has it now."""
    plan = declared.plan
    result = plan.published.get(year)
    as_of = result.date if result and not result.transcribed else None
    # Findings are for those who keep the data, and may tell values that are not public yet.
    outcome = replace(
        report(data, ReportRequest(str(year), plan.plan, as_of=str(as_of) if as_of else None)), findings=()
    )
    newer = tuple(_newer(outcome.reports[0].assessments, plan.in_year(year))) if as_of else ()
    return YearShown(year, outcome, result is not None or _follows(plan), newer)


def _without_other_years(shown: YearShown, years: Collection[FiscalYear]) -> YearShown:
    """Return a year whose report has the values of public `years` alone, and those that its results use."""

    def of(own: Assessment) -> Assessment:
        observations = own.summed.observations if own.summed else (own.observation,) if own.observation else ()
        used = {(one.year, one.index) for one in observations}
        return replace(own, indicator=_public(own.indicator, years, used))

    reports = tuple(replace(one, assessments=tuple(map(of, one.assessments))) for one in shown.outcome.reports)
    return replace(shown, outcome=replace(shown.outcome, reports=reports))


def _newer(assessments: Sequence[Assessment], plan: Plan) -> Iterator[tuple[Assessment, Assessment]]:
    for then in assessments:
        now = assess(then.adopted, plan, then.year)
        if any(differences(row_of(then, plan), row_of(now, plan), plan, whole=True)):
            yield then, now


def _indicator(
    declared: DeclaredIndicator, plan: DeclaredPlan, shown: Sequence[YearShown], *, whole: bool
) -> IndicatorShown:
    explanations = tuple(
        explain_reconciled(declared, plan, own.year, own.report.scope.as_of, own.report.reconciliation) for own in shown
    )
    if whole:
        return IndicatorShown(declared, explanations)
    years = {own.year for own in shown}
    used = {(i.observation.year, i.observation.index) for e in explanations for i in e.inputs if i.observation}
    return IndicatorShown(replace(declared, indicator=_public(declared.indicator, years, used)), explanations)


def _public(indicator: Indicator, years: Collection[FiscalYear], used: Collection[tuple[FiscalYear, int]]) -> Indicator:
    """Return an indicator with the values of public `years`, and those that their results use; nothing is told early.

    A plan may have ended the tracking of an indicator, or changed its state, for a year that is not public yet.
    """
    newest, suspended = max(years), indicator.suspended

    def shown(key: str, year: FiscalYear, value: Any) -> Any:  # noqa: ANN401 - whatever a key has
        if key == "actuals":
            return tuple(own for index, own in enumerate(value) if year in years or (year, index) in used)
        return value if year in years or (key == "states" and year <= newest) else ()

    by_year = {
        key: {year: kept for year, own in value.items() if (kept := shown(key, year, own)) != ()}
        for key, value in indicator
        if isinstance(value, Mapping) and all(isinstance(year, FiscalYear) for year in value)
    }
    early = suspended is not None and newest < suspended.since
    return indicator.model_copy(update={**by_year, "suspended": None if early else suspended})
