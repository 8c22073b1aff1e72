"""The same id twice in a plan: a copied file whose id was not changed would be counted twice."""

from collections.abc import Iterator

from dxkpi.core.basis.finding import Diagnostic, Example, Page, Related, error
from dxkpi.core.basis.text import clip
from dxkpi.core.dataset import Dataset, DeclaredIndicator, DeclaredPlan
from dxkpi.rules.base import DatasetRule

_COPY = "name: 研修時間\nplan: plan-a\nsection: one\nunit: 時間\ndirection: monitor\n"
_FIRST = Example("id: hours\nname: 削減時間\n")

INFO = error(
    "KPI401",
    "duplicate-id",
    "同じ id が二度使われている",
    Page(
        why="指標のファイルを別のフォルダに写し、id を直し忘れると起きる。"
        "同じ指標が二度数えられるか、別の二つの指標が混ざって、件数も割合も変わる。",
        fix="新しい指標なら別の id にし、ファイル名も同じにする。同じ指標なら、片方のファイルを消す。",
        bad=(
            _FIRST,
            Example("id: hours\n" + _COPY, "indicators/plan-a/copy/hours.yaml", whole=True),
        ),
        good=(
            _FIRST,
            Example("id: training-hours\n" + _COPY, "indicators/plan-a/copy/training-hours.yaml", whole=True),
        ),
        others=((_FIRST,),),
    ),
)


def _check(dataset: Dataset) -> Iterator[Diagnostic]:
    plans: dict[str, DeclaredPlan] = {}
    for plan in dataset.plans:
        first = plans.setdefault(plan.plan.plan, plan)
        if first is not plan:
            yield Diagnostic(
                INFO,
                plan.at("plan"),
                f"計画の id「{plan.plan.plan}」は、ほかのファイルでも使われている",
                "一つの計画は一つのファイルに書く",
                (Related(first.at("plan"), "先のファイル"),),
            )
    seen: dict[tuple[str, str], DeclaredIndicator] = {}
    for declared in dataset.indicators:
        key = (declared.indicator.plan, declared.indicator.id)
        other = seen.setdefault(key, declared)
        if other is not declared:
            yield Diagnostic(
                INFO,
                declared.at("id"),
                f"id「{declared.indicator.id}」は、同じ計画の別の指標「{clip(other.indicator.name)}」でも使われている",
                "別の id にし、ファイル名もそろえる。同じ指標なら片方のファイルを消す",
                (Related(other.at("id"), "先の指標"),),
            )


DUPLICATE_ID = DatasetRule(INFO, _check)
