"""An exception of a plan's method for an indicator that the plan does not have: it would change nothing."""

from collections.abc import Iterator

from dxkpi.core.basis.finding import PLAN, Diagnostic, Example, Page, error
from dxkpi.core.basis.text import clip
from dxkpi.core.dataset import Dataset, DeclaredPlan
from dxkpi.rules.base import DatasetRule, first, meant_by

_METHOD = """method:
  formula: distance
  against: target
  exceptions:
    - indicators: [{}]
      formula: ratio
      reason: 計画の定め
"""

INFO = error(
    "KPI520",
    "exception-indicator",
    "算定方法の例外とした指標が、その計画にない",
    Page(
        why="指標の id を打ち間違えたり、id を変えた後に直し忘れたりすると起きる。"
        "例外はどの指標にも効かず、その指標は計画のほかの指標と同じ方法で判定される。",
        fix="exceptions の indicators を、この計画の指標の id に直す。",
        bad=(Example(_METHOD.format("hour"), PLAN),),
        good=(Example(_METHOD.format("hours"), PLAN),),
    ),
)


def _check(dataset: Dataset) -> Iterator[Diagnostic]:
    for plan in dataset.plans:
        own = {declared.indicator.id for declared in dataset.of_plan(plan.plan.plan)}
        yield from first(_of_plan(plan, own, dataset))


def _of_plan(plan: DeclaredPlan, own: set[str], dataset: Dataset) -> Iterator[Diagnostic]:
    for position, exceptional in enumerate(plan.plan.method.exceptions if plan.plan.method else ()):
        for index, found in enumerate(exceptional.indicators):
            if found in own or found in dataset.unread_ids:
                continue
            yield Diagnostic(
                INFO,
                plan.at("method", "exceptions", position, "indicators", index),
                f"例外とした指標「{clip(found)}」は、計画「{plan.plan.plan}」にない",
                meant_by(found, dataset.of_plan(plan.plan.plan), "この計画にある指標の id を書く"),
            )


EXCEPTION_INDICATOR = DatasetRule(INFO, _check)
