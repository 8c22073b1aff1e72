"""One owner written in two ways (情報政策課, 情報 政策課): lists by owner would show two, each with half."""

from collections import Counter
from collections.abc import Iterator

from dxkpi.core.dataset import Dataset, DeclaredIndicator
from dxkpi.core.diagnostic import Diagnostic, Related
from dxkpi.core.folding import folded
from dxkpi.core.page import Example, Page
from dxkpi.core.spelling import clip
from dxkpi.rules.base import DatasetRule, warning

_MAPS = "indicators/plan-a/one/maps.yaml"

INFO = warning(
    "KPI409",
    "owner-spelling",
    "同じ担当 owner が、全角・半角や空白の違う書き方で書かれている",
    Page(
        why="「情報政策課」と「情報 政策課」は、人には同じでも、担当ごとに集めると別のものになる。"
        "計画の government（団体名）が違えば、別の団体の担当として比べない。",
        mend="多いほうの書き方にそろえる。",
        bad=(Example("owner: 情報政策課\n"), Example("owner: 情報 政策課\n", file=_MAPS)),
        good=(Example("owner: 情報政策課\n"), Example("owner: 情報政策課\n", file=_MAPS)),
    ),
)


def _check(dataset: Dataset) -> Iterator[Diagnostic]:
    ways: dict[_Department, Counter[str]] = {}
    firsts: dict[tuple[str | None, str], DeclaredIndicator] = {}
    for declared, government, owner in _owned(dataset):
        ways.setdefault((government, folded(owner)), Counter())[owner] += 1
        firsts.setdefault((government, owner), declared)
    for declared, government, owner in _owned(dataset):
        usual = ways[government, folded(owner)].most_common(1)[0][0]
        if owner == usual:
            continue
        yield Diagnostic(
            INFO,
            declared.at("owner"),
            f"担当「{clip(owner)}」は、ほかの指標では「{clip(usual)}」と書かれている",
            f"同じ担当なら「{clip(usual)}」にそろえる",
            (Related(firsts[government, usual].at("owner"), "ほかの指標"),),
        )


_Department = tuple[str | None, str]
"""A government, whose departments are its own, and a name without what only a machine tells apart."""


def _owned(dataset: Dataset) -> Iterator[tuple[DeclaredIndicator, str | None, str]]:
    """The indicators with a department, whose it is, and how it is written."""
    for declared in dataset.indicators:
        owner = declared.indicator.owner
        if owner is not None:
            yield declared, dataset.government(declared.indicator.plan), owner


OWNER_SPELLING = DatasetRule(INFO, _check)
