"""`dxkpi outlook`: the years before a target year, independent of any rating."""

from dxkpi.app.data import Data
from dxkpi.app.problems import UsageProblem
from dxkpi.app.report import ReportRequest
from dxkpi.app.select import day_of, plans_covering, plans_named, with_section, year_or_default
from dxkpi.core.assess import assess
from dxkpi.core.basis.calendar import FiscalYear
from dxkpi.core.dataset import DeclaredPlan, placed
from dxkpi.core.outcomes.report import OutlookOutcome
from dxkpi.core.outlook import plan_outlook


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
        own = (one.indicator for one in placed(data.dataset.of_plan(declared.plan.plan), declared.plan, year))
        assessments = (assess(indicator, declared.plan, year, as_of) for indicator in own)
        found.append(plan_outlook(declared.plan, year, assessments, as_of, section.id if section else None))
    return OutlookOutcome(tuple(found), default.passed_over)


def _begun(data: Data, plans: tuple[DeclaredPlan, ...], year: FiscalYear) -> tuple[DeclaredPlan, ...]:
    if not any(data.dataset.covers(declared.plan, year) for declared in plans):
        lasts = ((declared, data.dataset.last_year(declared.plan)) for declared in plans)
        over = tuple(declared for declared, last in lasts if last is not None and last < year)
        if over:
            return over
    return plans_covering(data.dataset, plans, year)
