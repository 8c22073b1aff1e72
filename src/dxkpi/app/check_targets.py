"""`dxkpi check-targets`: the targets of a year that deserve the board's attention."""

from collections.abc import Iterator
from dataclasses import dataclass

from dxkpi.app.choose import day_of, newest_year, plans_covering, plans_named, year_of
from dxkpi.app.data import Data
from dxkpi.core.dataset import DeclaredPlan
from dxkpi.core.diagnostic import Diagnostic
from dxkpi.core.fiscal import FiscalYear
from dxkpi.core.outcomes.targets import CheckTargetsOutcome
from dxkpi.core.weak_targets.check import CheckedPlan, check_plan
from dxkpi.rules.beyond_target import BEYOND_TARGET
from dxkpi.rules.fraction_for_percent import FRACTION_FOR_PERCENT
from dxkpi.rules.ten_times import TEN_TIMES

_OF_DIGITS = tuple(rule.info for rule in (FRACTION_FOR_PERCENT, TEN_TIMES, BEYOND_TARGET))


@dataclass(frozen=True, slots=True)
class CheckTargetsRequest:
    """What was asked, as written; None where nothing was."""

    year: str | None = None
    plan: str | None = None
    as_of: str | None = None


def check_targets(data: Data, request: CheckTargetsRequest) -> CheckTargetsOutcome:
    """The targets of each plan, in the year asked for or in the newest that the plan has actuals for.

    A slip of a digit that somebody has waived with a reason is not told again.

    Raises:
        UsageProblem: for a year, plan or day that there is not.
    """
    as_of = day_of(request.as_of) if request.as_of is not None else None
    leaps: dict[str, list[Diagnostic]] = {}
    for one in (finding.diagnostic for finding in data.findings if finding.diagnostic.rule in _OF_DIGITS):
        leaps.setdefault(one.document, []).append(one)

    def checked(plan: DeclaredPlan, year: FiscalYear) -> CheckedPlan:
        own = data.dataset.of_plan(plan.plan.plan)
        told = [one for document in dict.fromkeys(d.document for d in own) for one in leaps.get(document, ())]
        return check_plan(plan, own, year, as_of, told)

    return CheckTargetsOutcome(tuple(checked(plan, year) for plan, year in _plans(data, request)), data.where)


def _plans(data: Data, request: CheckTargetsRequest) -> Iterator[tuple[DeclaredPlan, FiscalYear]]:
    plans = plans_named(data.dataset, request.plan)
    if request.year is not None:
        year = year_of(request.year)
        yield from ((plan, year) for plan in plans_covering(data.dataset, plans, year))
        return
    begun = tuple(plan for plan in plans if any(map(plan.plan.covers, data.dataset.actual_years(plan.plan.plan))))
    yield from ((plan, newest_year(data.dataset, [plan])) for plan in begun or plans)
