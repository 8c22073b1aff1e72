"""An indicator of a plan that nobody declared: it would appear in no report."""

from collections.abc import Iterator

from dxkpi.core.basis.finding import Diagnostic, Example, Page, error
from dxkpi.core.basis.text import clip
from dxkpi.core.dataset import Dataset
from dxkpi.rules.base import DatasetRule, named, to_write

_FILE = "indicators/visitors.yaml"
_PLANNED = "id: visitors\nname: 閲覧者数\nplan: {}\nsection: one\nunit: 人\ndirection: monitor\n"

INFO = error(
    "KPI402",
    "unknown-plan",
    "指標の計画が宣言されていない",
    Page(
        why="計画の id のつづりを間違えたり、別の計画から写したファイルの id が残っていたりすると起きる。"
        "その指標は、どの計画の報告にも現れない。",
        fix="plan を、targets フォルダにある計画の id（ファイル名から .yaml を除いたもの）に直す。"
        "新しい計画なら、先に計画のファイルを作る。",
        bad=(Example(_PLANNED.format("plan-aa"), _FILE, whole=True),),
        good=(Example(_PLANNED.format("plan-a"), _FILE, whole=True),),
        others=(
            (
                Example(_PLANNED.format("plan-aa"), _FILE, whole=True),
                Example(
                    "plan: plan-aa\nname: 計画AA\nsections:\n  - {id: one, name: 分野一}\n",
                    "targets/plan-aa.yaml",
                    whole=True,
                ),
            ),
        ),
    ),
)


def _check(dataset: Dataset) -> Iterator[Diagnostic]:
    known = dataset.plan_ids
    for declared in dataset.indicators:
        plan = declared.indicator.plan
        if plan in known or plan in dataset.unread_ids:
            continue
        yield Diagnostic(
            INFO,
            declared.at("plan"),
            f"{named(declared)}の計画「{clip(plan)}」は宣言されていない",
            to_write(plan, known, f"targets/{plan}.yaml に計画を書く"),
        )


UNKNOWN_PLAN = DatasetRule(INFO, _check)
