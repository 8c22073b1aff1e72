"""`dxkpi site`: what may be shown to the public of every plan."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from dxkpi.app.data import Data
from dxkpi.app.problems import UsageProblem
from dxkpi.app.report import ReportRequest, report_of
from dxkpi.app.select import plans_named
from dxkpi.core.assess import assess
from dxkpi.core.assessment import Assessment
from dxkpi.core.basis.calendar import Day, FiscalYear
from dxkpi.core.dataset import Dataset, DeclaredPlan
from dxkpi.core.explain import explain_reconciled
from dxkpi.core.indicator import Indicator
from dxkpi.core.news import newest_first, news
from dxkpi.core.outcomes.site import DataRevision, IndicatorShown, PlanShown, SiteOutcome, YearShown
from dxkpi.core.plan.plan import Plan
from dxkpi.core.published_rows import differences, row_of
from dxkpi.core.reconcile import reconcile
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
        UsageProblem: for an unknown plan, and where there is no year to show.
    """
    named = plans_named(data.dataset, request.plan)
    plans = tuple(_plan(data.dataset, declared, unpublished=request.unpublished) for declared in named)
    if not any(shown.years for shown in plans):
        left = any(shown.left_out for shown in plans)
        why = "公表した年度がない" if left else "実績値がない"
        hint = "dxkpi publish で公表するか、--unpublished で公表前の年度を載せる" if left else "実績値を書いてから打つ"
        raise UsageProblem(f"載せる年度が一つもない（{why}）。{hint}")
    found = (own for shown in plans for own in news(data.dataset, shown.plan, [year.year for year in shown.years]))
    declared = data.dataset.site.site
    governments = {own.plan.government for own in named}
    publisher = declared.publisher or (governments.pop() if len(governments) == 1 else None)
    revision = DataRevision(data.tree.commit[:_SHORT], data.tree.day) if isinstance(data.tree, GitTree) else None
    linked = tuple(_with_sources(data, shown) for shown in plans)
    return SiteOutcome(linked, newest_first(found), declared.title or TITLE, publisher, revision, declared)


_SHORT = 12


def _with_sources(data: Data, shown: PlanShown) -> PlanShown:
    """Return a plan, each of its indicators with the address of its file at the revision, if there is one."""
    tree, declared = data.tree, data.dataset.site.site
    if not isinstance(tree, GitTree) or declared.source_url is None:
        return shown

    def address(own: IndicatorShown) -> str | None:
        place = own.declared.at("actuals") if own.declared.indicator.actuals else own.declared.at()
        return declared.address_of(tree.commit, tree.path_of(place.document), data.spot(place).line)

    return shown._replace(indicators=tuple(own._replace(source=address(own)) for own in shown.indicators))


def _plan(dataset: Dataset, declared: DeclaredPlan, *, unpublished: bool) -> PlanShown:
    public, others = _years(dataset, declared)
    years = sorted({*public, *others} if unpublished else public, reverse=True)
    whole = unpublished or _follows(declared.plan)
    indicators = tuple(_indicators(dataset, declared, years, whole=whole)) if years else ()
    # Reports are made of nothing but what may be shown: their tables have earlier years too.
    shown = dataset if whole else replace(dataset, indicators=tuple(own.declared for own in indicators))
    return PlanShown(
        declared,
        tuple(_year(shown, declared, year) for year in years),
        indicators,
        () if unpublished else tuple(sorted(others)),
    )


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


def _as_of(plan: Plan, year: FiscalYear) -> Day | None:
    """Return the day of the publication of a year that this program wrote down, by whose values it is shown."""
    result = plan.published.get(year)
    return result.date if result and not result.transcribed else None


def _year(dataset: Dataset, declared: DeclaredPlan, year: FiscalYear) -> YearShown:
    plan, as_of = declared.plan, _as_of(declared.plan, year)
    outcome = report_of(dataset, ReportRequest(str(year), plan.plan, as_of=str(as_of) if as_of else None))
    newer = tuple(_newer(dataset, outcome.reports[0].assessments, plan.in_year(year))) if as_of else ()
    return YearShown(year, outcome, year in plan.published or _follows(plan), newer)


def _newer(dataset: Dataset, assessments: Sequence[Assessment], plan: Plan) -> Iterator[tuple[Assessment, Assessment]]:
    declared = {own.indicator.id: own.indicator for own in dataset.of_plan(plan.plan)}
    for then in assessments:
        now = assess(declared[then.indicator.id], plan, then.year)
        if any(differences(row_of(then, plan), row_of(now, plan), plan, whole=True)):
            yield then, now


def _indicators(
    dataset: Dataset, plan: DeclaredPlan, years: Sequence[FiscalYear], *, whole: bool
) -> Iterator[IndicatorShown]:
    """Yield the indicators of a plan, explained in each of its `years`; unless `whole`, without values of others."""
    own = dataset.of_plan(plan.plan.plan)
    reconciled = {year: reconcile(plan.plan.in_year(year), own, year) for year in years}
    for declared in own:
        explanations = tuple(
            explain_reconciled(declared, plan, year, _as_of(plan.plan, year), reconciled[year])
            for year in years
            if plan.plan.lists(declared.indicator, year)
        )
        if not whole:
            used = {(i.observation.year, i.observation.index) for e in explanations for i in e.inputs if i.observation}
            declared = replace(declared, indicator=_public(declared.indicator, years, used))  # noqa: PLW2901
        yield IndicatorShown(declared, explanations)


def _public(indicator: Indicator, years: Collection[FiscalYear], used: Collection[tuple[FiscalYear, int]]) -> Indicator:
    """Return an indicator with the values of public `years`, and those that their results use; nothing early.

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
