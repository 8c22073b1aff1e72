"""A revision of an indicator that its plan does not have: it would revise nothing."""

from collections.abc import Iterator, Mapping

from dxkpi.core.basis.finding import PLAN, Diagnostic, Example, Page, error
from dxkpi.core.basis.text import clip
from dxkpi.core.dataset import Dataset, DeclaredPlan
from dxkpi.rules.base import DatasetRule, first, meant_by

_REVISION = """target_year: R3
revisions:
  - date: 2021-02-10
    indicator: {}
    from:
      year: R3
    to:
      year: R4
    reason: 事業の期間を延ばしたため
    decision: 本部会議で決定
"""

_OTHER = "targets/plan-b.yaml"
_PLAN = (
    "plan: plan-b\nname: 計画B\nsections:\n  - {id: one, name: 分野一}\n"
    """method: {formula: ratio, against: target}
ratings:
  - {id: met, label: 達成, group: 達成, at_least: 100}
  - {id: missed, label: 未達成, group: 未達成}
"""
)
_ITEMS = Example(
    "id: hours-b\nname: 研修時間\nplan: plan-b\nsection: one\nunit: 時間\ndirection: absolute\nbetter: higher\n"
    "target:\n  value: 500\n",
    "indicators/plan-b/hours-b.yaml",
    whole=True,
)

INFO = error(
    "KPI507",
    "revision-indicator",
    "改定する指標が、その計画にない",
    Page(
        why="指標の id を打ち間違えたり、別の計画から改定を写したりすると起きる。"
        "改定はどの指標にも効かず、前の目標で判定される。",
        fix="indicator を、この計画の指標の id に直す。別の計画の指標なら、改定をその計画のファイルに移す。",
        bad=(Example(_REVISION.format("hours-b"), PLAN), Example(_PLAN, _OTHER, whole=True), _ITEMS),
        good=(Example(_REVISION.format("hours"), PLAN), Example(_PLAN, _OTHER, whole=True), _ITEMS),
        others=(
            (
                Example("revisions: []\n", PLAN),
                Example(_PLAN + _REVISION.format("hours-b"), _OTHER, whole=True),
                _ITEMS,
            ),
        ),
    ),
)


def _check(dataset: Dataset) -> Iterator[Diagnostic]:
    plans = {
        (owner.plan.government, declared.indicator.id): owner.plan.plan
        for declared in dataset.indicators
        if (owner := dataset.plan(declared.indicator.plan)) is not None
    }
    for plan in dataset.plans:
        if plan.plan.revisions:
            yield from first(_of_plan(plan, dataset, plans))


def _of_plan(plan: DeclaredPlan, dataset: Dataset, plans: Mapping[tuple[str | None, str], str]) -> Iterator[Diagnostic]:
    known = dataset.of_plan(plan.plan.plan)
    own = {declared.indicator.id for declared in known}
    for position, revision in enumerate(plan.plan.revisions):
        found = revision.indicator
        if found in own or found in dataset.unread_ids:
            continue
        other = plans.get((plan.plan.government, found))
        where = f"（計画「{clip(other)}」の指標である）" if other else ""
        hint = meant_by(found, known, "この計画にある指標の id を書く")
        yield Diagnostic(
            INFO,
            plan.at("revisions", position, "indicator"),
            f"改定する指標「{clip(found)}」は、計画「{plan.plan.plan}」にない{where}",
            "改定をその計画のファイルに移す" if other else hint,
        )


REVISION_INDICATOR = DatasetRule(INFO, _check)
