"""Another method of a plan: all its results move at once, and the data are the same."""

from dxkpi.core.basis.change_kind import ChangeKind
from dxkpi.core.basis.finding import PLAN, Example, Page
from dxkpi.core.diff.change import Change
from dxkpi.core.keys import title_of
from dxkpi.rules.review.change.case import ChangedRecord, Looks, second_look

_METHOD = "method:\n  formula: {}\n  against: target\n"

INFO = second_look(
    "KPI875",
    "method-changed",
    "計画の算定方法か達成区分が変わる",
    Page(
        why="式や区分の境目が変わると、どの指標も、値は同じまま達成にも未達成にもなる。値を見比べても分からない。",
        fix="書き違いなら戻す。方法を変えると決めたのなら、その決定を確かめる。もう公表した年度は、変える前に "
        "dxkpi publish で書き留めておく。書き留めた年度は、公表したときの方法のまま変わらない。",
        before=(Example(_METHOD.format("distance"), PLAN),),
        bad=(Example(_METHOD.format("ratio"), PLAN),),
        good=(Example(_METHOD.format("distance"), PLAN),),
    ),
)

_KEYS = ("method", "ratings", "carry", "after_target_year", "shares")
_IDLE = ("label", "group", "en", "symbol", "preset")
"""Keys that decide nothing: words of a rating, and the name of a method, which stands for what it spells out."""


def method_changed(plan: ChangedRecord) -> Looks:
    """Yield the changes of how a plan is judged."""
    kinds = (ChangeKind.METHOD_CHANGED, ChangeKind.RATINGS_CHANGED)
    changes = tuple(change for change in plan.of(*kinds) if change.key[0] in _KEYS and _decides(change))
    if changes:
        titles = "、".join(dict.fromkeys(title_of(change.key[0]) for change in changes))
        held = "dxkpi publish で書き留めた年度のほかは、新しい方法で判定される"
        yield plan.found(INFO, f"{titles}が変わる。{held}", changes[:1])


def _decides(change: Change) -> bool:
    return not all(value.key[:1] and value.key[0] in _IDLE for value in change.values)
