"""`dxkpi explain`, `dxkpi show` and `dxkpi list`: indicators one by one."""

from collections.abc import Sequence
from typing import NamedTuple

from dxkpi.app.data import Data
from dxkpi.app.problems import UsageProblem
from dxkpi.app.select import (
    day_of,
    indicator_named,
    other_number,
    owners_named,
    plans_covering,
    plans_named,
    unknown,
    with_section,
    year_of,
    year_or_default,
)
from dxkpi.core.assess import assess
from dxkpi.core.assessment import Assessment, Monitored, NotAssessed
from dxkpi.core.basis.text import clip, folded
from dxkpi.core.counts import column_of, columns_of
from dxkpi.core.dataset import DeclaredIndicator, DeclaredPlan, placed
from dxkpi.core.explain import explain
from dxkpi.core.indicator.base import NO_OWNER
from dxkpi.core.outcomes.indicator import ExplainOutcome, ListOutcome, ShowOutcome
from dxkpi.core.plan.scheme import SUSPENDED

NOT_ASSESSED, MONITORED = "unassessed", "monitored"
"""Values of `--rating` besides the plans' own ratings and `suspended`."""

_WORDS = {NOT_ASSESSED: "算定不能", MONITORED: "推移"}


Row = tuple[DeclaredPlan, DeclaredIndicator, Assessment]


class IndicatorRequest(NamedTuple):
    """One indicator, by id or name, in a year (absent: the default year of its plan)."""

    indicator: str
    year: str | None = None
    plan: str | None = None
    as_of: str | None = None


class ListRequest(NamedTuple):
    """Selection of indicators; None selects all."""

    year: str | None = None
    plan: str | None = None
    section: str | None = None
    owners: tuple[str, ...] = ()
    rating: str | None = None


def explained(data: Data, request: IndicatorRequest) -> ExplainOutcome:
    """Explain one indicator.

    Raises:
        UsageProblem: for an unknown indicator or plan, or an invalid year or day.
    """
    asked = year_of(request.year) if request.year is not None else None
    declared, plan = indicator_named(data.dataset, request.indicator, plans_named(data.dataset, request.plan), asked)
    remark = other_number(data.dataset, request.indicator, declared, plan, asked)
    as_of = day_of(request.as_of) if request.as_of is not None else None
    default = year_or_default(data.dataset, [plan], request.year, as_of)
    year = default.year
    plans_covering(data.dataset, [plan], year)
    siblings = data.dataset.of_plan(plan.plan.plan)
    own = placed([declared], plan.plan, year)
    if not own:
        section = plan.plan.section(plan.plan.placed(declared.indicator, year).section).name
        raise UsageProblem(
            f"「{clip(declared.indicator.name)}」（{declared.indicator.id}）の分野「{clip(section)}」は、"
            f"計画「{clip(plan.plan.name)}」では{year.formal}（{year}）にない。分野のある年度を --year で示す"
        )
    return ExplainOutcome(explain(own[0], plan, siblings, year, as_of), data.where, default.passed_over, remark)


def shown(data: Data, request: IndicatorRequest) -> ShowOutcome:
    """Return the complete declaration of one indicator.

    Raises:
        UsageProblem: for an unknown indicator or plan.
    """
    declared, plan = indicator_named(data.dataset, request.indicator, plans_named(data.dataset, request.plan))
    years = sorted({*(year.reported for year in declared.indicator.actuals), *declared.indicator.judged})
    return ShowOutcome(
        declared,
        plan,
        tuple(assess(declared.indicator, plan.plan, year) for year in years),
        data.where,
    )


def listed(data: Data, request: ListRequest) -> ListOutcome:
    """Return the selected indicators, each in the year asked for, or in the default year of its plan.

    Raises:
        UsageProblem: for an invalid year, or an unknown plan, section, owner or rating.
    """
    plans = plans_named(data.dataset, request.plan)
    if request.year is not None:
        plans = plans_covering(data.dataset, plans, year_of(request.year))
    rows: list[Row] = []
    asked = with_section(plans, request.section)
    for plan, section in asked:
        own: Sequence[DeclaredIndicator] = data.dataset.of_plan(plan.plan.plan)
        if not own:
            continue
        year = year_or_default(data.dataset, [plan], request.year).year
        own = placed(own, plan.plan, year)
        rows += [
            (plan.in_year(year), declared, assess(declared.indicator, plan.plan, year))
            for declared in own
            if section is None or section.id in declared.indicator.listed_in
        ]
    if request.owners:
        named = owners_named(data.dataset, [plan for plan, _ in asked], request.owners)
        rows = [row for row in rows if folded(row[1].indicator.owner or NO_OWNER) in named]
    if request.rating is not None:
        rows = _rated(rows, request.rating)
    sections = {plan.plan.plan: section.id for plan, section in asked if section}
    return ListOutcome(tuple(rows), sections)


def _rated(rows: Sequence[Row], wanted: str) -> list[Row]:
    """Return the rows with the rating of that id or label.

    Raises:
        UsageProblem: where no plan has one.
    """
    known = {name for plan, _, _ in rows for name in _names(plan)}
    if wanted not in known:
        raise unknown("達成区分", wanted, sorted(known))
    return [row for row in rows if _names(row[0]).get(wanted) == rating_id(row[2])]


def _names(plan: DeclaredPlan) -> dict[str, str]:
    """Return every name of a column of a plan, with its id."""
    ids = (*columns_of(plan.plan), *_WORDS)
    suspended = {plan.plan.suspended.label: SUSPENDED} if plan.plan.suspended else {}
    states = {state.label: state.id for state in plan.plan.states}
    labels = {rating.label: rating.id for rating in plan.plan.ratings} | states
    return {**{i: i for i in ids}, **labels, **suspended, **{word: i for i, word in _WORDS.items()}}


def rating_id(assessment: Assessment) -> str:
    """Return the id of the rating, `suspended`, `unassessed` or `monitored`."""
    match assessment.outcome:
        case NotAssessed():
            return NOT_ASSESSED
        case Monitored():
            return MONITORED
        case _:
            return column_of(assessment) or NOT_ASSESSED
