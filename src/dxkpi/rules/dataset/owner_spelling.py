"""One owner written in two ways (情報政策課, 情報 政策課): lists by owner would show two, each with half."""

from collections.abc import Iterator

from dxkpi.core.basis.finding import Diagnostic, Example, Page, Related, warning
from dxkpi.core.basis.text import clip, folded, look_alike
from dxkpi.core.dataset import Dataset, DeclaredIndicator
from dxkpi.rules.base import DatasetRule

_MAPS = "indicators/plan-a/one/maps.yaml"

INFO = warning(
    "KPI409",
    "owner-spelling",
    "同じ担当 owner が、全角・半角や空白、似た形の字を違えて書かれている",
    Page(
        why="「情報政策課」と「情報 政策課」は、人には同じでも、担当ごとに集めると別のものになる。"
        "計画の government（団体名）が違えば、別の団体の担当として比べない。",
        fix="多いほうの書き方にそろえる。",
        bad=(Example("owner: 情報政策課\n"), Example("owner: 情報 政策課\n", file=_MAPS)),
        good=(Example("owner: 情報政策課\n"), Example("owner: 情報政策課\n", file=_MAPS)),
    ),
)


def _check(dataset: Dataset) -> Iterator[Diagnostic]:
    named: dict[tuple[str | None, str], list[DeclaredIndicator]] = {}
    for declared in dataset.indicators:
        if declared.indicator.owner is not None:
            government = dataset.government(declared.indicator.plan)
            named.setdefault((government, declared.indicator.owner), []).append(declared)
    ways: dict[tuple[str | None, str], list[tuple[str | None, str]]] = {}
    for government, owner in named:
        ways.setdefault((government, folded(owner)), []).append((government, owner))
    for same in ways.values():
        usual = max(same, key=lambda way: len(named[way]))
        for way in same:
            for declared in named[way] if way != usual else ():
                yield _finding(declared, way[1], named[usual][0], usual[1])


def _finding(declared: DeclaredIndicator, owner: str, first: DeclaredIndicator, usual: str) -> Diagnostic:
    alike = look_alike(owner, usual)
    return Diagnostic(
        INFO,
        declared.at("owner"),
        f"担当「{clip(owner)}」は、ほかの指標では「{clip(usual)}」と書かれている"
        + (f"（{alike}の違い）" if alike else ""),
        f"同じ担当なら「{clip(usual)}」にそろえる",
        (Related(first.at("owner"), "ほかの指標"),),
    )


OWNER_SPELLING = DatasetRule(INFO, _check)
