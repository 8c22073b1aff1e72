"""Two indicators of one plan with one number: one of them stands in the wrong place of every table."""

from collections.abc import Iterable, Iterator

from dxkpi.core.basis.calendar import FiscalYear
from dxkpi.core.basis.finding import Diagnostic, Example, Page, Ref, Related, warning
from dxkpi.core.basis.numbering import Piece, pieces
from dxkpi.core.basis.text import clip
from dxkpi.core.dataset import Dataset, DeclaredIndicator
from dxkpi.rules.base import DatasetRule, named

_FILE = "indicators/plan-a/one/views.yaml"
_NUMBERED = "id: views\n{}name: 地図の閲覧数\nplan: plan-a\nsection: one\nunit: 回\ndirection: monitor\n"
_FIRST = Example("id: maps\nnumber: 1-1\nname: 地図の数\n", "indicators/plan-a/one/maps.yaml")

INFO = warning(
    "KPI412",
    "duplicate-number",
    "一つの計画に同じ番号の指標が二つある",
    Page(
        why="ファイルを写して新しい指標を作り、番号 number を直し忘れると起きる。"
        "指標は番号の順に並ぶので、片方が、計画の冊子と違う所に載る。"
        "番号の変わった指標の前の番号（formerly）が、ほかの指標のその年度の番号と同じときも言う。",
        fix="計画の冊子で番号を確かめ、違う方を直す。番号のない指標なら number の行を消す。"
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
    plans: dict[str, list[DeclaredIndicator]] = {}
    for declared in dataset.indicators:
        plans.setdefault(declared.indicator.plan, []).append(declared)
    for own in plans.values():
        untils = {entry.until for declared in own for entry in declared.indicator.formerly if entry.number}
        reported: set[tuple[str, str]] = set()
        for year in (None, *sorted(untils, reverse=True)):
            yield from _twice(own, year, reported)


def _twice(
    own: Iterable[DeclaredIndicator], year: FiscalYear | None, reported: set[tuple[str, str]]
) -> Iterator[Diagnostic]:
    """Find the numbers that several have in `year` (None: today), except those of pairs that were `reported`."""
    seen: dict[tuple[Piece, ...] | str, DeclaredIndicator] = {}
    for declared in own:
        placed = declared.indicator.placed_in(year) if year else declared.indicator
        number = placed.number
        if number is None:
            continue
        other = seen.setdefault(pieces(number) or number, declared)
        pair = other.indicator.id, declared.indicator.id
        if other.indicator.id == declared.indicator.id or pair in reported:  # with one id it is a copy, reported as one
            continue
        reported.add(pair)
        when = f"{year.label}までの" if year else ""
        yield Diagnostic(
            INFO,
            _place(declared, year),
            f"{named(declared)}の{when}番号「{clip(number)}」は、同じ計画の指標「{other.indicator.id}」の{when}番号でもある",
            "計画の冊子で番号を確かめ、違う方を直す。番号のない指標なら number の行を消す"
            + ("。番号が入れ替わったのなら、どちらの formerly にも、その年度までの番号を書く" if year else ""),
            (Related(_place(other, year), "先の指標"),),
        )


def _place(declared: DeclaredIndicator, year: FiscalYear | None) -> Ref:
    entry = declared.indicator.former(year).get("number") if year else None
    return declared.at(*(("number",) if entry is None else ("formerly", entry, "number")))


DUPLICATE_NUMBER = DatasetRule(INFO, _check)
