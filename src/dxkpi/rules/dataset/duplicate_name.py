"""Two indicators of one plan with one name: an indicator declared twice is counted twice.

The R3 paper itself prints 働き方改革アドバイザー派遣企業数 twice (page 10).
"""

import unicodedata
from collections.abc import Iterator

from dxkpi.core.basis.finding import PLAN, Diagnostic, Example, Page, Related, error
from dxkpi.core.basis.text import clip
from dxkpi.core.dataset import Dataset, DeclaredIndicator
from dxkpi.rules.base import DatasetRule

_FILE = "indicators/plan-a/two/views.yaml"
_NAMED = "id: views\nname: {}\nplan: plan-a\nsection: two\nunit: 回\ndirection: monitor\n"
_PLAN = Example(
    "sections:\n  - id: one\n    name: 分野一\n    subsections:\n      - {id: first, name: 項目一}\n"
    "  - id: two\n    name: 分野二\n",
    PLAN,
)
_FIRST = Example("id: maps\nname: 地図の数\n", "indicators/plan-a/one/maps.yaml")

INFO = error(
    "KPI407",
    "duplicate-name",
    "一つの計画に同じ名前の指標が二つある",
    Page(
        why="ファイルを写して新しい指標を作り、名前を直し忘れると起きる。"
        "資料の再掲をもう一つの指標として入れた場合も同じで、一つの成果が二度数えられる。",
        fix="同じ指標なら片方のファイルを消す。別の指標なら、違いの分かる名前にする。"
        "資料の再掲なら、片方のファイルの relisted に分野を書き、もう片方を消す。"
        "資料が本当に同じ名前で二つ載せているなら、理由を添えて免除してよい。",
        bad=(_PLAN, _FIRST, Example(_NAMED.format("地図の数"), _FILE, whole=True)),
        good=(_PLAN, _FIRST, Example(_NAMED.format("地図の閲覧数"), _FILE, whole=True)),
        others=(
            (_PLAN, _FIRST),
            (_PLAN, Example(_FIRST.text + "relisted: [two]\n", _FIRST.file)),
            (
                _PLAN,
                _FIRST,
                Example(
                    _NAMED.format("地図の数  # dxkpi: ignore[KPI407] 資料が二つの表に載せている"), _FILE, whole=True
                ),
            ),
        ),
    ),
    waivable=True,
)


def _check(dataset: Dataset) -> Iterator[Diagnostic]:
    seen: dict[tuple[str, str], DeclaredIndicator] = {}
    for declared in dataset.indicators:
        name = unicodedata.normalize("NFC", declared.indicator.name)
        other = seen.setdefault((declared.indicator.plan, name), declared)
        if other.indicator.id != declared.indicator.id:  # with one id it is a copy, which is reported as one
            yield Diagnostic(
                INFO,
                declared.at("name"),
                f"「{clip(name)}」という名前の指標が、同じ計画にもう一つある（id: {other.indicator.id}）",
                "同じ指標なら片方のファイルを消す。別の指標なら、違いの分かる名前にする",
                (Related(other.at("name"), "先の指標"),),
            )


DUPLICATE_NAME = DatasetRule(INFO, _check)
