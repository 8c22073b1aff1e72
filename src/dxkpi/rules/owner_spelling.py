"""One owner written in two ways (情報政策課, 情報 政策課): lists by owner would show two, each with half."""

from collections import Counter
from collections.abc import Iterator

from dxkpi.core.dataset import Dataset, DeclaredIndicator
from dxkpi.core.diagnostic import Diagnostic, Related
from dxkpi.core.page import Example, Page
from dxkpi.core.spelling import clip
from dxkpi.rules.base import DatasetRule, warning
from dxkpi.rules.folding import folded

_MAPS = "indicators/plan-a/one/maps.yaml"

INFO = warning(
    "KPI409",
    "owner-spelling",
    "同じ担当 owner が、全角・半角や空白の違う書き方で書かれている",
    Page(
        why="「情報政策課」と「情報 政策課」は、人には同じでも、担当ごとに集めると別のものになる。",
        mend="多いほうの書き方にそろえる。",
        bad=(Example("owner: 情報政策課\n"), Example("owner: 情報 政策課\n", file=_MAPS)),
        good=(Example("owner: 情報政策課\n"), Example("owner: 情報政策課\n", file=_MAPS)),
    ),
)


def _check(dataset: Dataset) -> Iterator[Diagnostic]:
    ways: dict[str, Counter[str]] = {}
    firsts: dict[str, DeclaredIndicator] = {}
    for declared in dataset.indicators:
        owner = declared.indicator.owner
        if owner is not None:
            ways.setdefault(folded(owner), Counter())[owner] += 1
            firsts.setdefault(owner, declared)
    for declared in dataset.indicators:
        owner = declared.indicator.owner
        usual = ways[folded(owner)].most_common(1)[0][0] if owner is not None else None
        if owner is None or usual is None or owner == usual:
            continue
        yield Diagnostic(
            INFO,
            declared.at("owner"),
            f"担当「{clip(owner)}」は、ほかの指標では「{clip(usual)}」と書かれている",
            f"同じ担当なら「{clip(usual)}」にそろえる",
            (Related(firsts[usual].at("owner"), "ほかの指標"),),
        )


OWNER_SPELLING = DatasetRule(INFO, _check)
