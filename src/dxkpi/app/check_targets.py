"""`dxkpi check-targets`: the targets of a fiscal year that need the board's attention."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import chain, compress

from dxkpi.app.data import Data
from dxkpi.app.select import day_of, plans_covering, plans_named, year_of, year_or_default
from dxkpi.core.basis.calendar import Day, FiscalYear
from dxkpi.core.basis.finding import Diagnostic, Finding
from dxkpi.core.dataset import DeclaredIndicator, DeclaredPlan
from dxkpi.core.outcomes.findings import CheckCoverage, CheckedKind, CheckedPlan, CheckTargetsOutcome
from dxkpi.rules.review import HEADLINE, review_plan
from dxkpi.rules.review.case import ReviewRule, Silence, Verdict


@dataclass(frozen=True, slots=True)
class CheckTargetsRequest:
    """Options as written; None where an option was not given."""

    year: str | None = None
    plan: str | None = None
    as_of: str | None = None


def check_targets(data: Data, request: CheckTargetsRequest) -> CheckTargetsOutcome:
    """Check the targets of each plan, in the year asked for or in the default year of the plan.

    Findings waived with a reason are left out.

    Raises:
        UsageProblem: for an invalid year or day, or an unknown plan.
    """
    as_of = day_of(request.as_of) if request.as_of is not None else None
    plans = ((plan, _listed(data, plan, year), year) for plan, year in _plans(data, request, as_of))
    return CheckTargetsOutcome(tuple(checked(*one, as_of, data.counting) for one in plans))


def checked(
    plan: DeclaredPlan,
    indicators: Iterable[DeclaredIndicator],
    year: FiscalYear,
    as_of: Day | None,
    counting: Callable[[Iterable[Diagnostic]], Iterable[Finding]],
) -> CheckedPlan:
    """Review the targets of one plan, as `year` was judged, with the findings that `counting` lets through."""
    plan = plan.in_year(year)
    reviewed = review_plan(plan, indicators, year, as_of)
    every = (*chain.from_iterable(verdicts for _, verdicts in reviewed.verdicts), reviewed.headline)
    findings = {finding.diagnostic: finding for finding in counting(chain.from_iterable(map(_found, every)))}

    def kept(verdict: Verdict) -> tuple[Finding, ...]:
        return tuple(findings[diagnostic] for diagnostic in _found(verdict) if diagnostic in findings)

    def coverage(rule: ReviewRule, verdicts: Sequence[Verdict]) -> CheckCoverage:
        kind = CheckedKind(rule.rules, rule.title, rule.when, tuple(chain.from_iterable(map(kept, verdicts))))
        counted = tuple(compress(verdicts, reviewed.counts))
        unknown = counted.count(Silence.UNTOLD)
        checkable = len(counted) - unknown - counted.count(Silence.BESIDE)
        return CheckCoverage(kind, checkable, sum(map(bool, map(kept, counted))), unknown, rule.lacking)

    info, of_each = HEADLINE.info, zip(*(verdicts for _, verdicts in reviewed.verdicts), strict=True)
    return CheckedPlan(
        plan.plan,
        year,
        as_of,
        tuple(coverage(rule, verdicts) for rule, verdicts in reviewed.verdicts),
        CheckedKind((info,), info.summary, info.page.why, kept(reviewed.headline)),
        sum(reviewed.counts),
        len(reviewed.counts) - sum(reviewed.counts),
        sum(any(map(kept, verdicts)) for verdicts in compress(of_each, reviewed.counts)),
        reviewed.apart,
        sum(plan.plan.unnamed(year, section) for section in plan.plan.section_ids),
    )


def _listed(data: Data, plan: DeclaredPlan, year: FiscalYear) -> tuple[DeclaredIndicator, ...]:
    every = data.dataset.of_plan(plan.plan.plan)
    return tuple(one for one in every if plan.plan.lists(one.indicator, year))


def _found(verdict: Verdict) -> tuple[Diagnostic, ...]:
    return verdict if isinstance(verdict, tuple) else ()


def _plans(data: Data, request: CheckTargetsRequest, as_of: Day | None) -> Iterator[tuple[DeclaredPlan, FiscalYear]]:
    plans = plans_named(data.dataset, request.plan)
    if request.year is not None:
        year = year_of(request.year)
        yield from ((plan, year) for plan in plans_covering(data.dataset, plans, year))
        return
    begun = tuple(plan for plan in plans if any(map(plan.plan.covers, data.dataset.actual_years(plan.plan.plan))))
    yield from ((plan, year_or_default(data.dataset, [plan], None, as_of).year) for plan in begun or plans)
