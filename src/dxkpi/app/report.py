"""`dxkpi report`, `reconcile`, `outlook` and `overview`: a year of every plan that covers it."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, NamedTuple

from dxkpi.app.data import Data
from dxkpi.app.problems import UsageProblem
from dxkpi.app.select import day_of, plans_covering, plans_named, with_section, year_of, year_or_default
from dxkpi.core.assess import assess
from dxkpi.core.basis.calendar import Day, FiscalYear
from dxkpi.core.dataset import Dataset, DeclaredIndicator, DeclaredPlan, placed
from dxkpi.core.default_year import DefaultYear
from dxkpi.core.outcomes.report import (
    CompareMethodsOutcome,
    OutlookOutcome,
    OverviewOutcome,
    ReconcileOutcome,
    ReportOutcome,
)
from dxkpi.core.outlook import PlanOutlook, plan_outlook
from dxkpi.core.plan.plan import Plan
from dxkpi.core.plan.scheme import Section
from dxkpi.core.reconcile import reconcile
from dxkpi.core.report import Report, Scope, build_report

if TYPE_CHECKING:
    from dxkpi.core.publication.conformity import Publication


class ReportRequest(NamedTuple):
    """Options as written; None where an option was not given."""

    year: str | None = None
    plan: str | None = None
    section: str | None = None
    as_of: str | None = None
    computed: bool = False
    original: bool = False
    compared_with: str | None = None


def report(data: Data, request: ReportRequest) -> ReportOutcome:
    """Return the reports asked for.

    Raises:
        UsageProblem: for an invalid year or day, or an unknown plan or section.
    """
    return replace(report_of(data.dataset, request), findings=data.findings)


def report_of(dataset: Dataset, request: ReportRequest) -> ReportOutcome:
    """Return the reports asked for, without findings.

    Raises:
        UsageProblem: for an invalid year or day, or an unknown plan or section.
    """
    as_of = day_of(request.as_of) if request.as_of is not None else None
    default, plans = year_and_plans(dataset, request.year, request.plan, as_of)
    year, other = default.year, _other_year(dataset, request, plans, default.year)
    reports = tuple(
        build_report(
            declared.plan,
            dataset.of_plan(declared.plan.plan),
            year,
            Scope(as_of, section.id if section else None, request.computed, request.original, other),
        )
        for declared, section in with_section(plans, request.section)
    )
    stands = ((one.plan.plan, _publication(dataset, one)) for one in reports)
    outlooks = ((one.plan.plan, _outlook(one)) for one in reports)
    return ReportOutcome(
        reports,
        (),
        {plan: stand for plan, stand in stands if stand},
        {plan: found for plan, found in outlooks if found},
        {one.plan.plan: _altered(one.plan) for one in reports},
        default.passed_over,
    )


def _other_year(
    dataset: Dataset, request: ReportRequest, plans: Sequence[DeclaredPlan], year: FiscalYear
) -> FiscalYear | None:
    """Return the year to compare with, if one was asked for."""
    if request.compared_with is None:
        return None
    other = year_of(request.compared_with)
    if other == year:
        raise UsageProblem(f"--compared-with: {other.formal}（{other}）は、報告の年度と同じである。ほかの年度を示す")
    plans_covering(dataset, plans, other)
    return other


def _publication(dataset: Dataset, report: Report) -> "Publication | None":
    result = report.plan.published.get(report.year)
    corrected = any(correction.year == report.year for correction in report.plan.corrections)
    if result is None or (result.transcribed and not corrected):
        return None
    from dxkpi.core.publication.conformity import publication  # noqa: PLC0415 - most years are not published

    return publication(dataset, report)


def _altered(plan: Plan) -> tuple[str, ...]:
    name = plan.method.preset if plan.method else None
    if name is None:
        return ()
    from dxkpi.core.presets import altered  # noqa: PLC0415 - most plans say their method themselves
    from dxkpi.source.presets import shipped  # noqa: PLC0415

    known = shipped().records
    return altered(plan, known[name]) if name in known else ()


def _outlook(report: Report) -> PlanOutlook | None:
    """Return the outlook for a report, or None once no target year is still to come."""
    scope = report.scope
    found = plan_outlook(report.plan, report.year, report.assessments, scope.as_of, scope.section)
    return found if found.applies else None


def reconciliation(data: Data, request: ReportRequest) -> ReconcileOutcome:
    """Return the reconciliation of the published results of the year.

    Raises:
        UsageProblem: for what `report` refuses, and where no plan has a published result of that year.
    """
    if request.year is None:
        year, plans = _newest_published(data, request.plan)
    else:
        default, plans = year_and_plans(data.dataset, request.year, request.plan)
        year = default.year
    results = (reconcile(d.plan, data.dataset.of_plan(d.plan.plan), year) for d in plans)
    found = tuple(result for result in results if result is not None)
    if not found:
        years = sorted({y for d in plans_named(data.dataset, request.plan) for y in _transcribed(d.plan)})
        listed = "、".join(map(str, years)) or "一つもない"
        made = any(year in d.plan.published for d in plans)
        check = f"{_CHECK}。" if made else ""
        raise UsageProblem(f"{year.formal}（{year}）に、資料から書き写した公表結果がない。{check}あるのは {listed}")
    return ReconcileOutcome(found)


_CHECK = "dxkpi publish が書いた結果は dxkpi publish --check で確かめる"


def year_and_plans(
    dataset: Dataset, year: str | None, plan: str | None, as_of: Day | None = None
) -> tuple[DefaultYear, tuple[DeclaredPlan, ...]]:
    """Return the year meant (absent: the newest of the plans' default years) and the plans that cover it."""
    plans = plans_named(dataset, plan)
    meant = year_or_default(dataset, plans, year, as_of)
    return meant, plans_covering(dataset, plans, meant.year)


def _newest_published(data: Data, plan: str | None) -> tuple[FiscalYear, tuple[DeclaredPlan, ...]]:
    plans = plans_named(data.dataset, plan)
    years = [year for declared in plans for year in _transcribed(declared.plan)]
    if not years:
        made = any(declared.plan.published for declared in plans)
        copy = "data/published/<計画の id>/R3.yaml に、資料の件数と割合を書き写す"
        raise UsageProblem(f"資料から書き写した公表結果がない。{_CHECK if made else copy}")
    return max(years), plans


def _transcribed(plan: Plan) -> Iterator[FiscalYear]:
    return (year for year, result in plan.published.items() if result.transcribed)


def outlook(data: Data, request: ReportRequest) -> OutlookOutcome:
    """Return the outlook of the plans that rate and cover the year, or else of those that ended before it.

    Raises:
        UsageProblem: for an invalid year or day, an unknown plan or section, and where no plan rates.
    """
    rating = tuple(declared for declared in plans_named(data.dataset, request.plan) if declared.plan.ratings)
    if not rating:
        raise UsageProblem("達成区分を付ける計画がない。見通しは、目標値のある計画について示す")
    as_of = day_of(request.as_of) if request.as_of is not None else None
    default = year_or_default(data.dataset, rating, request.year, as_of)
    year = default.year
    found = []
    for declared, section in with_section(_begun(data, rating, year), request.section):
        plan = declared.plan.in_year(year)
        own = (one.indicator for one in placed(data.dataset.of_plan(plan.plan), plan, year))
        assessments = (assess(indicator, plan, year, as_of) for indicator in own)
        found.append(plan_outlook(plan, year, assessments, as_of, section.id if section else None))
    return OutlookOutcome(tuple(found), default.passed_over)


def _begun(data: Data, plans: tuple[DeclaredPlan, ...], year: FiscalYear) -> tuple[DeclaredPlan, ...]:
    if not any(data.dataset.covers(declared.plan, year) for declared in plans):
        lasts = ((declared, data.dataset.last_year(declared.plan)) for declared in plans)
        over = tuple(declared for declared, last in lasts if last is not None and last < year)
        if over:
            return over
    return plans_covering(data.dataset, plans, year)


def by_methods(data: Data, request: ReportRequest, names: str) -> CompareMethodsOutcome:
    """Judge the plans of a year by their own method and by those in `names`, which are separated by commas.

    Raises:
        UsageProblem: for an unknown or repeated method, for what `report` refuses, and where nothing is rated.
    """
    from dxkpi.app.methods import preset_named  # noqa: PLC0415 - a report by the plan's own method needs neither
    from dxkpi.core.by_method import compare_methods  # noqa: PLC0415

    presets = [preset_named(name) for name in names.split(",")]
    twice = next((preset for position, preset in enumerate(presets) if preset in presets[:position]), None)
    if twice is not None:
        raise UsageProblem(f"--compare-methods: 「{twice.preset}」が二度ある。一度だけ書く")
    as_of = day_of(request.as_of) if request.as_of is not None else None
    default, plans = year_and_plans(data.dataset, request.year, request.plan, as_of)
    year = default.year
    rating = tuple(declared for declared in plans if declared.plan.ratings)
    if not rating:
        raise UsageProblem(f"{year.formal}（{year}）に、達成区分を付ける計画がない。目標値のある計画で比べる")
    return CompareMethodsOutcome(
        tuple(
            compare_methods(declared.plan, _within(data, declared, section, year), year, presets, as_of)
            for declared, section in with_section(rating, request.section)
        ),
        default.passed_over,
    )


def _within(data: Data, declared: DeclaredPlan, section: Section | None, year: FiscalYear) -> list[DeclaredIndicator]:
    own = placed(data.dataset.of_plan(declared.plan.plan), declared.plan, year)
    return [one for one in own if section is None or section.id in one.indicator.listed_in]


def every_plan(data: Data, year: str | None) -> OverviewOutcome:
    """Return a line for each plan, in `year` or in its newest; a plan without a report of it says so.

    Raises:
        UsageProblem: for an invalid year.
    """
    from dxkpi.core.overview import overview  # noqa: PLC0415 - the other commands need not load it

    meant = year_of(year) if year is not None else None
    return OverviewOutcome(overview(data.dataset, meant), meant)
