"""`dxkpi report` and `dxkpi reconcile`: a year of every plan that covers it."""

from dataclasses import dataclass

from dxkpi.app.choose import day_of, newest_year, plans_covering, plans_named, with_section, year_of
from dxkpi.app.data import Data
from dxkpi.app.methods import preset_named
from dxkpi.app.problems import UsageProblem
from dxkpi.core.by_method import compare_methods
from dxkpi.core.dataset import DeclaredIndicator, DeclaredPlan
from dxkpi.core.fiscal import FiscalYear
from dxkpi.core.outcomes.report import CompareMethodsOutcome, OverviewOutcome, ReconcileOutcome, ReportOutcome
from dxkpi.core.outlook_plan import PlanOutlook, plan_outlook
from dxkpi.core.overview import overview
from dxkpi.core.plan import Plan, Section
from dxkpi.core.preset import altered
from dxkpi.core.publication.review import publication
from dxkpi.core.reconcile import reconcile
from dxkpi.core.report import Report, Scope, build_report
from dxkpi.source.presets import shipped


@dataclass(frozen=True, slots=True)
class ReportRequest:
    """What was asked, as written; None where nothing was."""

    year: str | None = None
    plan: str | None = None
    section: str | None = None
    as_of: str | None = None
    computed: bool = False
    original: bool = False


def report(data: Data, request: ReportRequest) -> ReportOutcome:
    """The reports that were asked for.

    Raises:
        UsageProblem: for a year, plan, section or day that there is not.
    """
    year, plans = year_and_plans(data, request.year, request.plan)
    as_of = day_of(request.as_of) if request.as_of is not None else None
    reports = tuple(
        build_report(
            declared.plan,
            data.dataset.of_plan(declared.plan.plan),
            year,
            Scope(as_of, section.id if section else None, request.computed, request.original),
        )
        for declared, section in with_section(plans, request.section)
    )
    stands = ((one.plan.plan, publication(data.dataset, one)) for one in reports)
    outlooks = ((one.plan.plan, _outlook(one)) for one in reports)
    return ReportOutcome(
        reports,
        data.findings,
        {plan: stand for plan, stand in stands if stand},
        {plan: found for plan, found in outlooks if found},
        {one.plan.plan: _altered(one.plan) for one in reports},
    )


def _altered(plan: Plan) -> tuple[str, ...]:
    name = plan.method.preset if plan.method else None
    return altered(plan, shipped().records[name]) if name else ()


def _outlook(report: Report) -> PlanOutlook | None:
    """What stands beside a report while a target year is still to come."""
    scope = report.scope
    found = plan_outlook(report.plan, report.year, report.assessments, scope.as_of, scope.section)
    return found if found.applies else None


def every_plan(data: Data, year: str | None) -> OverviewOutcome:
    """A line for each plan, in `year` or in its newest; one that does not report on it says so in its line.

    Raises:
        UsageProblem: for what is no year.
    """
    meant = year_of(year) if year is not None else None
    return OverviewOutcome(overview(data.dataset, meant), meant)


def compare(data: Data, request: ReportRequest, names: str) -> CompareMethodsOutcome:
    """The plans of a year by their own method and by those whose names stand in `names`, with commas between.

    Raises:
        UsageProblem: also for a method that there is not, or named twice, and where nothing is rated.
    """
    presets = [preset_named(name) for name in names.split(",")]
    twice = next((own for position, own in enumerate(presets) if own in presets[:position]), None)
    if twice is not None:
        raise UsageProblem(f"--compare-methods: 「{twice.preset}」が二度ある。一度だけ書く")
    year, plans = year_and_plans(data, request.year, request.plan)
    rating = tuple(declared for declared in plans if declared.plan.ratings)
    if not rating:
        raise UsageProblem(f"{year.formal}（{year}）に、達成区分を付ける計画がない。目標値のある計画で比べる")
    as_of = day_of(request.as_of) if request.as_of is not None else None
    return CompareMethodsOutcome(
        tuple(
            compare_methods(declared.plan, _within(data, declared, section), year, presets, as_of)
            for declared, section in with_section(rating, request.section)
        )
    )


def _within(data: Data, declared: DeclaredPlan, section: Section | None) -> list[DeclaredIndicator]:
    own = data.dataset.of_plan(declared.plan.plan)
    return [one for one in own if section is None or section.id in one.indicator.listed_in]


def reconciliation(data: Data, request: ReportRequest) -> ReconcileOutcome:
    """The published results of the year against the data.

    Raises:
        UsageProblem: also where no plan has a published result of that year.
    """
    if request.year is None:
        year, plans = _newest_published(data, request.plan)
    else:
        year, plans = year_and_plans(data, request.year, request.plan)
    results = (reconcile(d.plan, data.dataset.of_plan(d.plan.plan), year) for d in plans)
    found = tuple(result for result in results if result is not None)
    if not found:
        years = sorted({y for d in plans_named(data.dataset, request.plan) for y in d.plan.published})
        listed = "、".join(map(str, years)) or "一つもない"
        raise UsageProblem(f"{year.formal}（{year}）の公表結果が、計画の published にない。あるのは {listed}")
    return ReconcileOutcome(found)


def year_and_plans(data: Data, year: str | None, plan: str | None) -> tuple[FiscalYear, tuple[DeclaredPlan, ...]]:
    """The year that is meant (absent: the newest with actuals) and the plans that cover it."""
    plans = plans_named(data.dataset, plan)
    meant = year_of(year) if year is not None else newest_year(data.dataset, plans)
    return meant, plans_covering(data.dataset, plans, meant)


def _newest_published(data: Data, plan: str | None) -> tuple[FiscalYear, tuple[DeclaredPlan, ...]]:
    plans = plans_named(data.dataset, plan)
    years = [year for declared in plans for year in declared.plan.published]
    if not years:
        raise UsageProblem("公表結果のある計画がない。計画の published に、資料の件数と割合を書き写す")
    return max(years), plans
