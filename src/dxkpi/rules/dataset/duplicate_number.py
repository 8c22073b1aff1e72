"""Two indicators of one plan with one number: one of them stands in the wrong place of every table."""

from collections.abc import Iterator

from dxkpi.core.basis.finding import Diagnostic, Example, Page, Related
from dxkpi.core.basis.numbering import Piece, pieces
from dxkpi.core.basis.text import clip
from dxkpi.core.dataset import Dataset, DeclaredIndicator
from dxkpi.rules.base import DatasetRule, named, warning

_FILE = "indicators/plan-a/one/views.yaml"
_NUMBERED = "id: views\n{}name: 地図の閲覧数\nplan: plan-a\nsection: one\nunit: 回\ndirection: monitor\n"
_FIRST = Example("id: maps\nnumber: 1-1\nname: 地図の数\n", "indicators/plan-a/one/maps.yaml")

INFO = warning(
    "KPI412",
    "duplicate-number",
    "一つの計画に同じ番号の指標が二つある",
    Page(
        why="ファイルを写して新しい指標を作り、番号 number を直し忘れると起きる。"
        "指標は番号の順に並ぶので、片方が、計画の冊子と違う所に載る。",
        mend="計画の冊子で番号を確かめ、違う方を直す。番号のない指標なら number の行を消す。"
        "計画が本当に同じ番号を二つの指標に付けているなら、理由を添えて免除してよい。",
        bad=(_FIRST, Example(_NUMBERED.format("number: 1-1\n"), _FILE, whole=True)),
        good=(_FIRST, Example(_NUMBERED.format("number: 1-2\n"), _FILE, whole=True)),
        others=(
            (_FIRST, Example(_NUMBERED.format(""), _FILE, whole=True)),
            (
                _FIRST,
                Example(
                    _NUMBERED.format("number: 1-1  # dxkpi: ignore[KPI412] 計画の冊子が同じ番号を付けている\n"),
                    _FILE,
                    whole=True,
                ),
            ),
        ),
    ),
)


def _check(dataset: Dataset) -> Iterator[Diagnostic]:
    seen: dict[tuple[str, tuple[Piece, ...] | str], DeclaredIndicator] = {}
    for declared in dataset.indicators:
        own = declared.indicator
        if own.number is None:
            continue
        other = seen.setdefault((own.plan, pieces(own.number) or own.number), declared)
        if other.indicator.id != own.id:  # with one id it is a copy, which is told as that
            yield Diagnostic(
                INFO,
                declared.at("number"),
                f"{named(declared)}の番号「{clip(own.number)}」は、同じ計画の指標「{other.indicator.id}」の番号でもある",
                "計画の冊子で番号を確かめ、違う方を直す。番号のない指標なら number の行を消す",
                (Related(other.at("number"), "先の指標"),),
            )


DUPLICATE_NUMBER = DatasetRule(INFO, _check)
