"""`dxkpi new shared`: an indicator serves another plan too, with a section and a target of its own there."""

from dataclasses import dataclass

from dxkpi.app.change import Prepared
from dxkpi.app.data import Data, brought
from dxkpi.app.problems import UsageProblem
from dxkpi.app.select import indicator_named, parsed, plans_named, with_section, year_of
from dxkpi.core.assess import assess
from dxkpi.core.basis.number import parse_number
from dxkpi.core.basis.record import choice
from dxkpi.core.basis.text import clip, unified
from dxkpi.core.dataset import DeclaredIndicator, DeclaredPlan
from dxkpi.core.fields import ORDER
from dxkpi.core.indicator import DIRECTIONS
from dxkpi.core.indicator.sharing import SHARED
from dxkpi.core.outcomes.change import ChangeOutcome
from dxkpi.core.plan_change import PlanChange
from dxkpi.source.changes import Put, Raw, Value
from dxkpi.source.edit import NotEdited, edited
from dxkpi.source.files import ChangedTree
from dxkpi.source.loader import load


@dataclass(frozen=True, slots=True)
class ShareRequest:
    """What was asked, as written; None where nothing was, which is then as in the indicator's file."""

    indicator: str
    plan: str
    section: str
    relisted: tuple[str, ...] = ()
    direction: str | None = None
    baseline: str | None = None
    target: str | None = None
    target_year: str | None = None


def prepare(data: Data, request: ShareRequest) -> Prepared:
    """What `request` would do; nothing is written.

    Raises:
        UsageProblem: for an indicator, plan, section or value that there is not, and for one that the plan has.
    """
    named = plans_named(data.dataset, request.plan)
    plan = next((declared for declared in named if declared.plan.plan == request.plan), named[0])
    declared = _home(data, request.indicator, plan)
    entry = _entry(request, plan)
    before = data.tree.read(declared.document)
    assert isinstance(before, bytes), "it was read a moment ago"
    after = edited(declared.document, before, [Put((SHARED, plan.plan.plan), entry, ORDER)])
    if isinstance(after, NotEdited):
        raise UsageProblem(f"{clip(declared.document)}: {after.reason}")
    tree = ChangedTree(data.tree, declared.document, after)
    changed = Data(tree, load(tree))
    lines = unified(declared.document, before, after)
    outcome = ChangeOutcome(declared.document, lines, _result(changed, declared, plan), brought(data, changed))
    return Prepared(data.tree.label, before, after, outcome)


def _home(data: Data, wanted: str, plan: DeclaredPlan) -> DeclaredIndicator:
    declared, _ = indicator_named(data.dataset, wanted, data.dataset.plans)
    own = plan.plan.plan
    if own in (declared.indicator.plan, *declared.plans):
        raise UsageProblem(f"指標「{clip(wanted)}」は、もう計画「{own}」にある。変えるならファイルを直す")
    return declared


def _entry(request: ShareRequest, plan: DeclaredPlan) -> dict[str, Value]:
    def section(wanted: str) -> str:
        found = [own.id for _, own in with_section([plan], wanted) if own is not None]
        return wanted if wanted in found else found[0]

    target: dict[str, Value] = {} if request.target is None else {"value": _number("--target", request.target)}
    if request.target_year is not None:
        target["year"] = Raw(str(year_of(request.target_year, "--target-year")))
    entry: dict[str, Value] = {"section": section(request.section)}
    if request.relisted:
        entry["relisted"] = tuple(map(section, request.relisted))
    if request.direction is not None:
        entry["direction"] = parsed("--direction", choice(DIRECTIONS), request.direction)
    if request.baseline is not None:
        entry["baseline"] = {"value": _number("--baseline", request.baseline)}
    return {**entry, **({"target": target} if target else {})}


def _number(option: str, text: str) -> Raw:
    parsed(option, parse_number, text)
    return Raw(text)


def _result(changed: Data, declared: DeclaredIndicator, plan: DeclaredPlan) -> PlanChange:
    """What the newest year makes of it in its new plan."""
    own = (d.indicator for d in changed.dataset.of_plan(plan.plan.plan) if d.document == declared.document)
    indicator = next(own, None)
    years = [year for year in declared.indicator.actuals if plan.plan.covers(year)]
    first = plan.plan.first_year or plan.plan.last_year
    year = max(years, default=first)
    if indicator is None or year is None:
        return PlanChange(plan, None, None, unread=indicator is None)
    return PlanChange(plan, None, assess(indicator, plan.plan, year))
